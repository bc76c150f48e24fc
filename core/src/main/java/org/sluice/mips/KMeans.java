package org.sluice.mips;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.sluice.kernel.Kernels;
import org.sluice.parallel.Tasks;
import org.sluice.retrieve.Matrices;

/**
 * Lloyd's k-means with the Euclidean distance. The nearest centroid is the one with the greatest
 * {@code x . c - |c|^2 / 2}, a matrix product. A cluster without vectors starts again near the
 * largest. The result depends on vectors and seed, not on the number of threads.
 */
final class KMeans {
  /** Each round looks at every so many-th vector: early centroids need not be exact. */
  private static final int[] STEPS = {4, 3, 2, 1, 1};

  /** Vectors taken to all centroids at a time. */
  static final int BLOCK = 128;

  private final int dimension;
  private final int clusters;

  /** Centroids as rows. */
  private final float[] centroids;

  private float[] columns;
  private final float[] offsets;

  private KMeans(int dimension, float[] centroids) {
    this.dimension = dimension;
    this.clusters = centroids.length / dimension;
    this.centroids = centroids;
    this.offsets = new float[clusters];
    refresh();
  }

  /** Clusters {@code vectors.length / dimension} vectors; clusters is at most their number. */
  static KMeans train(float[] vectors, int dimension, int clusters, long seed, int threads) {
    int rows = vectors.length / dimension;
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    float[] start = new float[clusters * dimension];
    for (int c = 0; c < clusters; c++) {
      int j = c + random.nextInt(rows - c);
      System.arraycopy(vectors, order[j] * dimension, start, c * dimension, dimension);
      order[j] = order[c];
    }
    KMeans means = new KMeans(dimension, start);
    int[] nearest = new int[rows];
    for (int each : STEPS) {
      int step = rows / each < 16L * clusters ? 1 : each;
      int count = (rows + step - 1) / step;
      means.assign(vectors, step, count, nearest, threads);
      means.average(vectors, step, count, nearest, random);
      means.refresh();
    }
    return means;
  }

  private void refresh() {
    for (int c = 0; c < clusters; c++) {
      offsets[c] =
          -.5f * Kernels.dot(centroids, c * dimension, centroids, c * dimension, dimension);
    }
    columns = Matrices.transpose(centroids, clusters, dimension);
  }

  float[] centroids() {
    return centroids;
  }

  private void assign(float[] vectors, int step, int rows, int[] nearest, int threads) {
    Tasks.run(
        threads,
        (rows + BLOCK - 1) / BLOCK,
        () -> {
          Assigner assigner = assigner();
          return (IntConsumer)
              block -> {
                int first = block * BLOCK;
                int count = Math.min(BLOCK, rows - first);
                assigner.assign(vectors, first * step * dimension, step, count, nearest, first);
              };
        });
  }

  private void average(
      float[] vectors, int step, int rows, int[] nearest, SplittableRandom random) {
    int[] sizes = new int[clusters];
    Arrays.fill(centroids, 0);
    for (int i = 0; i < rows; i++) {
      Kernels.axpy(1, vectors, i * step * dimension, centroids, nearest[i] * dimension, dimension);
      sizes[nearest[i]]++;
    }
    int largest = 0;
    for (int c = 0; c < clusters; c++) {
      if (sizes[c] > 0) {
        Kernels.scale(1f / sizes[c], centroids, c * dimension, dimension);
      }
      largest = sizes[c] > sizes[largest] ? c : largest;
    }
    for (int c = 0; c < clusters; c++) {
      if (sizes[c] == 0) {
        int row = random.nextInt(rows);
        for (int tries = 0; tries < 1000 && nearest[row] != largest; tries++) {
          row = random.nextInt(rows);
        }
        System.arraycopy(vectors, row * step * dimension, centroids, c * dimension, dimension);
      }
    }
  }

  /** One thread's scratch space to find nearest centroids. */
  Assigner assigner() {
    return new Assigner();
  }

  /** Finds the nearest centroid of up to {@link #BLOCK} vectors at a time. */
  final class Assigner {
    private final float[] products = new float[BLOCK * clusters];

    /**
     * Writes the clusters of vectors to {@code nearest[to ...]}: vector i begins at {@code at + i *
     * step * dimension}.
     */
    void assign(float[] vectors, int at, int step, int count, int[] nearest, int to) {
      Kernels.gemm(
          count,
          clusters,
          dimension,
          vectors,
          at,
          step * dimension,
          1,
          columns,
          0,
          clusters,
          products,
          0,
          clusters,
          false);
      for (int q = 0; q < count; q++) {
        int best = 0;
        float most = Float.NEGATIVE_INFINITY;
        int row = q * clusters;
        for (int c = 0; c < clusters; c++) {
          float score = products[row + c] + offsets[c];
          if (score > most) {
            most = score;
            best = c;
          }
        }
        nearest[to + q] = best;
      }
    }
  }
}
