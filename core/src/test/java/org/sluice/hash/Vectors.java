package org.sluice.hash;

import java.util.SplittableRandom;

/** Random vectors for tests. */
final class Vectors {
  private Vectors() {}

  /** Independent standard normal coordinates. */
  static float[] gaussian(SplittableRandom random, int dimension) {
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  /** Normal coordinates, of which a share is zero. */
  static float[] sparse(SplittableRandom random, int dimension, double zeros) {
    float[] vector = gaussian(random, dimension);
    for (int i = 0; i < dimension; i++) {
      if (random.nextDouble() < zeros) {
        vector[i] = random.nextBoolean() ? 0f : -0f;
      }
    }
    return vector;
  }

  static int[] dense(HashFamily family, float[] vector) {
    int[] codes = new int[family.l()];
    family.newHasher().hash(vector, 0, codes);
    return codes;
  }

  /** Codes of the sparse form, its zeros left out. */
  static int[] sparse(HashFamily family, float[] vector) {
    int[] indices = new int[vector.length + 3];
    float[] values = new float[vector.length + 3];
    int end = 3;
    for (int i = 0; i < vector.length; i++) {
      if (vector[i] != 0) {
        indices[end] = i;
        values[end++] = vector[i];
      }
    }
    int[] codes = new int[family.l()];
    family.newHasher().hash(indices, values, 3, end, codes);
    return codes;
  }
}
