package org.sluice.hash;

/**
 * The probability that two vectors have their largest of m random coordinates in common (Yagnik et
 * al., ICCV 2011, equation for PO): {@code sum over i of C(R_i, m - 1) / C(n, m)}, where {@code
 * R_i} counts the coordinates that are below i in both vectors. Exact where the values of a vector
 * are distinct; a tie counts as not below.
 */
final class OrderAgreement {
  private final float[] x;
  private final int xo;
  private final float[] y;
  private final int yo;
  private final int n;
  private final int m;

  OrderAgreement(float[] x, int xo, float[] y, int yo, int n, int m) {
    this.x = x;
    this.xo = xo;
    this.y = y;
    this.yo = yo;
    this.n = n;
    this.m = m;
  }

  /** Zeros are values like others. */
  double ofAll() {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      int below = 0;
      for (int j = 0; j < n; j++) {
        below += x[xo + j] < x[xo + i] && y[yo + j] < y[yo + i] ? 1 : 0;
      }
      sum += winsWith(below);
    }
    return Math.min(1, sum);
  }

  /**
   * Zeros are absent: below all others, and a bin of zeros alone borrows its hash. A borrowed hash
   * meets another by chance, {@code 1/m}; where both bins are empty, both look on for another.
   */
  double ofPresent() {
    double sum = 0;
    int presentX = 0;
    int presentY = 0;
    int either = 0;
    for (int i = 0; i < n; i++) {
      presentX += x[xo + i] != 0 ? 1 : 0;
      presentY += y[yo + i] != 0 ? 1 : 0;
      either += x[xo + i] != 0 || y[yo + i] != 0 ? 1 : 0;
      if (x[xo + i] != 0 && y[yo + i] != 0) {
        int below = 0;
        for (int j = 0; j < n; j++) {
          below += below(x, xo, j, i) && below(y, yo, j, i) ? 1 : 0;
        }
        sum += winsWith(below);
      }
    }
    if (presentX == 0 || presentY == 0) {
      return 0;
    }
    double bothEmpty = allAmong(n - either);
    double oneEmpty = allAmong(n - presentX) + allAmong(n - presentY) - 2 * bothEmpty;
    return Math.min(1, (sum + oneEmpty / m) / (1 - bothEmpty));
  }

  private static boolean below(float[] v, int offset, int j, int i) {
    return j != i && (v[offset + j] == 0 || v[offset + j] < v[offset + i]);
  }

  /** {@code C(below, m - 1) / C(n, m)}: the bin holds i and otherwise some of those below. */
  private double winsWith(int below) {
    double probability = m / (double) n;
    for (int t = 0; t < m - 1; t++) {
      probability *= Math.max(0, below - t) / (double) (n - 1 - t);
    }
    return probability;
  }

  /** {@code C(some, m) / C(n, m)}. */
  private double allAmong(int some) {
    double probability = 1;
    for (int t = 0; t < m; t++) {
      probability *= Math.max(0, some - t) / (double) (n - t);
    }
    return probability;
  }
}
