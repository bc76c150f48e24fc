package org.sluice.predict;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.sluice.data.SparseRows;
import org.sluice.nn.Network;

/** Ranks labels for many rows with several threads. */
public final class RankingRun {
  private static final int BATCH = 64;

  private RankingRun() {}

  /**
   * The k best labels of every row.
   *
   * @return ids by row, {@code rows * k}, by falling score; -1 where there are fewer than k labels
   */
  public static int[] topIds(Network network, SparseRows x, int k, int threads) {
    int[] ids = new int[Math.multiplyExact(x.rows(), k)];
    AtomicInteger next = new AtomicInteger();
    int[] rows = IntStream.range(0, x.rows()).toArray();
    Thread[] workers = new Thread[threads];
    Throwable[] failure = new Throwable[1];
    for (int t = 0; t < threads; t++) {
      workers[t] =
          Thread.ofPlatform()
              .daemon()
              .name("sluice-rank-" + t)
              .unstarted(() -> rank(network, x, k, rows, next, ids));
      workers[t].setUncaughtExceptionHandler((thread, e) -> failure[0] = e);
      workers[t].start();
    }
    for (Thread worker : workers) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        Arrays.stream(workers).forEach(Thread::interrupt);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while ranking", e);
      }
    }
    if (failure[0] != null) {
      throw new IllegalStateException("ranking failed: " + failure[0], failure[0]);
    }
    return ids;
  }

  private static void rank(
      Network network, SparseRows x, int k, int[] rows, AtomicInteger next, int[] ids) {
    ExactScorer scorer = new ExactScorer(network, BATCH, k);
    int from;
    while ((from = next.getAndAdd(BATCH)) < rows.length && !Thread.interrupted()) {
      int count = Math.min(BATCH, rows.length - from);
      scorer.score(x, rows, from, count, false);
      for (int q = 0; q < count; q++) {
        scorer.best(q).copyIds(ids, (from + q) * k);
      }
    }
  }
}
