package org.sluice.mips;

import java.util.HashSet;
import java.util.Set;
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

  private final Set<?>[] truth;
  private final int threads;

  private Tuner(Segment segment, float[][] queries, int[] self, int threads) {
    this.segment = segment;
    this.queries = queries;
    this.self = self;
    this.threads = threads;
    Best[] exact = ExactBatch.search(segment.store(), queries, K + 1, threads);
    truth = new Set<?>[queries.length];
    for (int q = 0; q < queries.length; q++) {
      truth[q] = ids(exact[q], q);
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

  private Set<Long> ids(Best best, int q) {
    Hits hits = best.hits(Metric.INNER_PRODUCT, null);
    Set<Long> ids = new HashSet<>();
    for (int i = 0; i < hits.size() && ids.size() < K; i++) {
      if (self[q] < 0 || hits.ids()[i] != segment.store().ids()[self[q]]) {
        ids.add(hits.ids()[i]);
      }
    }
    return ids;
  }

  /** Recall of the best 10 at an effort. */
  double recall(Effort effort) {
    AtomicInteger found = new AtomicInteger();
    AtomicInteger wanted = new AtomicInteger();
    Tasks.run(
        threads,
        queries.length,
        () ->
            q -> {
              Best best = new Best(K + 1);
              segment.search(queries[q], K + 1, effort, 0, best);
              Set<Long> got = ids(best, q);
              wanted.addAndGet(truth[q].size());
              got.retainAll(truth[q]);
              found.addAndGet(got.size());
            });
    return wanted.get() == 0 ? 1 : (double) found.get() / wanted.get();
  }

  /** The cheapest reading of lists that reaches a recall, or all lists where none does. */
  Tuning tuneLists(double target, int lists, int rows) {
    double wanted = target + (1 - target) / 10; // the sample's luck
    Tuning best = null;
    double least = Double.MAX_VALUE;
    for (int refine = 2; refine <= 64; refine *= 2) {
      int low = 0;
      int high = 1;
      double reached;
      while ((reached = recall(new Effort(high, refine * K))) < wanted && high < lists) {
        low = high;
        high = Math.min(lists, 2 * high);
      }
      if (reached < wanted) {
        if (best == null && refine == 64) {
          return new Tuning(lists, refine, reached);
        }
        continue;
      }
      while (high - low > 1 + high / 16) {
        int middle = (low + high) >>> 1;
        double r = recall(new Effort(middle, refine * K));
        if (r >= wanted) {
          high = middle;
          reached = r;
        } else {
          low = middle;
        }
      }
      // In nanoseconds or so: a coded row, a row fetched from memory, a list begun.
      double cost = 3.0 * rows / lists * high + 60.0 * refine * K + 50.0 * high;
      if (cost < least) {
        least = cost;
        best = new Tuning(high, refine, reached);
      }
    }
    return best;
  }

  /** The least number of candidates for each answer that reaches a recall. */
  Tuning tuneCandidates(double target, int rows) {
    double wanted = target + (1 - target) / 10;
    int refine = 2;
    double reached;
    while ((reached = recall(new Effort(0, refine * K))) < wanted && (long) refine * K < rows) {
      refine += Math.max(1, refine / 2);
    }
    return new Tuning(0, refine, reached);
  }
}
