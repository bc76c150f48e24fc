package org.sluice.neighbour;

import org.sluice.data.LabelRows;
import org.sluice.data.SparseRows;

/**
 * Training rows by their features, so that the rows nearest to a query by cosine can be found
 * without looking at all: for each feature, the rows that have it. Features of very many rows are
 * left out, since they cost most and tell least. Values take one byte. Immutable, safe for many
 * threads; each asks through {@link NeighbourVotes} of its own.
 */
public final class NearestRows {
  /** Features in more rows than this are not looked at. */
  private static final int MOST_ROWS_A_FEATURE = 10_000;

  private final int[] offsets;
  private final int[] rows;
  private final byte[] values;
  private final LabelRows labels;

  private NearestRows(int[] offsets, int[] rows, byte[] values, LabelRows labels) {
    this.offsets = offsets;
    this.rows = rows;
    this.values = values;
    this.labels = labels;
  }

  /**
   * Turns rows into lists by feature. Rows are numbered anew, those that have much in common close
   * to each other.
   *
   * @param x rows of features
   * @param labels the rows' labels
   */
  public static NearestRows build(SparseRows x, LabelRows labels) {
    if (x.rows() != labels.rows()) {
      throw new IllegalArgumentException(
          "labels must have as many rows as x (" + x.rows() + "): " + labels.rows());
    }
    int[] counts = counts(x);
    int[] offsets = new int[x.columns() + 1];
    for (int feature = 0; feature < counts.length; feature++) {
      offsets[feature + 1] = offsets[feature] + counts[feature];
    }
    int[] order = RowOrder.byCommonFeatures(x, counts);
    int[] next = offsets.clone();
    int[] rows = new int[offsets[x.columns()]];
    byte[] values = new byte[rows.length];
    for (int place = 0; place < order.length; place++) {
      int row = order[place];
      double scale = scale(x, row);
      for (int k = x.offsets()[row]; k < x.offsets()[row + 1]; k++) {
        int feature = x.indices()[k];
        if (offsets[feature + 1] > offsets[feature]) {
          int at = next[feature]++;
          rows[at] = place;
          values[at] = (byte) Math.round(x.values()[k] * scale);
        }
      }
    }
    return new NearestRows(offsets, rows, values, labels.select(order));
  }

  /**
   * Rows as they were stored.
   *
   * @param offsets where each feature's entries begin, one more than features
   * @param rows of the entries, rising within a feature
   * @param values of the entries, a 127th of the feature's share in a row of length 1
   * @throws IllegalArgumentException if the parts do not fit together
   */
  public static NearestRows of(int[] offsets, int[] rows, byte[] values, LabelRows labels) {
    if (offsets.length == 0 || offsets[0] != 0 || offsets[offsets.length - 1] != rows.length) {
      throw new IllegalArgumentException(
          "offsets must go from 0 to the number of entries: " + rows.length);
    }
    if (values.length != rows.length) {
      throw new IllegalArgumentException(
          "values must be as many as rows (" + rows.length + "): " + values.length);
    }
    for (int feature = 0; feature + 1 < offsets.length; feature++) {
      if (offsets[feature] > offsets[feature + 1]) {
        throw new IllegalArgumentException("offsets must rise: feature " + feature);
      }
      requireRising(rows, offsets[feature], offsets[feature + 1], labels.rows());
    }
    return new NearestRows(offsets, rows, values, labels);
  }

  private static void requireRising(int[] rows, int from, int to, int bound) {
    int before = -1;
    for (int k = from; k < to; k++) {
      if (rows[k] <= before || rows[k] >= bound) {
        throw new IllegalArgumentException(
            "rows of a feature must rise and be below " + bound + ": " + rows[k]);
      }
      before = rows[k];
    }
  }

  /** Rows that have each feature; 0 for a feature that is not looked at. */
  private static int[] counts(SparseRows x) {
    int[] counts = new int[x.columns()];
    for (int k = 0; k < x.nonZeros(); k++) {
      counts[x.indices()[k]]++;
    }
    for (int feature = 0; feature < counts.length; feature++) {
      if (counts[feature] > MOST_ROWS_A_FEATURE) {
        counts[feature] = 0;
      }
    }
    return counts;
  }

  private static double scale(SparseRows x, int row) {
    double squares = 0;
    for (int k = x.offsets()[row]; k < x.offsets()[row + 1]; k++) {
      squares += (double) x.values()[k] * x.values()[k];
    }
    return squares == 0 ? 0 : Byte.MAX_VALUE / Math.sqrt(squares);
  }

  /** Number of features. */
  public int features() {
    return offsets.length - 1;
  }

  /** Number of entries: pairs of a row and one of its features. */
  public int entries() {
    return rows.length;
  }

  /** Where each feature's entries begin; not a copy. */
  public int[] offsets() {
    return offsets;
  }

  /** Rows of the entries; not a copy. */
  public int[] rows() {
    return rows;
  }

  /** Values of the entries; not a copy. */
  public byte[] values() {
    return values;
  }

  /** Labels of the rows, as they are numbered here. */
  public LabelRows labels() {
    return labels;
  }

  /**
   * A way to ask, for one thread.
   *
   * @param neighbours rows that vote, at least 1
   */
  public NeighbourVotes newVotes(int neighbours) {
    return new NeighbourVotes(this, neighbours);
  }
}
