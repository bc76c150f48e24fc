package org.sluice.train;

import org.sluice.config.DecayKind;
import org.sluice.config.OptimizerConfig;
import org.sluice.nn.NetworkOptimizer;

/**
 * Learning rates by step: they rise in a straight line over the warm-up, then fall as configured. A
 * step's rates depend on its number alone, not on which thread takes it or when.
 *
 * @param config rates and their course
 * @param steps batches of the whole run, at least 1
 */
record RateSchedule(OptimizerConfig config, long steps) {
  NetworkOptimizer.Rates at(long step) {
    double factor = factor(step);
    return new NetworkOptimizer.Rates(
        (float) (config.inputRate() * factor),
        (float) (config.hiddenRate() * factor),
        (float) (config.outputRate() * factor));
  }

  double factor(long step) {
    double warm = config.warmup() * steps;
    if (step < warm) {
      return (step + 1) / (warm + 1);
    }
    double share = (step - warm) / Math.max(1, steps - warm);
    return switch (config.decay()) {
      case DecayKind.LINEAR -> 1 - share;
      case DecayKind.COSINE -> 0.5 * (1 + Math.cos(Math.PI * share));
      case DecayKind.CONSTANT -> 1;
    };
  }
}
