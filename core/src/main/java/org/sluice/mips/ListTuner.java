package org.sluice.mips;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.sluice.kernel.Kernels;
import org.sluice.parallel.Tasks;
import org.sluice.retrieve.Matrices;

/**
 * Measures recall for every number of lists read and rows scored exactly in one pass over the
 * lists. A true answer is found where its list is read and fewer rows of all that are read have a
 * better estimate than are scored exactly; so it is enough to count those rows, list after list.
 */
final class ListTuner {
  private static final int K = 10;

  /** Rows scored exactly for each answer. */
  private static final int[] REFINE = {2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64};

  /** Lists measured at least, and in multiples of those without which no effort is enough. */
  private static final int LEAST_LISTS = 32;

  private static final int MOST_TIMES = 2;

  private final ListSegment segment;
  private final float[][] queries;

  /** Rows of each query's answers. */
  private final int[][] truth;

  private final int answers;
  private final int threads;

  /** Products of each query with all centroids. */
  private final float[] products;

  ListTuner(ListSegment segment, float[][] queries, int[][] truth, int threads) {
    this.segment = segment;
    this.queries = queries;
    this.truth = truth;
    this.answers = Arrays.stream(truth).mapToInt(rows -> rows.length).sum();
    this.threads = threads;
    this.products = products();
  }

  private float[] products() {
    int dimension = segment.store().dimension();
    int lists = segment.lists();
    float[] rows = new float[queries.length * dimension];
    for (int q = 0; q < queries.length; q++) {
      System.arraycopy(queries[q], 0, rows, q * dimension, dimension);
    }
    float[] centroids = segment.centroids().values();
    float[] columns = Matrices.transpose(centroids, lists, dimension);
    float[] result = new float[queries.length * lists];
    Kernels.gemm(
        queries.length,
        lists,
        dimension,
        rows,
        0,
        dimension,
        1,
        columns,
        0,
        lists,
        result,
        0,
        lists,
        false);
    return result;
  }

  private int[] order(int q, ListSegment.Scratch scratch) {
    segment.begin(queries[q], products, q * segment.lists(), scratch);
    return segment.order(scratch);
  }

  /** The cheapest reading that reaches a recall, or all lists where none does. */
  Tuning tune(double wanted) {
    int lists = segment.lists();
    if (answers == 0) {
      return new Tuning(1, REFINE[0], 1);
    }
    int most = Math.min(lists, Math.max(LEAST_LISTS, MOST_TIMES * listsNeeded(wanted)));
    while (true) {
      int[][] found = measure(most);
      Tuning best = cheapest(found, wanted);
      if (best != null) {
        return best;
      }
      if (most == lists) {
        int refine = REFINE.length - 1;
        return new Tuning(lists, REFINE[refine], (double) found[refine][lists] / answers);
      }
      most = (int) Math.min(lists, 4L * most);
    }
  }

  /** Fewest lists in which the wanted share of answers lies. */
  private int listsNeeded(double wanted) {
    int[] added = new int[segment.lists() + 1];
    Tasks.run(
        threads,
        queries.length,
        () -> {
          ListSegment.Scratch scratch = segment.scratch();
          return (IntConsumer)
              q -> {
                int[] ranks = ranks(order(q, scratch));
                synchronized (added) {
                  for (int row : truth[q]) {
                    added[ranks[segment.list(row)] + 1]++;
                  }
                }
              };
        });
    int there = 0;
    int lists = 0;
    while (lists < segment.lists() && there < wanted * answers) {
      there += added[++lists];
    }
    return lists;
  }

  private static int[] ranks(int[] order) {
    int[] ranks = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      ranks[order[i]] = i;
    }
    return ranks;
  }

  /** Answers found by level of {@link #REFINE} and lists read, up to {@code most} of them. */
  private int[][] measure(int most) {
    int[][] changes = new int[REFINE.length][most + 2];
    Tasks.run(
        threads,
        queries.length,
        () -> {
          ListSegment.Scratch scratch = segment.scratch();
          int[] ends = new int[most];
          return (IntConsumer)
              q -> {
                int[] order = order(q, scratch);
                int rows = 0;
                for (int i = 0; i < most; i++) {
                  rows += segment.rows(order[i]);
                  ends[i] = rows;
                }
                float[] estimates = new float[rows];
                for (int i = 0; i < most; i++) {
                  segment.estimate(order[i], scratch, estimates, i == 0 ? 0 : ends[i - 1]);
                }
                int[] ranks = ranks(order);
                for (int row : truth[q]) {
                  int list = segment.list(row);
                  int rank = ranks[list];
                  if (rank < most) {
                    int at = ends[rank] - segment.rows(list) + row - segment.starts()[list];
                    count(estimates, at, rank, ends, changes);
                  }
                }
              };
        });
    for (int[] level : changes) {
      for (int lists = 1; lists < level.length; lists++) {
        level[lists] += level[lists - 1];
      }
    }
    return changes;
  }

  /** Notes from and up to how many lists the answer at a place is found. */
  private static void count(float[] estimates, int at, int rank, int[] ends, int[][] changes) {
    float own = estimates[at];
    int better = 0;
    int level = 0;
    for (int i = 0; i < ends.length; i++) {
      better += better(estimates, i == 0 ? 0 : ends[i - 1], ends[i], own);
      while (level < REFINE.length && better >= REFINE[level] * K) {
        add(changes[level++], rank + 1, i + 1);
      }
      if (level == REFINE.length) {
        return;
      }
    }
    for (; level < REFINE.length; level++) {
      add(changes[level], rank + 1, ends.length + 1);
    }
  }

  private static int better(float[] estimates, int from, int to, float own) {
    int better = 0;
    for (int i = from; i < to; i++) {
      better += estimates[i] > own ? 1 : 0;
    }
    return better;
  }

  private static void add(int[] changes, int from, int to) {
    if (from < to) {
      synchronized (changes) {
        changes[from]++;
        changes[to]--;
      }
    }
  }

  private Tuning cheapest(int[][] found, double wanted) {
    Tuning best = null;
    double least = Double.MAX_VALUE;
    for (int level = 0; level < REFINE.length; level++) {
      int lists = 1;
      while (lists < found[level].length - 1 && found[level][lists] < wanted * answers) {
        lists++;
      }
      // In nanoseconds or so: a coded row, a row fetched from memory, a list begun.
      double cost =
          3.0 * segment.store().rows() / segment.lists() * lists
              + 60.0 * REFINE[level] * K
              + 50.0 * lists;
      if (lists < found[level].length - 1 && cost < least) {
        least = cost;
        best = new Tuning(lists, REFINE[level], (double) found[level][lists] / answers);
      }
    }
    return best;
  }
}
