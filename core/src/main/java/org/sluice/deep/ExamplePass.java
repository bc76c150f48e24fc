package org.sluice.deep;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sluice.active.ActiveVector;
import org.sluice.active.OperationCounts;
import org.sluice.active.OperationKind;
import org.sluice.active.UnitSelector;
import org.sluice.dense.DenseExamples;

/**
 * One example on its way up and down a network, by active units only: what is held between the
 * passes. For one thread.
 */
final class ExamplePass {
  private final DeepNetwork network;
  private final OperationCounts counts;
  private final UnitSelector.UnitChooser[] choosers;
  private final float[] row;

  /** The input, then the active units of each hidden layer. */
  private final ActiveVector[] x;

  /** Gradients of pre-activations of each layer's active units, the output layer's last. */
  private final float[][] deltas;

  private final int[] classes;
  private final float[] scores;

  /** Units chosen by the last forward pass in each hidden layer, silent ones included. */
  private final int[] chosen;

  ExamplePass(DeepNetwork network, OperationCounts counts) {
    this.network = network;
    this.counts = counts;
    int layers = network.layers();
    choosers = new UnitSelector.UnitChooser[layers - 1];
    x = new ActiveVector[layers];
    deltas = new float[layers][];
    chosen = new int[layers - 1];
    for (int l = 0; l < layers; l++) {
      x[l] = new ActiveVector(network.layer(l).dimension());
      deltas[l] = new float[network.layer(l).rows()];
      if (l < layers - 1) {
        choosers[l] = network.selector(l).newChooser();
      }
    }
    row = new float[x[0].length()];
    scores = new float[deltas[layers - 1].length];
    classes = new int[scores.length];
    Arrays.setAll(classes, c -> c);
  }

  /** What a layer sees, layers counted from 0. */
  ActiveVector input(int layer) {
    return x[layer];
  }

  int chosen(int layer) {
    return chosen[layer];
  }

  /** Scores of the classes after a forward pass. */
  float[] scores() {
    return scores;
  }

  void load(DenseExamples examples, int index) {
    examples.copyTo(index, row, 0);
    x[0].hold(row);
  }

  void load(float[] values, int offset) {
    System.arraycopy(values, offset, row, 0, row.length);
    x[0].hold(row);
  }

  /** Drops inputs by chance and scales the others up. */
  void dropInputs(double keep, SplittableRandom random) {
    if (keep == 1) {
      return;
    }
    float scale = (float) (1 / keep);
    for (int i = 0; i < row.length; i++) {
      if (row[i] != 0) {
        row[i] = random.nextDouble() < keep ? row[i] * scale : 0;
      }
    }
    x[0].hold(row);
  }

  /** Computes the scores of the classes by the active units of each hidden layer. */
  void forward(boolean training, SplittableRandom random) {
    int top = x.length - 1;
    for (int l = 0; l < top; l++) {
      choosers[l].choose(x[l], training, random, x[l + 1], counts);
      chosen[l] = x[l + 1].count();
      rectify(x[l + 1], training ? network.selector(l).trainingScale() : 1);
    }
    network.layer(top).scoreAll(x[top], scores);
    counts.charge(top, OperationKind.FORWARD, scores.length, x[top]);
  }

  /** Keeps what is above 0, for only that speaks and learns. */
  private static void rectify(ActiveVector y, float scale) {
    int n = 0;
    for (int i = 0; i < y.count(); i++) {
      float value = y.values()[i];
      y.ids()[n] = y.ids()[i];
      y.values()[n] = value * scale;
      n += value > 0 ? 1 : 0;
    }
    y.count(n);
  }

  /**
   * Computes the gradients after a forward pass.
   *
   * @return the cross entropy in nats
   */
  double backward(int label) {
    int top = x.length - 1;
    double loss = CrossEntropy.of(scores, 0, scores.length, label, 1, deltas[top]);
    for (int l = top; l > 0; l--) {
      int count = activeCount(l);
      network.layer(l).matrix.backward(x[l], activeIds(l), count, deltas[l], deltas[l - 1]);
      counts.charge(l, OperationKind.BACKWARD, count, x[l]);
      float scale = network.selector(l - 1).trainingScale();
      if (scale != 1) {
        for (int i = 0; i < x[l].count(); i++) {
          deltas[l - 1][i] *= scale;
        }
      }
    }
    return loss;
  }

  /** Moves the weights between active units against the gradients. */
  void step(float rate) {
    for (int l = 0; l < x.length; l++) {
      int count = activeCount(l);
      network.layer(l).step(x[l], activeIds(l), count, deltas[l], rate);
      counts.charge(l, OperationKind.UPDATE, count, x[l]);
    }
  }

  /** The active units of a layer; all classes at the top. */
  int[] activeIds(int layer) {
    return layer == x.length - 1 ? classes : x[layer + 1].ids();
  }

  int activeCount(int layer) {
    return layer == x.length - 1 ? classes.length : x[layer + 1].count();
  }

  /** Gradients of the pre-activations of a layer's active units. */
  float[] deltas(int layer) {
    return deltas[layer];
  }

  /** The class with the greatest score; of equal ones the lowest. */
  int best() {
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }

  /** A copy of what the last forward pass held, for records. */
  ActiveSets sets() {
    return new ActiveSets(Arrays.stream(x).map(v -> Arrays.copyOf(v.ids(), v.count())).toList());
  }
}
