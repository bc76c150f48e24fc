package org.sluice.autoencoder;

/**
 * A winner-take-all autoencoder and its training by stochastic gradient descent with momentum.
 *
 * @param units hidden units, from 1 to 65,536
 * @param lifetimeSparsity share of a batch for which a unit may be active, above 0 and at most 1;
 *     the paper's is .05
 * @param tied whether the decoder uses the encoder's weights
 * @param rate learning rate of the first epoch, above 0; falls on a straight line towards 0
 * @param momentum share of the last step that is taken again, from 0 to below 1
 * @param batchSize rows of a step, at least 1; the paper's is 100
 * @param epochs passes over the rows, at least 1
 * @param seed of the weights and orders
 */
public record AutoencoderConfig(
    int units,
    double lifetimeSparsity,
    boolean tied,
    double rate,
    double momentum,
    int batchSize,
    int epochs,
    long seed) {
  private static final int WIDEST = 1 << 16;

  /** Checks the values. */
  public AutoencoderConfig {
    Rules.require(units >= 1 && units <= WIDEST, "units", "from 1 to " + WIDEST, units);
    Rules.require(
        lifetimeSparsity > 0 && lifetimeSparsity <= 1,
        "lifetimeSparsity",
        "above 0, at most 1",
        lifetimeSparsity);
    Rules.require(rate > 0 && rate <= 1000, "rate", "above 0, at most 1000", rate);
    Rules.require(momentum >= 0 && momentum < 1, "momentum", "from 0 to below 1", momentum);
    Rules.require(batchSize >= 1, "batchSize", "at least 1", batchSize);
    Rules.require(epochs >= 1, "epochs", "at least 1", epochs);
  }

  /** Rows of a batch that a unit wins, at least 1. */
  int winners(int rows) {
    return (int) Math.max(1, Math.round(lifetimeSparsity * rows));
  }
}
