package org.sluice.index;

import java.util.SplittableRandom;

/** Vectors in memory, for tests. */
record ArraySource(float[][] vectors, int dimension) implements VectorSource {
  /** Normal vectors around a common mean, so that some buckets are much fuller than others. */
  static ArraySource random(int rows, int dimension, double mean, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] centre = new float[dimension];
    for (int j = 0; j < dimension; j++) {
      centre[j] = (float) (mean * random.nextGaussian());
    }
    float[][] vectors = new float[rows][dimension];
    for (float[] vector : vectors) {
      for (int j = 0; j < dimension; j++) {
        vector[j] = centre[j] + (float) random.nextGaussian();
      }
    }
    return new ArraySource(vectors, dimension);
  }

  @Override
  public int rows() {
    return vectors.length;
  }

  @Override
  public void copy(int row, float[] target, int offset) {
    System.arraycopy(vectors[row], 0, target, offset, dimension);
  }
}
