package org.sluice.mips;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The k best rows so far, a heap with the worst on top. Of equal scores the lower id is the better.
 * For one thread.
 */
final class Best {
  private final int k;
  private final float[] scores;
  private final long[] ids;
  private final RowStore[] stores;
  private final int[] rows;
  private int size;

  Best(int k) {
    this.k = k;
    this.scores = new float[k];
    this.ids = new long[k];
    this.stores = new RowStore[k];
    this.rows = new int[k];
  }

  /** Score below which nothing is taken; minus infinity until k rows are there. */
  float floor() {
    return size < k ? Float.NEGATIVE_INFINITY : scores[0];
  }

  int size() {
    return size;
  }

  long id(int i) {
    return ids[i];
  }

  /** Rows, the best first; for entries of one store. */
  int[] rowsFalling() {
    return IntStream.range(0, size).boxed().sorted(this::compare).mapToInt(i -> rows[i]).toArray();
  }

  private int compare(int a, int b) {
    int byScore = Float.compare(scores[b], scores[a]);
    return byScore != 0 ? byScore : Long.compare(ids[a], ids[b]);
  }

  void offer(float score, long id, RowStore store, int row) {
    if (size < k) {
      int at = size++;
      for (int up = (at - 1) >> 1; at > 0 && worse(score, id, up); up = (at - 1) >> 1) {
        move(up, at);
        at = up;
      }
      put(at, score, id, store, row);
    } else if (k > 0 && worse(scores[0], ids[0], score, id)) {
      sink(score, id, store, row);
    }
  }

  /** Puts an entry in the place of the worst. */
  private void sink(float score, long id, RowStore store, int row) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && worse(scores[child + 1], ids[child + 1], child)) {
        child++;
      }
      if (!worse(scores[child], ids[child], score, id)) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, score, id, store, row);
  }

  private boolean worse(float score, long id, int than) {
    return worse(score, id, scores[than], ids[than]);
  }

  private static boolean worse(float score, long id, float otherScore, long otherId) {
    return score < otherScore || (score == otherScore && id > otherId);
  }

  private void move(int from, int to) {
    put(to, scores[from], ids[from], stores[from], rows[from]);
  }

  private void put(int at, float score, long id, RowStore store, int row) {
    scores[at] = score;
    ids[at] = id;
    stores[at] = store;
    rows[at] = row;
  }

  /** Takes over all that another has. */
  void merge(Best other) {
    for (int i = 0; i < other.size; i++) {
      offer(other.scores[i], other.ids[i], other.stores[i], other.rows[i]);
    }
  }

  /** The rows, the best first. For distances they are computed anew from the vectors. */
  Hits hits(Metric metric, float[] query) {
    float[] values = new float[size];
    Integer[] order = new Integer[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
      values[i] = metric == Metric.EUCLIDEAN ? -stores[i].distance(rows[i], query) : scores[i];
    }
    Arrays.sort(
        order,
        (a, b) -> {
          int byScore = Float.compare(values[b], values[a]);
          return byScore != 0 ? byScore : Long.compare(ids[a], ids[b]);
        });
    long[] sortedIds = new long[size];
    float[] sortedScores = new float[size];
    for (int i = 0; i < size; i++) {
      sortedIds[i] = ids[order[i]];
      float value = values[order[i]];
      sortedScores[i] = metric == Metric.EUCLIDEAN ? 0f - value : value;
    }
    return new Hits(sortedIds, sortedScores);
  }
}
