package org.sluice.config;

/**
 * Steps along the gradient.
 *
 * @param optimizer the rule
 * @param inputRate learning rate of the first layer, above 0
 * @param hiddenRate learning rate of hidden layers after the first, above 0
 * @param outputRate learning rate of the label layer, above 0
 * @param warmup share of all batches over which rates rise from 0, from 0 to below 1
 * @param decay how rates fall after that
 */
public record OptimizerConfig(
    OptimizerKind optimizer,
    double inputRate,
    double hiddenRate,
    double outputRate,
    double warmup,
    DecayKind decay) {
  public OptimizerConfig {
    Rules.present(optimizer, "optimizer");
    Rules.present(decay, "decay");
    rate(inputRate, "inputRate");
    rate(hiddenRate, "hiddenRate");
    rate(outputRate, "outputRate");
    Rules.require(warmup >= 0 && warmup < 1, "warmup", "from 0 to below 1", warmup);
  }

  private static void rate(double rate, String field) {
    Rules.require(rate > 0 && rate <= 1000, field, "above 0 and at most 1000", rate);
  }
}
