package org.sluice.hash;

/** Angles between vectors, in double precision. */
final class Cosines {
  private Cosines() {}

  static double dot(float[] x, int xo, float[] y, int yo, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) x[xo + i] * y[yo + i];
    }
    return sum;
  }

  /** 0 where one of the vectors is 0. */
  static double cosine(float[] x, int xo, float[] y, int yo, int n) {
    double lengths = Math.sqrt(dot(x, xo, x, xo, n) * dot(y, yo, y, yo, n));
    return lengths == 0 ? 0 : clamp(dot(x, xo, y, yo, n) / lengths);
  }

  static double clamp(double cosine) {
    return Math.max(-1, Math.min(1, cosine));
  }

  /** Probability of equal signs. */
  static double agreement(double cosine) {
    return 1 - Math.acos(clamp(cosine)) / Math.PI;
  }
}
