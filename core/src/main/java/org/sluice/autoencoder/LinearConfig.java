package org.sluice.autoencoder;

/**
 * Training of a linear classifier.
 *
 * @param cost weight of a row's loss against the size of the weights, above 0; rows count as scaled
 *     to a mean squared length of 1
 * @param tolerance greatest violation of the optimum's conditions at which training stops, above 0
 * @param passes most passes over the rows, at least 1
 * @param seed of the orders
 */
public record LinearConfig(double cost, double tolerance, int passes, long seed) {
  /** Checks the values. */
  public LinearConfig {
    Rules.require(cost > 0 && cost <= 1e9, "cost", "above 0, at most 1e9", cost);
    Rules.require(tolerance > 0 && tolerance <= 10, "tolerance", "above 0, at most 10", tolerance);
    Rules.require(passes >= 1, "passes", "at least 1", passes);
  }
}
