package org.sluice.index;

import java.util.SplittableRandom;

/**
 * How much less often all signs of a code agree where they come from one rotation than where they
 * were independent. The directions of a rotation are orthogonal, so that agreements balance each
 * other: of D directions nearly as many agree for one pair as for another at the same cosine. With
 * A agreements of D, k of them taken by chance all agree with probability {@code C(A, k) / C(D,
 * k)}; A is drawn, always the same way.
 */
final class OrthogonalSigns {
  /** Longer rotations differ from independent signs by hardly a percent. */
  private static final int LONGEST = 1024;

  /** Steps from cosine -1 to 1. */
  private static final int STEPS = 32;

  private static final int SIGNS_DRAWN = 512_000;

  private final int directions;

  /** For each step and draw, how many directions agree. */
  private final int[][] agreements;

  /**
   * @param directions that one rotation has, at least 1; 1 for independent signs
   */
  OrthogonalSigns(int directions) {
    this.directions = directions;
    int draws = directions > LONGEST || directions == 1 ? 0 : SIGNS_DRAWN / directions;
    agreements = new int[STEPS + 1][draws];
    SplittableRandom random = new SplittableRandom(directions);
    double[] x = new double[directions];
    double[] h = new double[directions];
    for (int draw = 0; draw < draws; draw++) {
      drawPair(random, x, h);
      for (int step = 0; step <= STEPS; step++) {
        double cosine = cosine(step);
        agreements[step][draw] = agreeing(x, h, cosine, Math.sqrt(1 - cosine * cosine));
      }
    }
  }

  private static double cosine(int step) {
    return 2.0 * step / STEPS - 1;
  }

  /** Two random vectors of one length, orthogonal to each other. */
  private static void drawPair(SplittableRandom random, double[] x, double[] h) {
    double xx = 0;
    double xh = 0;
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextGaussian();
      h[i] = random.nextGaussian();
      xx += x[i] * x[i];
      xh += x[i] * h[i];
    }
    double hh = 0;
    for (int i = 0; i < x.length; i++) {
      h[i] -= x[i] * xh / xx;
      hh += h[i] * h[i];
    }
    for (int i = 0; i < x.length; i++) {
      h[i] *= Math.sqrt(xx / hh);
    }
  }

  private static int agreeing(double[] x, double[] h, double cosine, double sine) {
    int count = 0;
    for (int i = 0; i < x.length; i++) {
      count += (cosine * x[i] + sine * h[i]) * x[i] >= 0 ? 1 : 0;
    }
    return count;
  }

  /** Probability that k signs agree by that of independent ones, for each of the cosines. */
  double[] ratios(int k, double[] cosines) {
    double[] byStep = new double[STEPS + 1];
    for (int step = 0; step <= STEPS; step++) {
      byStep[step] = ratio(k, step);
    }
    double[] ratios = new double[cosines.length];
    for (int i = 0; i < ratios.length; i++) {
      double at = (cosines[i] + 1) / 2 * STEPS;
      int low = Math.clamp((int) at, 0, STEPS - 1);
      ratios[i] = byStep[low] + (at - low) * (byStep[low + 1] - byStep[low]);
    }
    return ratios;
  }

  private double ratio(int k, int step) {
    if (agreements[step].length == 0 || k > directions) {
      return 1;
    }
    double sum = 0;
    for (int agreeing : agreements[step]) {
      double all = 1;
      for (int i = 0; i < k; i++) {
        all *= Math.max(0, agreeing - i) / (double) (directions - i);
      }
      sum += all;
    }
    double independent = Math.pow(1 - Math.acos(cosine(step)) / Math.PI, k);
    // Opposite vectors never agree, one way or the other.
    return independent < 1e-12 ? 1 : sum / agreements[step].length / independent;
  }
}
