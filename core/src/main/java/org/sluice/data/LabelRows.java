package org.sluice.data;

import java.util.Objects;

/**
 * The label sets of rows in compressed form: row {@code i} has the labels {@code ids[k]} for {@code
 * k} in {@code [offsets[i], offsets[i + 1])}. Ids within a row are distinct, in {@code [0,
 * labels)}. The arrays are shared, not copied: treat them as immutable. Safe for many readers.
 *
 * @param labels number of labels, at least 0
 * @param offsets {@code rows + 1} positions, starting at 0, never falling
 * @param ids label ids, from 0
 */
public record LabelRows(int labels, int[] offsets, int[] ids) {
  public LabelRows {
    Objects.requireNonNull(offsets, "offsets");
    Objects.requireNonNull(ids, "ids");
    if (labels < 0) {
      throw new IllegalArgumentException("labels must not be negative: " + labels);
    }
    if (offsets.length == 0 || offsets[0] != 0) {
      throw new IllegalArgumentException("offsets must start with 0");
    }
    if (ids.length < offsets[offsets.length - 1]) {
      throw new IllegalArgumentException(
          "offsets end at "
              + offsets[offsets.length - 1]
              + " but there are "
              + ids.length
              + " ids");
    }
  }

  /** Number of rows. */
  public int rows() {
    return offsets.length - 1;
  }

  /** Whether {@code row} has {@code label}. */
  public boolean has(int row, int label) {
    for (int k = offsets[row]; k < offsets[row + 1]; k++) {
      if (ids[k] == label) {
        return true;
      }
    }
    return false;
  }

  /** Number of labels of {@code row}. */
  public int count(int row) {
    return offsets[row + 1] - offsets[row];
  }

  /** How many rows have each label: an array of {@link #labels()} counts. */
  public int[] frequencies() {
    int[] counts = new int[labels];
    for (int k = 0; k < offsets[offsets.length - 1]; k++) {
      counts[ids[k]]++;
    }
    return counts;
  }

  /** Copies of the given rows, in the given order. */
  public LabelRows select(int[] rows) {
    int[] starts = Offsets.of(offsets, rows);
    int[] chosen = new int[starts[rows.length]];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(ids, offsets[rows[i]], chosen, starts[i], starts[i + 1] - starts[i]);
    }
    return new LabelRows(labels, starts, chosen);
  }
}
