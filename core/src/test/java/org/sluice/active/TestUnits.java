package org.sluice.active;

import java.util.SplittableRandom;

/** Units with given weights, computed plainly. */
final class TestUnits implements UnitScores {
  final float[][] weights;
  final float[] biases;

  TestUnits(int units, int inputs, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    weights = new float[units][inputs];
    biases = new float[units];
    for (int j = 0; j < units; j++) {
      biases[j] = (float) (0.1 * random.nextGaussian());
      for (int i = 0; i < inputs; i++) {
        weights[j][i] = (float) random.nextGaussian();
      }
    }
  }

  float score(ActiveVector x, int unit) {
    float sum = biases[unit];
    for (int i = 0; i < x.count(); i++) {
      sum += weights[unit][x.ids()[i]] * x.values()[i];
    }
    return sum;
  }

  @Override
  public float[] biases() {
    return biases;
  }

  @Override
  public void scoreAll(ActiveVector input, float[] scores) {
    for (int j = 0; j < weights.length; j++) {
      scores[j] = score(input, j);
    }
  }

  @Override
  public void score(ActiveVector input, int[] ids, int count, float[] scores) {
    for (int k = 0; k < count; k++) {
      scores[k] = score(input, ids[k]);
    }
  }

  @Override
  public int rows() {
    return weights.length;
  }

  @Override
  public int dimension() {
    return weights[0].length;
  }

  @Override
  public void copy(int row, float[] target, int offset) {
    System.arraycopy(weights[row], 0, target, offset, weights[row].length);
  }

  /** A vector near one of eight centres: what hashing can tell apart. */
  static ActiveVector input(int length, SplittableRandom random) {
    float[] values = new float[length];
    int cluster = random.nextInt(8);
    SplittableRandom centre = new SplittableRandom(cluster);
    for (int i = 0; i < length; i++) {
      double v = centre.nextGaussian() + 0.3 * random.nextGaussian();
      values[i] = (float) Math.max(0, v);
    }
    ActiveVector vector = new ActiveVector(length);
    vector.hold(values);
    return vector;
  }
}
