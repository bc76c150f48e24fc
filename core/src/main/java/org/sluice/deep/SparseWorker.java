package org.sluice.deep;

import java.util.SplittableRandom;
import org.sluice.dense.DenseExamples;

/**
 * Example by example. Those of a batch see the same weights; then each takes its part of the step,
 * so that nothing wider than an example's own weights is ever touched.
 */
final class SparseWorker extends TrainingWorker {
  private final DeepConfig config;
  private final DenseExamples train;
  private final SplittableRandom random;
  private final ExamplePass[] passes;

  SparseWorker(
      DeepConfig config, DeepNetwork network, DenseExamples train, SplittableRandom random) {
    super(network);
    this.config = config;
    this.train = train;
    this.random = random;
    passes = new ExamplePass[Math.min(config.batch(), train.size())];
    for (int i = 0; i < passes.length; i++) {
      passes[i] = new ExamplePass(network, counts);
    }
  }

  @Override
  void batch(int[] order, int from, int count, float rate) {
    for (int i = 0; i < count; i++) {
      see(passes[i], train, order[from + i], config.inputKeep(), random);
    }
    for (int i = 0; i < count; i++) {
      passes[i].step(rate / count);
    }
  }
}
