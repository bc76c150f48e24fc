package org.sluice.nn;

import java.util.SplittableRandom;
import org.sluice.config.TrainingConfig;
import org.sluice.data.LabelRows;
import org.sluice.index.HashTables;
import org.sluice.kernel.Kernels;
import org.sluice.loss.ActiveLoss;
import org.sluice.loss.Targets;
import org.sluice.memory.FloatRows;

/**
 * One active set for all rows of a batch. Gathering its label vectors into one block turns scores
 * and gradients into matrix products, which run at arithmetic speed where SLIDE's row by row
 * gathers wait for memory; and each label is stepped once a batch.
 */
final class PooledOutput implements OutputLayer {
  /** Labels whose gradient is computed together, few enough that it stays in the cache. */
  private static final int BLOCK = 64;

  private final Network network;
  private final NetworkOptimizer.Layer state;
  private final boolean logQ;
  private final ActiveLoss loss;
  private final ActiveSetChooser chooser;
  private final ActiveSet set;
  private final Targets targets;
  private final int width;
  private final int stride;
  private final float[] transposed;
  private final float[] blockGradient;
  private float[] gathered = new float[0];
  private float[] scores = new float[0];

  PooledOutput(Network network, NetworkOptimizer state, TrainingConfig config) {
    this.network = network;
    this.state = state.output();
    this.logQ = config.activeSet().logQ();
    this.loss = ActiveLoss.of(config.activeSet().loss());
    this.width = network.shape().lastWidth();
    int labels = network.shape().labels();
    this.chooser = new ActiveSetChooser(config.activeSet(), labels, width);
    this.set = new ActiveSet(labels, config.activeSet().activeSize());
    int batch = config.run().batchSize();
    this.targets = new Targets(batch);
    this.stride = (batch + 15) / 16 * 16;
    this.transposed = new float[width * stride];
    this.blockGradient = new float[BLOCK * width];
  }

  @Override
  public double step(
      float[] hidden,
      LabelRows truth,
      int[] rows,
      int from,
      int count,
      SplittableRandom random,
      float rate,
      float[] gradient) {
    chooser.choose(set, hidden, 0, truth, rows, from, count, random);
    setTargets(truth, rows, from, count);
    score(hidden, count);
    double sum = loss.gradient(scores, set.size(), stride, targets);
    Kernels.gemm(
        count,
        width,
        set.size(),
        scores,
        0,
        1,
        stride,
        gathered,
        0,
        width,
        gradient,
        0,
        width,
        false);
    stepLabels(hidden, count, rate);
    return sum;
  }

  private void setTargets(LabelRows truth, int[] rows, int from, int count) {
    targets.clear();
    for (int q = 0; q < count; q++) {
      for (int k = truth.offsets()[rows[from + q]]; k < truth.offsets()[rows[from + q] + 1]; k++) {
        targets.add(set.slot(truth.ids()[k]));
      }
      targets.endRow();
    }
  }

  private void score(float[] hidden, int count) {
    int active = set.size();
    if (scores.length < active * stride) {
      int room = active + active / 4;
      scores = new float[room * stride];
      gathered = new float[room * width];
    }
    FloatRows weights = network.output().weights();
    Kernels.gather(
        weights.segment(), weights.strideBytes(), set.ids(), 0, active, width, gathered, 0, width);
    for (int q = 0; q < count; q++) {
      for (int j = 0; j < width; j++) {
        transposed[j * stride + q] = hidden[q * width + j];
      }
    }
    Kernels.gemm(
        active,
        count,
        width,
        gathered,
        0,
        width,
        1,
        transposed,
        0,
        stride,
        scores,
        0,
        stride,
        false);
    float correction = logQ ? set.correction() : 0;
    float[] biases = network.output().biases();
    for (int u = 0; u < active; u++) {
      float bias = biases[set.id(u)] + (u < set.chosen() ? 0 : correction);
      Kernels.add(bias, scores, u * stride, count);
    }
  }

  private void stepLabels(float[] hidden, int count, float rate) {
    for (int first = 0; first < set.size(); first += BLOCK) {
      int block = Math.min(BLOCK, set.size() - first);
      Kernels.gemm(
          block,
          width,
          count,
          scores,
          first * stride,
          stride,
          1,
          hidden,
          0,
          width,
          blockGradient,
          0,
          width,
          false);
      for (int u = 0; u < block; u++) {
        int label = set.id(first + u);
        state.weights().step(label, blockGradient, u * width, 1, rate);
        state.biases().step(label, Kernels.sum(scores, (first + u) * stride, count), rate);
      }
    }
  }

  @Override
  public void use(HashTables tables) {
    chooser.use(tables);
  }

  @Override
  public long activeLabels() {
    return set.size();
  }
}
