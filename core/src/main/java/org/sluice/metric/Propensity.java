package org.sluice.metric;

import java.util.Arrays;

/**
 * The model of missing labels behind propensity-scored metrics: a label that {@code n} of {@code N}
 * training rows have is observed with probability {@code p = 1 / (1 + C (n + B)^-A)}, where {@code
 * C = (ln N - 1) (B + 1)^A}. From H. Jain, Y. Prabhu, M. Varma, "Extreme Multi-label Loss Functions
 * for Recommendation, Tagging, Ranking and Other Missing Label Applications", KDD 2016; the
 * constants are those of the extreme classification repository.
 *
 * @param a exponent A, above 0
 * @param b offset B, at least 0
 */
public record Propensity(double a, double b) {
  /** For every data set that has no constants of its own: .55 and 1.5. */
  public static final Propensity DEFAULT = new Propensity(0.55, 1.5);

  /** For data made from Wikipedia: .5 and .4. */
  public static final Propensity WIKIPEDIA = new Propensity(0.5, 0.4);

  /** For data made from Amazon: .6 and 2.6. */
  public static final Propensity AMAZON = new Propensity(0.6, 2.6);

  public Propensity {
    if (!(a > 0 && a < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("propensity A must be above 0 and finite: " + a);
    }
    if (!(b >= 0 && b < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("propensity B must be at least 0 and finite: " + b);
    }
  }

  /**
   * Inverse propensity {@code 1 / p} of a label, at least 1. With fewer than three training rows
   * {@code ln N - 1} would be negative; C is 0 then, and every label weighs 1.
   *
   * @param frequency training rows that have the label, 0 for a label never seen
   * @param trainingRows N, at least 0
   */
  public double inverse(int frequency, int trainingRows) {
    double spread = Math.max(0, Math.log(trainingRows) - 1);
    if (spread == 0) {
      return 1;
    }
    return 1 + spread * Math.pow((b + 1) / (frequency + b), a);
  }

  /** {@link #inverse(int, int)} of every label, by id. */
  public double[] inverse(int[] frequencies, int trainingRows) {
    return Arrays.stream(frequencies).mapToDouble(n -> inverse(n, trainingRows)).toArray();
  }
}
