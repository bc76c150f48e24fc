package org.sluice.mips;

import org.sluice.kernel.Kernels;

/** Queries and vectors as the segments want them. */
final class Query {
  private static final float LONGEST = 1e18f;

  private Query() {}

  /**
   * Checks values and, for cosine, scales them to length 1 in place.
   *
   * @param what names the vector in messages
   */
  static void prepare(float[] values, int at, int dimension, Metric metric, String what, long row) {
    if (!Kernels.isFinite(values, at, dimension)) {
      for (int i = 0; i < dimension; i++) {
        if (!Float.isFinite(values[at + i])) {
          throw new IllegalArgumentException(
              what + " " + row + ": value " + i + " must be finite: " + values[at + i]);
        }
      }
    }
    if (metric == Metric.INNER_PRODUCT) {
      return;
    }
    float squares = Kernels.dot(values, at, values, at, dimension);
    if (metric == Metric.EUCLIDEAN) {
      if (!(squares < LONGEST * LONGEST)) {
        throw new IllegalArgumentException(
            what
                + " "
                + row
                + ": must be shorter than 1e18 for distances, so that they are finite");
      }
    } else if (squares > 1e-30f && squares < 1e30f) {
      Kernels.scale((float) (1 / Math.sqrt(squares)), values, at, dimension);
    } else {
      scaleExtreme(values, at, dimension);
    }
  }

  /** Scales to length 1 where squares leave the range of floats. Zeros stay. */
  private static void scaleExtreme(float[] values, int at, int dimension) {
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      sum += (double) values[at + i] * values[at + i];
    }
    for (int i = 0; i < dimension && sum > 0; i++) {
      values[at + i] = (float) (values[at + i] / Math.sqrt(sum));
    }
  }
}
