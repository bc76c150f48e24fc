package org.sluice.retrieve;

import org.sluice.kernel.Kernels;

/** Finds the clusters nearest to queries. Holds one thread's work space. */
final class ClusterChooser {
  /** Queries taken to all centroids together. */
  private static final int BLOCK = 64;

  private final QueryLists lists;
  private final int probes;
  private final int clusters;
  private final float[] cosines;
  private final long[] keys;

  ClusterChooser(QueryLists lists, int probes, int batch) {
    this.lists = lists;
    this.probes = probes;
    this.clusters = lists.clusters();
    this.cosines = new float[Math.min(BLOCK, batch) * clusters];
    this.keys = new long[clusters];
  }

  /** Writes the clusters of one query, the nearest first. */
  void chooseOne(float[] query, int offset, int[] target) {
    int dimension = lists.dimension();
    Kernels.gemm(
        clusters,
        1,
        dimension,
        lists.centroidRows(),
        0,
        dimension,
        1,
        query,
        offset,
        1,
        cosines,
        0,
        1,
        false);
    best(0, target, 0);
  }

  /** Writes the clusters of {@code count} queries, {@code probes} each. */
  void choose(float[] queries, int count, int[] target) {
    int dimension = lists.dimension();
    for (int first = 0; first < count; first += BLOCK) {
      int block = Math.min(BLOCK, count - first);
      Kernels.gemm(
          block,
          clusters,
          dimension,
          queries,
          first * dimension,
          dimension,
          1,
          lists.centroidColumns(),
          0,
          clusters,
          cosines,
          0,
          clusters,
          false);
      for (int q = 0; q < block; q++) {
        best(q * clusters, target, (first + q) * probes);
      }
    }
  }

  private void best(int at, int[] target, int to) {
    int found = Keys.best(cosines, at, clusters, probes, keys);
    Keys.sortFalling(keys, 0, found);
    for (int i = 0; i < probes; i++) {
      // A query that is no number belongs nowhere in particular.
      target[to + i] = i < found ? Keys.id(keys[i]) : i;
    }
  }
}
