package org.sluice.mips;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Vectors in clumps, and the plainest search there is. */
final class Clusters {
  private Clusters() {}

  static float[][] vectors(int rows, int dimension, int clusters, long seed) {
    Random random = new Random(seed);
    float[][] centers = new float[clusters][dimension];
    for (float[] center : centers) {
      for (int j = 0; j < dimension; j++) {
        center[j] = (float) random.nextGaussian();
      }
    }
    float[][] vectors = new float[rows][dimension];
    for (float[] vector : vectors) {
      float[] center = centers[random.nextInt(clusters)];
      for (int j = 0; j < dimension; j++) {
        vector[j] = center[j] + .5f * (float) random.nextGaussian();
      }
    }
    return vectors;
  }

  /** Goodness in double precision: greater is better. */
  static double score(Metric metric, float[] x, float[] q) {
    double dot = 0;
    double xx = 0;
    double qq = 0;
    double distance = 0;
    for (int j = 0; j < x.length; j++) {
      dot += (double) x[j] * q[j];
      xx += (double) x[j] * x[j];
      qq += (double) q[j] * q[j];
      distance += ((double) x[j] - q[j]) * ((double) x[j] - q[j]);
    }
    return switch (metric) {
      case INNER_PRODUCT -> dot;
      case COSINE -> xx == 0 || qq == 0 ? 0 : dot / Math.sqrt(xx * qq);
      case EUCLIDEAN -> -Math.sqrt(distance);
    };
  }

  /** Row numbers of the best k. */
  static List<Integer> best(Metric metric, float[][] vectors, float[] query, int k) {
    double[] scores = new double[vectors.length];
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < vectors.length; i++) {
      scores[i] = score(metric, vectors[i], query);
      rows.add(i);
    }
    rows.sort(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparing(i -> i));
    return rows.subList(0, Math.min(k, rows.size()));
  }

  static double recall(MipsIndex index, float[][] vectors, float[][] queries) {
    int found = 0;
    for (float[] query : queries) {
      Set<Long> got = new HashSet<>();
      for (long id : index.search(query, 10).ids()) {
        got.add(id);
      }
      for (int row : best(index.config().metric(), vectors, query, 10)) {
        found += got.contains((long) row) ? 1 : 0;
      }
    }
    return found / (10.0 * queries.length);
  }
}
