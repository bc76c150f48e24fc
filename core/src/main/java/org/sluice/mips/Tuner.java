package org.sluice.mips;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.sluice.parallel.Tasks;

/**
 * Measures how much must be read for a wanted recall of the best 10. Queries are given ones, or
 * rows of the segment, which then do not count as answers to themselves.
 */
final class Tuner {
  private static final int K = 10;
  private static final int QUERIES = 200;

  /** Nanoseconds or so for a bucket found, an entry counted and ranked, a row scored exactly. */
  private static final double BUCKET = 80;

  private static final double ENTRY = 3;
  private static final double ROW = 60;

  private final float[][] queries;

  /** Row that a query is, or -1. */
  private final int[] self;

  /** Rows of the true best of each query, the query itself left out. */
  private final int[][] truth;

  private final int threads;

  private Tuner(Segment segment, float[][] queries, int[] self, int threads) {
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

  /** The cheapest reading of lists that reaches a recall, or all lists where none does. */
  Tuning tuneLists(ListSegment lists, double target) {
    return new ListTuner(lists, queries, truth, threads).tune(withMargin(target));
  }

  /** More than is wanted, for the sample may be a lucky one. */
  private static double withMargin(double target) {
    return target + (1 - target) / 10;
  }

  /** The cheapest reading of tables that reaches a recall, or all rows where that is cheaper. */
  Tuning tuneTables(TableSegment tables, double target) {
    int rows = tables.store().rows();
    Tuning best = new Tuning(1, rows / K + 1, 1);
    double least = ROW * rows;
    int answers = Arrays.stream(truth).mapToInt(found -> found.length).sum();
    int enough = (int) Math.ceil(withMargin(target) * answers);
    int most = enough == 0 ? 0 : tables.mostProbes();
    double bucket = BUCKET * tables.tables();
    for (int probes = 1; probes <= most && bucket * probes < least; probes *= 2) {
      AtomicLong reads = new AtomicLong();
      int[] ranks = ranks(tables, probes, Integer.MAX_VALUE, reads);
      Arrays.sort(ranks);
      int rank = ranks[enough - 1];
      if (rank < rows - K) {
        Tuning tuning = new Tuning(probes, rank / K + 1, 0);
        double cost =
            bucket * probes + ENTRY * reads.get() / queries.length + ROW * tuning.rescored(K);
        if (cost < least) {
          least = cost;
          best = tuning;
        }
      }
    }
    return best.reached() == 1 ? best : checked(tables, best, enough, answers);
  }

  /** Looks with what a search estimates, which is not every row, and scores more if need be. */
  private Tuning checked(TableSegment tables, Tuning guess, int enough, int answers) {
    Tuning tuning = guess;
    while (true) {
      int scored = tuning.rescored(K);
      int[] ranks =
          ranks(tables, tuning.probes(), TableSegment.estimated(scored), new AtomicLong());
      long found = Arrays.stream(ranks).filter(rank -> rank < scored).count();
      if (found >= enough || scored >= tables.store().rows()) {
        return new Tuning(tuning.probes(), tuning.refine(), (double) found / answers);
      }
      tuning = new Tuning(tuning.probes(), tuning.refine() + tuning.refine() / 8 + 1, 0);
    }
  }

  /** For each true answer, how many rows have a better estimate. */
  private int[] ranks(TableSegment tables, int probes, int estimated, AtomicLong reads) {
    int[][] ranks = new int[queries.length][];
    Tasks.run(
        threads,
        queries.length,
        () -> {
          TableSegment.Scratch scratch = tables.scratch(probes);
          return q -> {
            scratch.estimate(queries[q], estimated);
            reads.addAndGet(scratch.reads);
            ranks[q] = Arrays.stream(truth[q]).map(scratch::rank).toArray();
          };
        });
    return Arrays.stream(ranks).flatMapToInt(Arrays::stream).toArray();
  }
}
