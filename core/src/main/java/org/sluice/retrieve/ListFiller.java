package org.sluice.retrieve;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.sluice.kernel.Kernels;
import org.sluice.parallel.Tasks;

/** Finds the labels that score highest for each of many queries, all labels being scored. */
final class ListFiller {
  /** Queries of a task. */
  private static final int QUERIES = 64;

  /** Labels scored together, few enough that their vectors stay in the cache. */
  private static final int LABELS = 256;

  private final LabelMatrix labels;
  private final float[] queries;
  private final int count;
  private final int size;

  private ListFiller(LabelMatrix labels, float[] queries, int size) {
    this.labels = labels;
    this.queries = queries;
    this.count = queries.length / labels.dimension();
    this.size = size;
  }

  /**
   * The best labels of each query.
   *
   * @param queries one after the other
   * @param size labels a query, at most as many as there are
   * @return ids, {@code queries x size}, by falling score
   */
  static int[] fill(LabelMatrix labels, float[] queries, int size, int threads) {
    ListFiller filler = new ListFiller(labels, queries, size);
    int[] ids = new int[Math.multiplyExact(filler.count, size)];
    Tasks.run(threads, (filler.count + QUERIES - 1) / QUERIES, () -> filler.worker(ids));
    return ids;
  }

  private IntConsumer worker(int[] ids) {
    int dimension = labels.dimension();
    float[] transposed = new float[dimension * QUERIES];
    float[] vectors = new float[LABELS * dimension];
    float[] scores = new float[LABELS * QUERIES];
    BestKeys[] best = new BestKeys[QUERIES];
    Arrays.setAll(best, q -> new BestKeys(size, Math.max(LABELS, size)));
    int[] rows = new int[count];
    Arrays.setAll(rows, row -> row);
    return task -> {
      int first = task * QUERIES;
      int width = Math.min(QUERIES, count - first);
      Matrices.columnsOf(queries, dimension, rows, first, width, transposed, QUERIES);
      for (int from = 0; from < labels.labels(); from += LABELS) {
        int block = Math.min(LABELS, labels.labels() - from);
        for (int u = 0; u < block; u++) {
          labels.vectors().get(from + u, vectors, u * dimension);
          Arrays.fill(scores, u * QUERIES, u * QUERIES + width, labels.biases()[from + u]);
        }
        Kernels.gemm(
            block,
            width,
            dimension,
            vectors,
            0,
            dimension,
            1,
            transposed,
            0,
            QUERIES,
            scores,
            0,
            QUERIES,
            true);
        for (int q = 0; q < width; q++) {
          best[q].addRange(scores, q, QUERIES, block, from);
        }
      }
      for (int q = 0; q < width; q++) {
        store(best[q], ids, (first + q) * size);
      }
    };
  }

  private void store(BestKeys best, int[] ids, int at) {
    best.keepBest();
    if (best.size() < size) {
      throw new IllegalArgumentException(
          "label vectors and queries must be finite: " + (size - best.size()) + " scores are NaN");
    }
    Keys.sortFalling(best.keys(), 0, size);
    for (int i = 0; i < size; i++) {
      ids[at + i] = Keys.id(best.keys()[i]);
    }
    best.clear();
  }
}
