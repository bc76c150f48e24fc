package org.sluice.rank;

/** Fits a logistic model of a few figures by Newton's method with a small ridge. */
final class LogisticFit {
  private static final int MOST_STEPS = 50;

  /** Ridge on all coefficients, in pairs: keeps the fit finite where pairs can be separated. */
  private static final double RIDGE = 1e-2;

  /** Longer steps are shortened: far from the optimum the curvature misleads. */
  private static final double LONGEST_STEP = 2;

  private static final double SMALL_STEP = 1e-6;

  private final Evidence evidence;
  private final int figures;

  LogisticFit(Evidence evidence, int figures) {
    this.evidence = evidence;
    this.figures = figures;
  }

  double[] coefficients() {
    double[] w = new double[figures];
    for (int step = 0; step < MOST_STEPS && descend(w) >= SMALL_STEP; step++) {
      // Each step changes w.
    }
    return w;
  }

  /** One Newton step; returns the largest change it wanted. */
  private double descend(double[] w) {
    double[] gradient = new double[figures];
    double[][] curvature = new double[figures][figures];
    double[] values = new double[figures];
    for (int j = 0; j < figures; j++) {
      gradient[j] = RIDGE * w[j];
      curvature[j][j] = RIDGE;
    }
    for (int i = 0; i < evidence.size(); i++) {
      evidence.figures(i, values);
      double logit = 0;
      for (int j = 0; j < figures; j++) {
        logit += w[j] * values[j];
      }
      double p = Combination.probability(logit);
      double error = p - (evidence.right(i) ? 1 : 0);
      double slope = Math.max(p * (1 - p), 1e-9);
      for (int j = 0; j < figures; j++) {
        gradient[j] += error * values[j];
        double scaled = slope * values[j];
        for (int k = 0; k <= j; k++) {
          curvature[j][k] += scaled * values[k];
        }
      }
    }
    double[] step = solve(curvature, gradient);
    double largest = 0;
    for (double change : step) {
      largest = Math.max(largest, Math.abs(change));
    }
    double scale = largest > LONGEST_STEP ? LONGEST_STEP / largest : 1;
    for (int j = 0; j < figures; j++) {
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
