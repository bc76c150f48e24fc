package org.sluice.inspect;

/** Sums over some queries of what one way of choosing found, for each size of the active set. */
final class Tally {
  /** By size. */
  final double[] found;

  final double[] precision;
  final double[] mass;
  final double[] right;
  final double[] own;

  /**
   * By size and top: the share of the exact top in the active set; of the active set in the top.
   */
  final double[][] recall;

  final double[][] share;
  long nanos;

  Tally(int sizes, int tops) {
    found = new double[sizes];
    precision = new double[sizes];
    mass = new double[sizes];
    right = new double[sizes];
    own = new double[sizes];
    recall = new double[sizes][tops];
    share = new double[sizes][tops];
  }

  void add(Tally other) {
    add(found, other.found);
    add(precision, other.precision);
    add(mass, other.mass);
    add(right, other.right);
    add(own, other.own);
    for (int s = 0; s < found.length; s++) {
      add(recall[s], other.recall[s]);
      add(share[s], other.share[s]);
    }
    nanos += other.nanos;
  }

  private static void add(double[] sum, double[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }
}
