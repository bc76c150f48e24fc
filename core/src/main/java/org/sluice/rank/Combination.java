package org.sluice.rank;

/**
 * Joins the network's and the rankers' opinion of a candidate label into the probability that the
 * label is right: a logistic model of a few figures of the pair, fitted on rows that neither side
 * was trained on. Immutable, safe for many threads.
 *
 * <p>The figures are the log of the network's softmax over the row's candidates, the ranker's score
 * held between -3 and 3, its squared hinge {@code -max(0, 1 - score)^2}, and 1.
 */
public final class Combination {
  /** Number of figures of a pair. */
  public static final int FIGURES = 4;

  private static final int MOST_STEPS = 50;

  /** Ridge on all coefficients, in pairs: keeps the fit finite where pairs can be separated. */
  private static final double RIDGE = 1e-3;

  private static final float SCORE_BOUND = 3;
  private static final float HINGE_BOUND = 4;

  private final double[] coefficients;

  /**
   * @param coefficients of the figures, in their order, finite
   */
  public Combination(double[] coefficients) {
    if (coefficients.length != FIGURES) {
      throw new IllegalArgumentException(
          "coefficients must be " + FIGURES + ": " + coefficients.length);
    }
    for (double coefficient : coefficients) {
      if (!Double.isFinite(coefficient)) {
        throw new IllegalArgumentException("coefficients must be finite: " + coefficient);
      }
    }
    this.coefficients = coefficients.clone();
  }

  /** Coefficients of the figures; a copy. */
  public double[] coefficients() {
    return coefficients.clone();
  }

  /**
   * How much speaks for a label; rises with its probability.
   *
   * @param logSoftmax log of the network's softmax over the row's candidates
   * @param ranker score of the label's ranker
   */
  public double logit(float logSoftmax, float ranker) {
    double hinge = hinge(ranker);
    return coefficients[0] * logSoftmax
        + coefficients[1] * bounded(ranker)
        + coefficients[2] * hinge
        + coefficients[3];
  }

  /** Probability that a label with this logit is right, from 0 to 1. */
  public static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  private static double bounded(float ranker) {
    return Math.clamp(ranker, -SCORE_BOUND, SCORE_BOUND);
  }

  private static double hinge(float ranker) {
    double gap = Math.clamp(1 - ranker, 0, HINGE_BOUND);
    return -gap * gap;
  }

  /**
   * Fits a combination by maximum likelihood (Newton's method on the logistic loss).
   *
   * @param logSoftmax of each pair
   * @param ranker score of each pair
   * @param right whether the label is one of the row's
   * @param pairs number of pairs, at least 1
   */
  public static Combination fit(float[] logSoftmax, float[] ranker, boolean[] right, int pairs) {
    if (pairs < 1) {
      throw new IllegalArgumentException("pairs must be at least 1: " + pairs);
    }
    double[] w = new double[FIGURES];
    double[] figures = new double[FIGURES];
    for (int step = 0; step < MOST_STEPS; step++) {
      double[] gradient = new double[FIGURES];
      double[][] curvature = new double[FIGURES][FIGURES];
      for (int j = 0; j < FIGURES; j++) {
        gradient[j] = RIDGE * w[j];
        curvature[j][j] = RIDGE;
      }
      for (int i = 0; i < pairs; i++) {
        figures[0] = logSoftmax[i];
        figures[1] = bounded(ranker[i]);
        figures[2] = hinge(ranker[i]);
        figures[3] = 1;
        double logit = 0;
        for (int j = 0; j < FIGURES; j++) {
          logit += w[j] * figures[j];
        }
        double p = probability(logit);
        double error = p - (right[i] ? 1 : 0);
        double slope = Math.max(p * (1 - p), 1e-9);
        for (int j = 0; j < FIGURES; j++) {
          gradient[j] += error * figures[j];
          for (int k = 0; k <= j; k++) {
            curvature[j][k] += slope * figures[j] * figures[k];
          }
        }
      }
      double moved = descend(w, gradient, curvature);
      if (moved < 1e-7) {
        break;
      }
    }
    return new Combination(w);
  }

  /** One Newton step, shortened where it is long; returns the largest change. */
  private static double descend(double[] w, double[] gradient, double[][] curvature) {
    double[] step = solve(curvature, gradient);
    double largest = 0;
    for (double change : step) {
      largest = Math.max(largest, Math.abs(change));
    }
    double scale = largest > 2 ? 2 / largest : 1;
    for (int j = 0; j < w.length; j++) {
      w[j] -= scale * step[j];
    }
    return largest;
  }

  /**
   * Solves {@code a x = b} for a symmetric positive a, of which the lower half is given (Cholesky).
   */
  private static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    double[][] l = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = a[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / l[j][j];
      }
    }
    double[] x = b.clone();
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= l[i][k] * x[k];
      }
      x[i] /= l[i][i];
    }
    for (int i = n - 1; i >= 0; i--) {
      for (int k = i + 1; k < n; k++) {
        x[i] -= l[k][i] * x[k];
      }
      x[i] /= l[i][i];
    }
    return x;
  }
}
