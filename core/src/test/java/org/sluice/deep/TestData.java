package org.sluice.deep;

import java.util.SplittableRandom;
import org.sluice.dense.ArrayExamples;
import org.sluice.dense.DenseExamples;

/** Small sets that networks can learn. */
final class TestData {
  private TestData() {}

  /** Rows near one of a few centres, some columns being 0. */
  static DenseExamples clusters(int rows, int width, int classes, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * width];
    int[] labels = new int[rows];
    for (int row = 0; row < rows; row++) {
      labels[row] = random.nextInt(classes);
      SplittableRandom centre = new SplittableRandom(labels[row]);
      for (int i = 0; i < width; i++) {
        double v = centre.nextGaussian() + 0.5 * random.nextGaussian();
        values[row * width + i] = (float) Math.max(0, v);
      }
    }
    return new ArrayExamples(values, labels, width, classes);
  }

  static float[] weights(DeepNetwork network) {
    int size = 0;
    for (int l = 0; l < network.layers(); l++) {
      size += network.layer(l).matrix.weights.length + network.layer(l).biases().length;
    }
    float[] all = new float[size];
    int at = 0;
    for (int l = 0; l < network.layers(); l++) {
      DeepLayer layer = network.layer(l);
      for (int i = 0; i < layer.dimension(); i++) {
        for (int j = 0; j < layer.rows(); j++) {
          all[at++] = network.weight(l, i, j);
        }
      }
      for (float bias : layer.biases()) {
        all[at++] = bias;
      }
    }
    return all;
  }
}
