package org.sluice.retrieve;

import java.util.SplittableRandom;
import org.sluice.memory.FloatRows;

/** Queries in bundles around random directions, and random labels, for tests. */
final class Planted {
  private Planted() {}

  /** Row i lies in bundle {@code i % bundles}; {@code noise} is its distance from the centre. */
  static float[] bundles(int rows, int dimension, int bundles, double noise, long seed) {
    float[] centres = normal(bundles * dimension, 1, seed);
    float[] rowsOf = normal(rows * dimension, noise, ~seed);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < dimension; j++) {
        rowsOf[i * dimension + j] += centres[i % bundles * dimension + j];
      }
    }
    return rowsOf;
  }

  static float[] normal(int values, double scale, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] result = new float[values];
    for (int i = 0; i < values; i++) {
      result[i] = (float) (scale * random.nextGaussian());
    }
    return result;
  }

  /** Random label vectors and biases. To be freed by {@link #free}. */
  static LabelMatrix labels(int labels, int dimension, long seed) {
    FloatRows vectors = FloatRows.allocate(labels, dimension);
    float[] values = normal(labels * dimension, 1, seed);
    for (int l = 0; l < labels; l++) {
      vectors.set(l, values, l * dimension);
    }
    return new LabelMatrix(vectors, normal(labels, 1, seed + 1));
  }

  static void free(LabelMatrix labels) {
    labels.vectors().close();
  }

  /** Score of every label, in double precision. */
  static double[] scores(LabelMatrix labels, float[] queries, int row) {
    int dimension = labels.dimension();
    float[] vector = new float[dimension];
    double[] scores = new double[labels.labels()];
    for (int l = 0; l < scores.length; l++) {
      labels.vectors().get(l, vector, 0);
      scores[l] = labels.biases()[l];
      for (int j = 0; j < dimension; j++) {
        scores[l] += (double) vector[j] * queries[row * dimension + j];
      }
    }
    return scores;
  }
}
