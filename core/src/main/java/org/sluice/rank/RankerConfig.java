package org.sluice.rank;

/**
 * How the rankers are trained.
 *
 * @param cost weight C of the squared hinge losses against the L2 regulariser, above 0. Rows are
 *     expected to be of about unit length
 * @param positiveWeight factor on the cost of a label's own rows, above 0
 * @param negativeWeight factor on the cost of the rows that proposed a label wrongly, above 0
 * @param threshold weights whose absolute value is below it are dropped, at least 0
 * @param maxIterations passes of coordinate descent over the rows of a label, at least 1
 * @param tolerance descent ends when the largest and the smallest projected gradient are no farther
 *     apart, above 0
 * @param seed of the order in which rows are visited
 */
public record RankerConfig(
    double cost,
    double positiveWeight,
    double negativeWeight,
    double threshold,
    int maxIterations,
    double tolerance,
    long seed) {
  public RankerConfig {
    requirePositive(cost, "cost");
    requirePositive(positiveWeight, "positiveWeight");
    requirePositive(negativeWeight, "negativeWeight");
    if (!(threshold >= 0 && Double.isFinite(threshold))) {
      throw new IllegalArgumentException("threshold must be at least 0 and finite: " + threshold);
    }
    if (maxIterations < 1) {
      throw new IllegalArgumentException("maxIterations must be at least 1: " + maxIterations);
    }
    requirePositive(tolerance, "tolerance");
  }

  /** The settings that served best on texts of normalised TF-IDF features. */
  public static RankerConfig defaults(long seed) {
    return new RankerConfig(1, 1, 1, .1, 20, .1, seed);
  }

  private static void requirePositive(double value, String field) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(field + " must be above 0 and finite: " + value);
    }
  }
}
