package org.sluice.data;

import java.util.Objects;

/**
 * Sparse vectors in compressed-row form: row {@code i} has the features {@code indices[k]} with
 * {@code values[k]} for {@code k} in {@code [offsets[i], offsets[i + 1])}. Indices within a row are
 * strictly increasing, in {@code [0, columns)}; values are finite. The arrays are shared, not
 * copied: treat them as immutable. Safe for many readers.
 *
 * @param columns number of features, at least 0
 * @param offsets {@code rows + 1} positions, starting at 0, never falling
 * @param indices feature ids, from 0
 * @param values feature values, as many as {@code indices}
 */
public record SparseRows(int columns, int[] offsets, int[] indices, float[] values) {
  public SparseRows {
    Objects.requireNonNull(offsets, "offsets");
    Objects.requireNonNull(indices, "indices");
    Objects.requireNonNull(values, "values");
    if (columns < 0) {
      throw new IllegalArgumentException("columns must not be negative: " + columns);
    }
    if (offsets.length == 0 || offsets[0] != 0) {
      throw new IllegalArgumentException("offsets must start with 0");
    }
    int end = offsets[offsets.length - 1];
    if (indices.length < end || values.length < end) {
      throw new IllegalArgumentException(
          "offsets end at " + end + " but there are " + indices.length + " indices");
    }
  }

  /** Number of rows. */
  public int rows() {
    return offsets.length - 1;
  }

  /** Number of stored values. */
  public int nonZeros() {
    return offsets[offsets.length - 1];
  }

  /** Copies of the given rows, in the given order. */
  public SparseRows select(int[] rows) {
    int[] starts = Offsets.of(offsets, rows);
    int[] chosenIndices = new int[starts[rows.length]];
    float[] chosenValues = new float[starts[rows.length]];
    for (int i = 0; i < rows.length; i++) {
      int from = offsets[rows[i]];
      int length = starts[i + 1] - starts[i];
      System.arraycopy(indices, from, chosenIndices, starts[i], length);
      System.arraycopy(values, from, chosenValues, starts[i], length);
    }
    return new SparseRows(columns, starts, chosenIndices, chosenValues);
  }
}
