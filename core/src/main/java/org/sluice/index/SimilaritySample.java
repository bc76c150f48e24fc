package org.sluice.index;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.sluice.hash.HashFamily;
import org.sluice.kernel.Kernels;

/**
 * How alike queries are to the items they want, and to items as they come: what {@link
 * TablePlanner} predicts from.
 *
 * @param wanted similarities of queries to items they should find, at least one
 * @param all similarities of each query to a sample of all items: one array a query, none empty
 */
public record SimilaritySample(double[] wanted, double[][] all) {
  public SimilaritySample {
    if (wanted.length == 0) {
      throw new IllegalArgumentException("wanted must have at least one similarity");
    }
    if (all.length == 0 || Arrays.stream(all).anyMatch(some -> some.length == 0)) {
      throw new IllegalArgumentException("all must have at least one similarity for each query");
    }
    wanted = wanted.clone();
    all = Arrays.stream(all).map(double[]::clone).toArray(double[][]::new);
  }

  /**
   * Takes a sample where queries want the items with the largest inner products, found by computing
   * all of them.
   *
   * @param family gives the similarities; its K, L and seed do not matter
   * @param top items that a query wants, at least 1
   * @param most items sampled for each query, at least 1
   * @param seed chooses the sampled items
   */
  public static SimilaritySample ofTop(
      HashFamily family, VectorSource items, VectorSource queries, int top, int most, long seed) {
    if (top < 1 || top > items.rows()) {
      throw new IllegalArgumentException(
          "top must be from 1 to the number of items " + items.rows() + ", not " + top);
    }
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1, not " + most);
    }
    int dimension = family.dimension();
    float[] item = new float[dimension];
    float[] query = new float[dimension];
    SplittableRandom random = new SplittableRandom(seed);
    double[] wanted = new double[Math.multiplyExact(queries.rows(), top)];
    double[][] all = new double[queries.rows()][Math.min(most, items.rows())];
    for (int q = 0; q < queries.rows(); q++) {
      queries.copy(q, query, 0);
      Strongest best = new Strongest(top);
      for (int i = 0; i < items.rows(); i++) {
        items.copy(i, item, 0);
        best.offer(i, Kernels.dot(item, 0, query, 0, dimension));
      }
      for (int t = 0; t < top; t++) {
        items.copy(best.ids[t], item, 0);
        wanted[q * top + t] = family.similarity(item, 0, query, 0);
      }
      int[] sampled =
          most >= items.rows()
              ? IntStream.range(0, items.rows()).toArray()
              : random.ints(most, 0, items.rows()).toArray();
      for (int i = 0; i < sampled.length; i++) {
        items.copy(sampled[i], item, 0);
        all[q][i] = family.similarity(item, 0, query, 0);
      }
    }
    return new SimilaritySample(wanted, all);
  }

  @Override
  public double[] wanted() {
    return wanted.clone();
  }

  @Override
  public double[][] all() {
    return Arrays.stream(all).map(double[]::clone).toArray(double[][]::new);
  }
}
