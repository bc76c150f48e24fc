package org.sluice.train;

import java.util.SplittableRandom;
import org.sluice.memory.FloatRows;
import org.sluice.nn.LayerParameters;
import org.sluice.nn.Network;

/**
 * Where weights start: uniform, feature vectors in a range that does not shrink with their number
 * (a row has about twenty features, whatever the vocabulary; a tiny start cost five points of P@1),
 * label vectors close to zero.
 */
final class InitialWeights {
  private static final double INPUT = 0.16;
  private static final double OUTPUT = 0.1;

  private InitialWeights() {}

  static void draw(Network network, long seed) {
    fill(network.input().weights(), INPUT, Seeds.mix(seed, Seeds.WEIGHTS, 0));
    int number = 1;
    for (LayerParameters layer : network.hidden()) {
      double range = Math.sqrt(3.0 / layer.weights().rows());
      fill(layer.weights(), range, Seeds.mix(seed, Seeds.WEIGHTS, number++));
    }
    double range = OUTPUT / Math.sqrt(network.shape().lastWidth());
    fill(network.output().weights(), range, Seeds.mix(seed, Seeds.WEIGHTS, number));
  }

  private static void fill(FloatRows rows, double range, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] row = new float[rows.columns()];
    for (long i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (float) ((random.nextDouble() * 2 - 1) * range);
      }
      rows.set(i, row, 0);
    }
  }
}
