package org.sluice.retrieve;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sluice.kernel.Kernels;
import org.sluice.parallel.Tasks;

/**
 * Clusters vectors by direction (spherical k-means; Dhillon and Modha, 2001): Lloyd's rounds with
 * cosine similarity, starting from vectors drawn at random. A cluster that has lost all its vectors
 * starts again from one that is far from its own centroid. The result depends on vectors and seed
 * alone, not on the number of threads.
 */
public final class SphericalKMeans {
  /** Vectors that a task takes to all centroids. */
  private static final int BLOCK = 128;

  private final float[] vectors;
  private final int rows;
  private final int dimension;
  private final int clusters;
  private final int threads;
  private final float[] centroids;
  private final int[] assignment;
  private final float[] similarity;

  private SphericalKMeans(float[] vectors, int dimension, int clusters, int threads) {
    this.vectors = vectors;
    this.rows = vectors.length / dimension;
    this.dimension = dimension;
    this.clusters = clusters;
    this.threads = threads;
    this.centroids = new float[clusters * dimension];
    this.assignment = new int[rows];
    this.similarity = new float[rows];
  }

  /**
   * What clustering ends with.
   *
   * @param centroids vectors of length 1, {@code clusters x dimension}; 0 where a cluster holds
   *     nothing but zero vectors
   * @param assignment the cluster of every vector: that of the centroid nearest to it in direction
   * @param objective mean cosine between vectors and their centroids, for every round, and at the
   *     end with the final centroids
   */
  public record Result(float[] centroids, int[] assignment, double[] objective) {}

  /**
   * Clusters vectors.
   *
   * @param vectors one after the other; <b>scaled to length 1 in place</b>
   * @param dimension length of a vector, at least 1
   * @param clusters from 1 to the number of vectors
   * @param rounds at least 1
   * @param threads threads to use, at least 1
   * @throws IllegalArgumentException if an argument is out of range
   */
  public static Result cluster(
      float[] vectors, int dimension, int clusters, int rounds, long seed, int threads) {
    require(
        dimension >= 1 && vectors.length % dimension == 0,
        "dimension",
        "at least 1 and a divisor of the number of values (" + vectors.length + ")",
        dimension);
    int rows = vectors.length / dimension;
    require(
        clusters >= 1 && clusters <= rows,
        "clusters",
        "from 1 to the number of vectors (" + rows + ")",
        clusters);
    require(rounds >= 1, "rounds", "at least 1", rounds);
    require(threads >= 1, "threads", "at least 1", threads);
    SphericalKMeans means = new SphericalKMeans(vectors, dimension, clusters, threads);
    return means.run(rounds, new SplittableRandom(seed));
  }

  private static void require(boolean holds, String field, String rule, int value) {
    if (!holds) {
      throw new IllegalArgumentException(field + " must be " + rule + ": " + value);
    }
  }

  private Result run(int rounds, SplittableRandom random) {
    Tasks.run(threads, blocks(), () -> block -> normalize(vectors, block * BLOCK, end(block)));
    int[] start = Sampling.rising(rows, clusters, random);
    for (int c = 0; c < clusters; c++) {
      copyVector(start[c], c);
    }
    double[] objective = new double[rounds + 1];
    for (int round = 0; round < rounds; round++) {
      objective[round] = assign();
      average();
    }
    objective[rounds] = assign();
    return new Result(centroids, assignment, objective);
  }

  private int blocks() {
    return (rows + BLOCK - 1) / BLOCK;
  }

  private int end(int block) {
    return Math.min(rows, (block + 1) * BLOCK);
  }

  private void copyVector(int row, int cluster) {
    System.arraycopy(vectors, row * dimension, centroids, cluster * dimension, dimension);
  }

  private void normalize(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      double norm = Math.sqrt(Kernels.dot(x, i * dimension, x, i * dimension, dimension));
      if (norm > 0) {
        Kernels.scale((float) (1 / norm), x, i * dimension, dimension);
      }
    }
  }

  /** Finds every vector's centroid and returns the mean cosine. */
  private double assign() {
    float[] transposed = Matrices.transpose(centroids, clusters, dimension);
    Supplier<IntConsumer> worker =
        () -> {
          float[] cosines = new float[BLOCK * clusters];
          return block -> assign(block * BLOCK, end(block) - block * BLOCK, transposed, cosines);
        };
    Tasks.run(threads, blocks(), worker);
    double sum = 0;
    for (float cosine : similarity) {
      sum += cosine;
    }
    return sum / rows;
  }

  private void assign(int first, int count, float[] transposed, float[] cosines) {
    Kernels.gemm(
        count,
        clusters,
        dimension,
        vectors,
        first * dimension,
        dimension,
        1,
        transposed,
        0,
        clusters,
        cosines,
        0,
        clusters,
        false);
    for (int q = 0; q < count; q++) {
      int best = 0;
      float most = cosines[q * clusters];
      for (int c = 1; c < clusters; c++) {
        float cosine = cosines[q * clusters + c];
        if (cosine > most) {
          most = cosine;
          best = c;
        }
      }
      assignment[first + q] = best;
      similarity[first + q] = most;
    }
  }

  /** Moves every centroid to the mean direction of its vectors. */
  private void average() {
    int[] starts = new int[clusters + 1];
    int[] members = Groups.sort(assignment, rows, starts);
    // A cluster's vectors are added by rising number, whichever thread does it.
    Tasks.run(
        threads,
        clusters,
        () ->
            c -> {
              Arrays.fill(centroids, c * dimension, (c + 1) * dimension, 0);
              for (int i = starts[c]; i < starts[c + 1]; i++) {
                int at = members[i] * dimension;
                Kernels.axpy(1, vectors, at, centroids, c * dimension, dimension);
              }
              normalize(centroids, c, c + 1);
            });
    int[] empty = IntStream.range(0, clusters).filter(c -> starts[c] == starts[c + 1]).toArray();
    if (empty.length > 0) {
      reseed(empty);
    }
  }

  private void reseed(int[] empty) {
    long[] keys = new long[rows];
    for (int i = 0; i < rows; i++) {
      keys[i] = Keys.of(-similarity[i], i);
    }
    Keys.select(keys, rows, empty.length);
    Keys.sortFalling(keys, 0, empty.length);
    for (int i = 0; i < empty.length; i++) {
      copyVector(Keys.id(keys[i]), empty[i]);
    }
  }
}
