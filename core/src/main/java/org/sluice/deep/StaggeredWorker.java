package org.sluice.deep;

import java.util.SplittableRandom;
import org.sluice.dense.DenseExamples;

/**
 * What threads without locks that are evenly out of step do, on one thread: while an example goes
 * up and down the network, each of the other threads takes one step, so every step is taken as many
 * steps late as there are other threads.
 */
final class StaggeredWorker extends TrainingWorker {
  private final DeepConfig config;
  private final DenseExamples train;
  private final SplittableRandom random;

  /** Examples under way, in a ring. */
  private final ExamplePass[] passes;

  private final float[] rates;
  private long seen;
  private long stepped;

  StaggeredWorker(
      DeepConfig config,
      DeepNetwork network,
      DenseExamples train,
      SplittableRandom random,
      int threads) {
    super(network);
    this.config = config;
    this.train = train;
    this.random = random;
    passes = new ExamplePass[threads];
    rates = new float[threads];
    for (int i = 0; i < threads; i++) {
      passes[i] = new ExamplePass(network, counts);
    }
  }

  @Override
  void batch(int[] order, int from, int count, float rate) {
    for (int i = 0; i < count; i++) {
      int place = (int) (seen++ % passes.length);
      see(passes[place], train, order[from + i], config.inputKeep(), random);
      rates[place] = rate;
      if (seen - stepped == passes.length) {
        step();
      }
    }
  }

  private void step() {
    int place = (int) (stepped++ % passes.length);
    passes[place].step(rates[place]);
  }

  @Override
  void end() {
    while (stepped < seen) {
      step();
    }
  }
}
