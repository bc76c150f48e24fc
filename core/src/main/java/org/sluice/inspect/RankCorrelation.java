package org.sluice.inspect;

import java.util.Arrays;

/** How alike two orders of the same things are, from -1 to 1; 0 where one has ties only. */
final class RankCorrelation {
  private RankCorrelation() {}

  /** Spearman's rho: Pearson's correlation of the ranks, equal values sharing their mean rank. */
  static double spearman(double[] x, double[] y) {
    double[] a = ranks(x);
    double[] b = ranks(y);
    double mean = (x.length - 1) / 2.0;
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - mean) * (b[i] - mean);
      aa += (a[i] - mean) * (a[i] - mean);
      bb += (b[i] - mean) * (b[i] - mean);
    }
    return aa == 0 || bb == 0 ? 0 : ab / Math.sqrt(aa * bb);
  }

  private static double[] ranks(double[] values) {
    Integer[] order = new Integer[values.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (i, j) -> Double.compare(values[i], values[j]));
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + to - 1) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  /** Kendall's tau-b: concordant less discordant pairs, ties taken out of both. */
  static double kendall(double[] x, double[] y) {
    long difference = 0;
    long untiedX = 0;
    long untiedY = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < i; j++) {
        long a = Double.compare(x[i], x[j]);
        long b = Double.compare(y[i], y[j]);
        difference += a * b;
        untiedX += a * a;
        untiedY += b * b;
      }
    }
    return untiedX == 0 || untiedY == 0 ? 0 : difference / Math.sqrt((double) untiedX * untiedY);
  }
}
