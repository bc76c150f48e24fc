package org.sluice.deep;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sluice.active.OperationCounts;
import org.sluice.active.TopUnits;
import org.sluice.dense.DenseExamples;

/** Answers rows by a network. For one thread. */
public final class DeepPredictor {
  private final DeepNetwork network;
  private final OperationCounts counts;
  private final ExamplePass pass;
  private final long seed;

  DeepPredictor(DeepNetwork network, OperationCounts counts, long seed) {
    this.network = network;
    this.counts = counts;
    this.pass = new ExamplePass(network, counts);
    this.seed = seed;
  }

  /**
   * The class of a row.
   *
   * @param row holds as many finite numbers as the network has inputs from {@code offset} on
   */
  public int predict(float[] row, int offset) {
    pass.load(row, offset);
    return answer();
  }

  /** The class of a row of examples, which have as many columns as the network has inputs. */
  public int predict(DenseExamples examples, int row) {
    pass.load(examples, row);
    return answer();
  }

  private int answer() {
    // A row's answer does not depend on which rows came before.
    pass.forward(false, new SplittableRandom(seed));
    return pass.best();
  }

  /** Scores of the classes for the last row, before the softmax. */
  public float[] scores() {
    return pass.scores().clone();
  }

  /** Multiplications of all answers so far. */
  public OperationCounts operations() {
    return counts;
  }

  /**
   * The share of a hidden layer's exact strongest units that were active for the last row: of as
   * many as were active, those with a pre-activation above 0.
   */
  double winnersFound(int layer) {
    DeepLayer units = network.layer(layer);
    float[] scores = new float[units.rows()];
    units.scoreAll(pass.input(layer), scores);
    TopUnits top = new TopUnits(scores.length);
    int wanted = top.find(scores, scores.length, pass.chosen(layer));
    int[] active = pass.input(layer + 1).ids();
    int speaking = 0;
    int found = 0;
    for (int i = 0; i < wanted; i++) {
      int unit = top.places()[i];
      if (scores[unit] > 0) {
        speaking++;
        found += Arrays.binarySearch(active, 0, pass.input(layer + 1).count(), unit) >= 0 ? 1 : 0;
      }
    }
    return speaking == 0 ? 1 : found / (double) speaking;
  }
}
