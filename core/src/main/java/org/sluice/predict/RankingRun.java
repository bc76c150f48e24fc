package org.sluice.predict;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sluice.data.SparseRows;
import org.sluice.memory.Int8Rows;
import org.sluice.model.Ranking;
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
          ExactScorer scorer = new ExactScorer(network, BATCH, k);
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
   * The k best labels of every row by both stages.
   *
   * @param rounded the network's label vectors as 8-bit numbers, where those shall be read
   * @param r rows of the rankers' features
   * @param candidates labels that the network proposes a row
   */
  static int[] topIds(
      Network network,
      Ranking ranking,
      Optional<Int8Rows> rounded,
      SparseRows x,
      SparseRows r,
      int candidates,
      int k,
      int threads) {
    int[] ids = new int[Math.multiplyExact(x.rows(), k)];
    run(
        x.rows(),
        threads,
        () -> {
          CandidateScorer scorer = new CandidateScorer(network, ranking, rounded, candidates);
          TopLabels best = new TopLabels(k);
          return (from, count) -> {
            for (int row = from; row < from + count; row++) {
              best.clear();
              scorer.offer(scorer.score(x, r, row), ranking.combination(), best);
              best.copyIds(ids, row * k);
            }
          };
        });
    return ids;
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
