package org.sluice.mips;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntConsumer;
import org.sluice.kernel.Kernels;
import org.sluice.parallel.Tasks;

/** Exact search of many queries at matrix speed: each block of rows is read once for all. */
final class ExactBatch {
  private static final int BLOCK = 256;

  private ExactBatch() {}

  /** The best k rows of each query, dead ones included. */
  static Best[] search(RowStore store, float[][] queries, int k, int threads) {
    int n = queries.length;
    int dimension = store.dimension();
    float[] columns = new float[n * dimension];
    for (int q = 0; q < n; q++) {
      for (int j = 0; j < dimension; j++) {
        columns[j * n + q] = queries[q][j];
      }
    }
    List<Best[]> parts = Collections.synchronizedList(new ArrayList<>());
    Tasks.run(
        threads,
        (store.rows() + BLOCK - 1) / BLOCK,
        () -> {
          Best[] mine = empty(n, k);
          parts.add(mine);
          float[] rows = new float[BLOCK * dimension];
          float[] products = new float[BLOCK * n];
          return (IntConsumer) block -> block(store, block * BLOCK, columns, rows, products, mine);
        });
    Best[] all = empty(n, k);
    for (Best[] part : parts) {
      for (int q = 0; q < n; q++) {
        all[q].merge(part[q]);
      }
    }
    return all;
  }

  private static Best[] empty(int n, int k) {
    Best[] best = new Best[n];
    for (int q = 0; q < n; q++) {
      best[q] = new Best(k);
    }
    return best;
  }

  private static void block(
      RowStore store, int first, float[] columns, float[] rows, float[] products, Best[] best) {
    int n = best.length;
    int dimension = store.dimension();
    int count = Math.min(BLOCK, store.rows() - first);
    for (int i = 0; i < count; i++) {
      store.get(first + i, rows, i * dimension);
    }
    Kernels.gemm(count, n, dimension, rows, 0, dimension, 1, columns, 0, n, products, 0, n, false);
    for (int i = 0; i < count; i++) {
      int row = first + i;
      float offset = store.offsets() == null ? 0 : store.offsets()[row];
      for (int q = 0; q < n; q++) {
        float score = products[i * n + q] + offset;
        if (score >= best[q].floor()) {
          best[q].offer(score, store.ids().get(row), store, row);
        }
      }
    }
  }
}
