package org.sluice.retrieve;

import java.util.Arrays;
import org.sluice.kernel.Kernels;
import org.sluice.parallel.Tasks;

/**
 * Answers many queries at once. Within a chunk of them, those that read the same list share it: its
 * label vectors are gathered once and scored by a matrix product. Finds what {@link
 * QueryListSearch} finds, at a fraction of the time.
 */
public final class QueryListMiner {
  /** Queries of a chunk at most: about 64 share each of a thousand lists. */
  private static final int CHUNK = 8192;

  /** Values of a chunk's queries and answers at most, which bounds a thread's memory. */
  private static final int CHUNK_VALUES = 1 << 23;

  /** Queries of a matrix product. */
  private static final int QUERIES = 64;

  /** Row stride of the products: not a power of two, whose columns share few sets of the cache. */
  private static final int STRIDE = QUERIES + 16;

  /** Labels of a matrix product. */
  private static final int LABELS = 512;

  private final QueryLists lists;
  private final LabelMatrix labels;
  private final int probes;
  private final int k;
  private final QuerySource.Reader reader;
  private final ClusterChooser chooser;
  private final float[] queries;
  private final int[] clusters;
  private final int[] rows;

  /** The k best keys of every query of the chunk so far. */
  private final long[] kept;

  private final int[] keptCounts;
  private final float[] floors;
  private final float[] vectors;
  private final float[] biases;
  private final float[] columns;
  private final float[] scores;
  private final BestKeys best;
  private final SeenIds seen;

  private QueryListMiner(
      QueryLists lists, LabelMatrix labels, QuerySource source, int probes, int k, int chunk) {
    this.lists = lists;
    this.labels = labels;
    this.probes = probes;
    this.k = k;
    this.reader = source.reader();
    this.chooser = new ClusterChooser(lists, probes, chunk);
    int dimension = lists.dimension();
    int block = Math.min(LABELS, lists.listSize());
    this.queries = new float[chunk * dimension];
    this.clusters = new int[chunk * probes];
    this.rows = new int[chunk];
    this.kept = new long[chunk * k];
    this.keptCounts = new int[chunk];
    this.floors = new float[chunk];
    this.vectors = new float[block * dimension];
    this.biases = new float[block];
    this.columns = new float[dimension * STRIDE];
    this.scores = new float[block * STRIDE];
    this.best = new BestKeys(k, Math.max(k, block));
    this.seen = new SeenIds(lists.labels());
  }

