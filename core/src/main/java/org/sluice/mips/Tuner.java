package org.sluice.mips;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.parallel.Tasks;

/**
 * Measures how much must be read for a wanted recall of the best 10. Queries are given ones, or
 * rows of the segment, which then do not count as answers to themselves.
 */
final class Tuner {
  private static final int K = 10;
  private static final int QUERIES = 200;

  private final Segment segment;
  private final float[][] queries;

  /** Row that a query is, or -1. */
  private final int[] self;

  /** Rows of the true best of each query, the query itself left out. */
  private final int[][] truth;

  private final int threads;

  private Tuner(Segment segment, float[][] queries, int[] self, int threads) {
    this.segment = segment;
    this.queries = queries;
    this.self = self;
    this.threads = threads;
    Best[] exact = ExactBatch.search(segment.store(), queries, K + 1, threads);
    truth = new int[queries.length][];
    for (int q = 0; q < queries.length; q++) {
      truth[q] = others(exact[q], q);
    }
  }

  /**
   * @param sample prepared queries, or null to take rows
   */
  static Tuner of(Segment segment, float[][] sample, long seed, int threads) {
    RowStore store = segment.store();
    SplittableRandom random = new SplittableRandom(seed);
    boolean given = sample != null && sample.length > 0;
    int count = given ? Math.min(QUERIES, sample.length) : Math.min(QUERIES, store.rows());
    float[][] queries = new float[count][];
    int[] self = new int[count];
    for (int q = 0; q < count; q++) {
      if (given) {
        queries[q] = sample[(int) ((long) q * sample.length / count)];
        self[q] = -1;
      } else {
        self[q] = random.nextInt(store.rows());
        queries[q] = new float[store.dimension()];
        store.get(self[q], queries[q], 0);
      }
    }
    return new Tuner(segment, queries, self, threads);
  }

  private int[] others(Best best, int q) {
    return Arrays.stream(best.rowsFalling()).filter(row -> row != self[q]).limit(K).toArray();
  }

  /** Recall of the best 10 at an effort. */
  private double recall(Effort effort) {
    AtomicInteger found = new AtomicInteger();
    AtomicInteger wanted = new AtomicInteger();
    Tasks.run(
        threads,
        queries.length,
        () ->
            q -> {
              Best best = new Best(K + 1);
              segment.search(queries[q], K + 1, effort, 0, best);
              int[] got = others(best, q);
              Arrays.sort(got);
              for (int row : truth[q]) {
                found.addAndGet(Arrays.binarySearch(got, row) >= 0 ? 1 : 0);
              }
              wanted.addAndGet(truth[q].length);
            });
    return wanted.get() == 0 ? 1 : (double) found.get() / wanted.get();
  }

  /** The cheapest reading of lists that reaches a recall, or all lists where none does. */
  Tuning tuneLists(ListSegment lists, double target) {
    return new ListTuner(lists, queries, truth, threads).tune(withMargin(target));
  }

  /** More than is wanted, for the sample may be a lucky one. */
  private static double withMargin(double target) {
    return target + (1 - target) / 10;
  }

  /** The least number of candidates for each answer that reaches a recall. */
  Tuning tuneCandidates(double target, int rows) {
    double wanted = withMargin(target);
    int refine = 2;
    double reached;
    while ((reached = recall(new Effort(0, refine * K))) < wanted && (long) refine * K < rows) {
      refine += Math.max(1, refine / 2);
    }
    return new Tuning(0, refine, reached);
  }
}
