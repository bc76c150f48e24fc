package org.sluice.deep;

import java.util.SplittableRandom;
import org.sluice.active.ActiveVector;
import org.sluice.dense.DenseExamples;

/**
 * What threads without locks do at worst, on one thread: the examples of a batch, one for each
 * thread, see the same weights; then they step one after another, each by the whole rate, and a
 * write to a weight that a later one writes too is lost with a given probability.
 */
final class LockstepWorker extends TrainingWorker {
  private static final int[] HERE = {0};

  private final DeepConfig config;
  private final DeepNetwork network;
  private final DenseExamples train;
  private final SplittableRandom random;
  private final double lost;
  private final ExamplePass[] passes;

  /** For each weight of each layer the number of the last step that writes it. */
  private final int[][] lastWriter;

  private final float[] delta = new float[1];
  private int steps;

  LockstepWorker(
      DeepConfig config,
      DeepNetwork network,
      DenseExamples train,
      SplittableRandom random,
      double lost) {
    super(network);
    this.config = config;
    this.network = network;
    this.train = train;
    this.random = random;
    this.lost = lost;
    passes = new ExamplePass[config.batch()];
    for (int i = 0; i < passes.length; i++) {
      passes[i] = new ExamplePass(network, counts);
    }
    lastWriter = new int[network.layers()][];
    for (int l = 0; l < lastWriter.length; l++) {
      lastWriter[l] = new int[network.layer(l).matrix.weights.length];
    }
  }

  @Override
  void batch(int[] order, int from, int count, float rate) {
    for (int i = 0; i < count; i++) {
      see(passes[i], train, order[from + i], config.inputKeep(), random);
    }
    for (int l = 0; l < network.layers(); l++) {
      for (int i = 0; i < count; i++) {
        mark(passes[i], l, steps + i + 1);
      }
      for (int i = 0; i < count; i++) {
        step(passes[i], l, steps + i + 1, rate);
      }
    }
    steps += count;
  }

  private void mark(ExamplePass pass, int l, int step) {
    WeightMatrix matrix = network.layer(l).matrix;
    ActiveVector x = pass.input(l);
    for (int i = 0; i < x.count(); i++) {
      for (int k = 0; k < pass.activeCount(l); k++) {
        lastWriter[l][matrix.at(x.ids()[i], pass.activeIds(l)[k])] = step;
      }
    }
  }

  private void step(ExamplePass pass, int l, int step, float rate) {
    DeepLayer layer = network.layer(l);
    ActiveVector x = pass.input(l);
    int[] ids = pass.activeIds(l);
    int count = pass.activeCount(l);
    for (int i = 0; i < x.count(); i++) {
      for (int k = 0; k < count; k++) {
        int at = layer.matrix.at(x.ids()[i], ids[k]);
        if (lastWriter[l][at] == step || random.nextDouble() >= lost) {
          delta[0] = pass.deltas(l)[k];
          layer.weightSteps.step(at, HERE, 1, x.values()[i], delta, rate);
        }
      }
    }
    layer.biasSteps.step(0, ids, count, 1, pass.deltas(l), rate);
  }
}