  /**
   * Finds the best labels of every query of a source. Equal inputs give equal answers for any
   * number of threads.
   *
   * @param probes lists read a query, at least 1; all where there are no more
   * @param k labels wanted a query, at least 1
   * @param threads threads to use, at least 1
   * @throws IllegalArgumentException if the arguments do not fit each other, or there are more than
   *     2^31 answers
   */
  public static Candidates mine(
      QueryLists lists, LabelMatrix labels, QuerySource source, int probes, int k, int threads) {
    QueryListSearch.requireFit(lists, labels);
    require(
        source.dimension() == lists.dimension(),
        "queries must have the lists' dimension " + lists.dimension() + ": " + source.dimension());
    require(k >= 1, "k must be at least 1: " + k);
    require(threads >= 1, "threads must be at least 1: " + threads);
    int read = Math.min(QueryListSearch.requireProbes(probes), lists.clusters());
    long places = (long) source.rows() * k;
    require(places <= Integer.MAX_VALUE - 8, "queries * k must be at most 2147483639: " + places);
    int[] ids = new int[(int) places];
    float[] scores = new float[(int) places];
    int keep = Math.min(k, Math.max(1, lists.labels()));
    int chunk = chunk(source.rows(), lists.dimension() + 2 * keep + 2 * read);
    Tasks.run(
        threads,
        (source.rows() + chunk - 1) / chunk,
        () -> {
          QueryListMiner miner = new QueryListMiner(lists, labels, source, read, keep, chunk);
          return task -> {
            int first = task * chunk;
            miner.answer(first, Math.min(chunk, source.rows() - first));
            miner.store(first, Math.min(chunk, source.rows() - first), k, ids, scores);
          };
        });
    return new Candidates(source.rows(), k, ids, scores);
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Queries of a chunk; must not depend on the number of threads. */
  private static int chunk(int rows, int valuesARow) {
    int fits = Math.max(QUERIES, CHUNK_VALUES / valuesARow);
    // Few rows are cut into enough chunks for several threads.
    int fair = Math.max(QUERIES, rows / 16);
    return Math.clamp(Math.min(fits, fair), 1, CHUNK);
  }

  private void answer(int first, int count) {
    Arrays.setAll(rows, q -> first + q);
    for (int from = 0; from < count; from += QUERIES) {
      read(from, Math.min(QUERIES, count - from));
    }
    chooser.choose(queries, count, clusters);
    Arrays.fill(keptCounts, 0);
    Arrays.fill(floors, Float.NEGATIVE_INFINITY);
    int[] starts = new int[lists.clusters() + 1];
    int[] members = Groups.sort(clusters, count * probes, starts);
    for (int i = 0; i < members.length; i++) {
      members[i] /= probes;
    }
    for (int c = 0; c < lists.clusters(); c++) {
      if (starts[c] < starts[c + 1]) {
        scan(c, members, starts[c], starts[c + 1]);
      }
    }
  }

  private void read(int from, int count) {
    int dimension = lists.dimension();
    reader.read(rows, from, count, columns);
    System.arraycopy(columns, 0, queries, from * dimension, count * dimension);
  }

  /** Scores a list for the queries that read it. */
  private void scan(int cluster, int[] members, int from, int to) {
    int dimension = lists.dimension();
    int listStart = cluster * lists.listSize();
    for (int u = 0; u < lists.listSize(); u += LABELS) {
      int block = Math.min(LABELS, lists.listSize() - u);
      int at = listStart + u;
      Kernels.gather(
          labels.vectors().segment(),
          labels.vectors().strideBytes(),
          lists.listIds(),
          at,
          block,
          dimension,
          vectors,
          0,
          dimension);
      for (int i = 0; i < block; i++) {
        biases[i] = labels.biases()[lists.listIds()[at + i]];
      }
      for (int q = from; q < to; q += QUERIES) {
        score(members, q, Math.min(QUERIES, to - q), at, block);
      }
    }
  }

  private void score(int[] members, int from, int count, int at, int block) {
    int dimension = lists.dimension();
    Matrices.columnsOf(queries, dimension, members, from, count, columns, STRIDE);
    Kernels.gemm(
        block, count, dimension, vectors, 0, dimension, 1, columns, 0, STRIDE, scores, 0, STRIDE,
        false);
    for (int q = 0; q < count; q++) {
      offer(members[from + q], q, at, block);
    }
  }

  private void offer(int query, int column, int at, int block) {
    int before = keptCounts[query];
    best.load(kept, query * k, before, floors[query]);
    best.add(scores, column, STRIDE, block, biases, lists.listIds(), at);
    if (best.size() == before) {
      return;
    }
    if (probes > 1 && before > 0) {
      best.dropRepeated(before, seen);
    }
    best.keepBest();
    System.arraycopy(best.keys(), 0, kept, query * k, best.size());
    keptCounts[query] = best.size();
    floors[query] = best.floor();
  }

  private void store(int first, int count, int width, int[] ids, float[] scores) {
    for (int q = 0; q < count; q++) {
      int n = keptCounts[q];
      int to = (first + q) * width;
      Keys.sortFalling(kept, q * k, q * k + n);
      for (int i = 0; i < n; i++) {
        ids[to + i] = Keys.id(kept[q * k + i]);
        scores[to + i] = Keys.score(kept[q * k + i]);
      }
      Arrays.fill(ids, to + n, to + width, -1);
      Arrays.fill(scores, to + n, to + width, Float.NEGATIVE_INFINITY);
    }
  }
}
