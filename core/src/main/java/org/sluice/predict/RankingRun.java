package org.sluice.predict;

import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sluice.data.SparseRows;
import org.sluice.nn.Network;
import org.sluice.parallel.Tasks;

/** Ranks labels for many rows with several threads. */
public final class RankingRun {
  private static final int BATCH = 64;

  private RankingRun() {}

  /** Writes the best labels of rows {@code [from, from + count)}. For one thread. */
  private interface Ranker {
    void rank(int from, int count);
  }

  /**
   * Answers for consecutive rows.
   *
   * @param k answers a row
   * @param ids labels by row, {@code rows * k}, best first; -1 where there are fewer
   * @param probabilities of these labels, 0 where there is none
   */
  record Answers(int k, int[] ids, float[] probabilities) {
    /** Number of answers of a row. */
    int count(int row) {
      int count = 0;
      while (count < k && ids[row * k + count] >= 0) {
        count++;
      }
      return count;
    }
  }

  /**
   * The k labels of every row that the network alone scores highest, all labels being scored.
   *
   * @return ids by row, {@code rows * k}, by falling score; -1 where there are fewer than k labels
   */
  public static int[] topIds(Network network, SparseRows x, int k, int threads) {
    int[] ids = new int[Math.multiplyExact(x.rows(), k)];
    int[] rows = IntStream.range(0, x.rows()).toArray();
    run(
        x.rows(),
        threads,
        () -> {
          ExactScorer scorer = new ExactScorer(network, LabelOrder.byScore(), BATCH, k);
          return (from, count) -> {
            scorer.score(x, rows, from, count, false);
            for (int q = 0; q < count; q++) {
              scorer.best(q).copyIds(ids, (from + q) * k);
            }
          };
        });
    return ids;
  }

  /**
   * The k best labels of rows {@code [first, end)}.
   *
   * @param scorers makes a scorer of k answers for batches of the given size
   * @param x rows of the network's features
   * @param r rows of the rankers' features
   */
  static Answers answers(
      IntFunction<RowScorer> scorers,
      SparseRows x,
      SparseRows r,
      int first,
      int end,
      int k,
      int threads) {
    int[] ids = new int[Math.multiplyExact(end - first, k)];
    float[] probabilities = new float[ids.length];
    run(
        end - first,
        threads,
        () -> {
          RowScorer scorer = scorers.apply(BATCH);
          return (from, count) -> {
            scorer.score(x, r, first + from, count, k);
            for (int q = 0; q < count; q++) {
              int at = (from + q) * k;
              TopLabels best = scorer.best(q);
              best.copyIds(ids, at);
              for (int place = 0; place < best.size(); place++) {
                probabilities[at + place] = scorer.probability(q, place);
              }
            }
          };
        });
    return new Answers(k, ids, probabilities);
  }

  private static void run(int rows, int threads, Supplier<Ranker> maker) {
    int batches = (int) (((long) rows + BATCH - 1) / BATCH);
    Tasks.run(
        threads,
        batches,
        () -> {
          Ranker ranker = maker.get();
          return batch -> {
            int from = batch * BATCH;
            ranker.rank(from, Math.min(BATCH, rows - from));
          };
        });
  }
}
