package org.sluice.data;

/** Scales rows to length 1. */
public final class RowScaling {
  private RowScaling() {}

  /** The rows, each of Euclidean length 1 but for rows of zeros; a copy, sharing the structure. */
  public static SparseRows toUnitLength(SparseRows rows) {
    float[] values = new float[rows.nonZeros()];
    for (int row = 0; row < rows.rows(); row++) {
      int from = rows.offsets()[row];
      int count = rows.offsets()[row + 1] - from;
      System.arraycopy(rows.values(), from, values, from, count);
      toUnitLength(values, from, count);
    }
    return new SparseRows(rows.columns(), rows.offsets(), rows.indices(), values);
  }

  /** Scales {@code values[from .. from + count)} in place. */
  public static void toUnitLength(float[] values, int from, int count) {
    double squares = 0;
    for (int k = from; k < from + count; k++) {
      squares += (double) values[k] * values[k];
    }
    if (squares == 0) {
      return;
    }
    double scale = 1 / Math.sqrt(squares);
    for (int k = from; k < from + count; k++) {
      values[k] = (float) (values[k] * scale);
    }
  }
}
