package org.sluice.retrieve;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.sluice.kernel.Kernels;
import org.sluice.parallel.Tasks;

/**
 * Lists of labels filled from the queries' side: queries are clustered by direction, and each
 * cluster holds the labels that score highest for its mean, scaled to the usual length of its
 * members. A query finds its best labels in the lists of the clusters nearest to it. Because every
 * list holds what queries of its kind want, few labels need to be scored: far fewer than with lists
 * of clustered label vectors.
 *
 * <p>One list of all labels stands for exact search. Immutable, safe for many readers.
 */
public final class QueryLists {
  /** Queries read at a time. */
  private static final int BLOCK = 64;

  private final int dimension;
  private final int labels;
  private final int listSize;
  private final float[] centroids;
  private final float[] transposed;
  private final int[] ids;

  private QueryLists(int dimension, int labels, int listSize, float[] centroids, int[] ids) {
    this.dimension = dimension;
    this.labels = labels;
    this.listSize = listSize;
    this.centroids = centroids;
    this.transposed = Matrices.transpose(centroids, centroids.length / dimension, dimension);
    this.ids = ids;
  }

  /**
   * Clusters queries and fills the lists. Equal inputs give equal lists for any number of threads.
   *
   * @param queries such as the lists shall serve; a sample of them is read
   * @param threads threads to use, at least 1
   * @throws IllegalArgumentException if queries and labels differ in dimension, there are no
   *     queries though not all labels fit a list, or scores are NaN
   */
  public static QueryLists build(
      LabelMatrix labels, QuerySource queries, QueryListConfig config, int threads) {
    if (queries.dimension() != labels.dimension()) {
      throw new IllegalArgumentException(
          "queries must have the label vectors' dimension "
              + labels.dimension()
              + ": "
              + queries.dimension());
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: " + threads);
    }
    if (config.listSize() >= labels.labels()) {
      return all(labels.labels(), labels.dimension());
    }
    if (queries.rows() == 0) {
      throw new IllegalArgumentException("queries must be at least 1 to fill lists from: 0");
    }
    int dimension = labels.dimension();
    SplittableRandom random = new SplittableRandom(config.seed());
    int most = Math.min(config.sample(), (Integer.MAX_VALUE - 8) / dimension);
    int[] rows = Sampling.rising(queries.rows(), most, random);
    int clusters = Math.min(config.clusters(), rows.length);
    int listSize = checkedSize(clusters, config.listSize());
    float[] sample = read(queries, rows, threads);
    double[] lengths = lengths(sample, dimension);
    SphericalKMeans.Result means =
        SphericalKMeans.cluster(
            sample, dimension, clusters, config.rounds(), random.nextLong(), threads);
    float[] usual = scaled(means, lengths, dimension);
    int[] ids = ListFiller.fill(labels, usual, listSize, threads);
    return new QueryLists(dimension, labels.labels(), listSize, means.centroids(), ids);
  }

  /** One list of all labels: exact search. */
  public static QueryLists all(int labels, int dimension) {
    return new QueryLists(
        dimension, labels, labels, new float[dimension], IntStream.range(0, labels).toArray());
  }

  /**
   * Lists as {@link #centroids} and {@link #ids} gave them. The arrays are copied.
   *
   * @param labels number of labels
   * @param listSize labels a list, at least 1
   * @throws IllegalArgumentException if sizes do not agree, a centroid is not finite, an id is out
   *     of range or twice in a list
   */
  public static QueryLists of(
      int dimension, int labels, int listSize, float[] centroids, int[] ids) {
    require(dimension >= 1, "dimension must be at least 1: " + dimension);
    require(labels >= 0, "labels must not be negative: " + labels);
    require(
        listSize >= Math.min(1, labels) && listSize <= labels,
        "listSize must be from 1 to the number of labels (" + labels + "): " + listSize);
    int clusters = centroids.length / dimension;
    require(
        clusters >= 1 && centroids.length % dimension == 0,
        "centroids must be at least one of " + dimension + " values: " + centroids.length);
    require(
        ids.length == (long) clusters * listSize,
        "ids must be " + clusters + " lists of " + listSize + ": " + ids.length);
    require(Kernels.isFinite(centroids, 0, centroids.length), "centroids must be finite");
    SeenIds seen = new SeenIds(labels);
    for (int i = 0; i < ids.length; i++) {
      if (i % listSize == 0) {
        seen.clear();
      }
      require(
          ids[i] >= 0 && ids[i] < labels,
          "ids[" + i + "] must be from 0 to below " + labels + ": " + ids[i]);
      require(seen.add(ids[i]), "ids[" + i + "] must be once in its list: " + ids[i]);
    }
    return new QueryLists(dimension, labels, listSize, centroids.clone(), ids.clone());
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  private static int checkedSize(int clusters, int listSize) {
    require(
        (long) clusters * listSize <= Integer.MAX_VALUE - 8,
        "clusters * listSize must be at most 2147483639: " + (long) clusters * listSize);
    return listSize;
  }

  private static float[] read(QuerySource queries, int[] rows, int threads) {
    int dimension = queries.dimension();
    float[] target = new float[rows.length * dimension];
    Tasks.run(
        threads,
        (rows.length + BLOCK - 1) / BLOCK,
        () -> {
          QuerySource.Reader reader = queries.reader();
          float[] block = new float[BLOCK * dimension];
          return task -> {
            int first = task * BLOCK;
            int count = Math.min(BLOCK, rows.length - first);
            reader.read(rows, first, count, block);
            System.arraycopy(block, 0, target, first * dimension, count * dimension);
          };
        });
    return target;
  }

  private static double[] lengths(float[] vectors, int dimension) {
    double[] lengths = new double[vectors.length / dimension];
    Arrays.setAll(
        lengths,
        i -> Math.sqrt(Kernels.dot(vectors, i * dimension, vectors, i * dimension, dimension)));
    return lengths;
  }

  /** Centroids as long as their members are on average; biases weigh as they do for those. */
  private static float[] scaled(SphericalKMeans.Result means, double[] lengths, int dimension) {
    float[] result = means.centroids().clone();
    double[] sums = new double[result.length / dimension];
    int[] members = new int[sums.length];
    for (int i = 0; i < lengths.length; i++) {
      sums[means.assignment()[i]] += lengths[i];
      members[means.assignment()[i]]++;
    }
    double overall = Arrays.stream(lengths).average().orElse(0);
    for (int c = 0; c < sums.length; c++) {
      double length = members[c] == 0 ? overall : sums[c] / members[c];
      Kernels.scale((float) length, result, c * dimension, dimension);
    }
    return result;
  }

  /** Length of a query. */
  public int dimension() {
    return dimension;
  }

  /** Number of labels; lists may leave out some. */
  public int labels() {
    return labels;
  }

  /** Labels a list. */
  public int listSize() {
    return listSize;
  }

  /** Number of clusters, each with a list. */
  public int clusters() {
    return centroids.length / dimension;
  }

  /** Directions of the clusters, {@code clusters x dimension}. A copy. */
  public float[] centroids() {
    return centroids.clone();
  }

  /** Labels of the lists, {@code clusters x listSize}, by falling score. A copy. */
  public int[] ids() {
    return ids.clone();
  }

  /** The centroids themselves. */
  float[] centroidRows() {
    return centroids;
  }

  /** Centroids as columns: {@code dimension x clusters}. */
  float[] centroidColumns() {
    return transposed;
  }

  /** The lists themselves. */
  int[] listIds() {
    return ids;
  }
}
