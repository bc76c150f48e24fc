package org.sluice.nn;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sluice.config.TrainingConfig;
import org.sluice.data.LabelRows;
import org.sluice.index.HashTables;
import org.sluice.kernel.Kernels;
import org.sluice.loss.ActiveLoss;
import org.sluice.loss.Targets;
import org.sluice.memory.FloatRows;

/**
 * An active set for every row, as in SLIDE (Chen et al., MLSys 2020): the row's labels and what its
 * own hidden vector finds in the tables. Rows are stepped one after another, each label as soon as
 * its gradient is known.
 */
final class ExampleOutput implements OutputLayer {
  private final Network network;
  private final NetworkOptimizer.Layer state;
  private final boolean logQ;
  private final ActiveLoss loss;
  private final ActiveSetChooser chooser;
  private final ActiveSet set;
  private final Targets targets = new Targets(1);
  private final int width;
  private float[] scores = new float[1024];
  private long activeLabels;

  ExampleOutput(Network network, NetworkOptimizer state, TrainingConfig config) {
    this.network = network;
    this.state = state.output();
    this.logQ = config.activeSet().logQ();
    this.loss = ActiveLoss.of(config.activeSet().loss());
    this.width = network.shape().lastWidth();
    int labels = network.shape().labels();
    this.chooser = new ActiveSetChooser(config.activeSet(), labels, width);
    this.set = new ActiveSet(labels, config.activeSet().activeSize());
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
    activeLabels = 0;
    Arrays.fill(gradient, 0, count * width, 0);
    double sum = 0;
    for (int q = 0; q < count; q++) {
      chooser.choose(set, hidden, q * width, truth, rows, from + q, 1, random);
      activeLabels += set.size();
      setTargets(truth, rows[from + q]);
      score(hidden, q * width);
      sum += loss.gradient(scores, set.size(), 1, targets);
      stepLabels(hidden, q * width, rate, gradient);
    }
    return sum;
  }

  private void setTargets(LabelRows truth, int row) {
    targets.clear();
    for (int k = truth.offsets()[row]; k < truth.offsets()[row + 1]; k++) {
      targets.add(set.slot(truth.ids()[k]));
    }
    targets.endRow();
  }

  private void score(float[] hidden, int at) {
    int active = set.size();
    if (scores.length < active) {
      scores = new float[active + active / 4];
    }
    FloatRows weights = network.output().weights();
    float[] biases = network.output().biases();
    float correction = logQ ? set.correction() : 0;
    Kernels.gatherDot(
        weights.segment(),
        weights.strideBytes(),
        set.ids(),
        0,
        active,
        hidden,
        at,
        width,
        scores,
        0);
    for (int u = 0; u < active; u++) {
      scores[u] += biases[set.id(u)] + (u < set.chosen() ? 0 : correction);
    }
  }

  private void stepLabels(float[] hidden, int at, float rate, float[] gradient) {
    FloatRows weights = network.output().weights();
    for (int u = 0; u < set.size(); u++) {
      float slope = scores[u];
      if (slope == 0) {
        continue;
      }
      int id = set.id(u);
      Kernels.axpy(slope, weights.segment(), weights.offset(id), gradient, at, width);
      state.weights().step(id, hidden, at, slope, rate);
      state.biases().step(id, slope, rate);
    }
  }

  @Override
  public void use(HashTables tables) {
    chooser.use(tables);
  }

  @Override
  public long activeLabels() {
    return activeLabels;
  }
}
