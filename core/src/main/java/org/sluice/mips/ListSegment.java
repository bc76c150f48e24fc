package org.sluice.mips;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sluice.kernel.Kernels;
import org.sluice.retrieve.BestKeys;
import org.sluice.retrieve.Keys;

/**
 * Inverted lists. Rows lie in the order of their lists, their codes in blocks of 64 rows; a list
 * that ends within a block shares it with the next. A row's estimate is the query's product with
 * the centroid plus the looked-up product with the residual plus the row's offset.
 */
final class ListSegment implements Segment {
  /** Rows estimated at a time. */
  private static final int CHUNK = 256;

  private final RowStore store;
  private final Metric metric;

  private final Centroids centroids;

  /** List l has rows {@code [starts[l], starts[l + 1])}. */
  private final int[] starts;

  private final float[] listOffsets;
  private final MemorySegment codes;
  private final ProductCodes quantizer;
  private final Tuning tuning;
  private final ConcurrentLinkedQueue<Scratch> scratch = new ConcurrentLinkedQueue<>();

  ListSegment(
      RowStore store,
      Metric metric,
      Centroids centroids,
      int[] starts,
      MemorySegment codes,
      ProductCodes quantizer,
      Tuning tuning) {
    this.store = store;
    this.metric = metric;
    this.centroids = centroids;
    this.starts = starts;
    this.codes = codes;
    this.quantizer = quantizer;
    this.tuning = tuning;
    this.listOffsets = new float[lists()];
    float[] centroid = new float[store.dimension()];
    for (int l = 0; l < lists(); l++) {
      if (metric == Metric.EUCLIDEAN) {
        centroids.get(l, centroid, 0);
        listOffsets[l] = -.5f * Kernels.dot(centroid, 0, centroid, 0, centroid.length);
      }
    }
  }

  /** Bytes of the codes of so many rows. */
  static long codeBytes(int rows, int groups) {
    return (rows + 63L) / 64 * 64 * groups;
  }

  /** The same lists, read as measured. */
  ListSegment tuned(Tuning other) {
    return new ListSegment(store, metric, centroids, starts, codes, quantizer, other);
  }

  @Override
  public RowStore store() {
    return store;
  }

  int lists() {
    return starts.length - 1;
  }

  /** Rows of a list. */
  int rows(int list) {
    return starts[list + 1] - starts[list];
  }

  /** The list that a row is in. */
  int list(int row) {
    int at = Arrays.binarySearch(starts, row);
    if (at < 0) {
      return -at - 2;
    }
    while (starts[at + 1] == row) { // empty lists begin at the same row
      at++;
    }
    return at;
  }

  int[] starts() {
    return starts;
  }

  Centroids centroids() {
    return centroids;
  }

  MemorySegment codes() {
    return codes;
  }

  ProductCodes quantizer() {
    return quantizer;
  }

  Tuning tuning() {
    return tuning;
  }

  /** One thread's working memory. */
  final class Scratch {
    final float[] listScores = new float[lists()];
    final long[] listKeys = new long[lists()];
    final ProductCodes.Tables tables = new ProductCodes.Tables(quantizer.groups());
    final float[] scaled = new float[store.dimension()];
    final char[] sums = new char[CHUNK];
    final float[] estimates = new float[CHUNK];
    BestKeys candidates;

    /** Whether too little is estimated for vector code to be worth compiling. */
    boolean once;

    int capacity;
    int[] rows = {};
    float[] scores = {};

    void candidates(int most) {
      if (candidates == null || capacity != most) {
        candidates = new BestKeys(most, CHUNK);
        capacity = most;
        rows = new int[most];
        scores = new float[most];
      }
      candidates.clear();
    }
  }

  @Override
  public void search(float[] query, int k, Effort effort, long version, Best best) {
    if (effort.exact()) {
      store.offerAll(query, store.rows(), version, best);
      return;
    }
    Scratch s = scratch.poll();
    if (s == null) {
      s = new Scratch();
    }
    search(query, k, effort, version, best, s);
    scratch.offer(s);
  }

  /** Working memory for {@link #begin} and what follows it. */
  Scratch scratch() {
    return new Scratch();
  }

  /** Scores the lists for a query and fills its tables. */
  private void begin(float[] query, Scratch s) {
    int lists = lists();
    centroids.products(query, s.scaled, s.listScores);
    for (int l = 0; l < lists; l++) {
      s.listScores[l] += listOffsets[l];
    }
    quantizer.tables(query, s.tables);
  }

  /** Takes a query whose products with the centroids are known, to {@link #estimate} rows. */
  void begin(float[] query, float[] products, int at, Scratch s) {
    for (int l = 0; l < lists(); l++) {
      s.listScores[l] = products[at + l] + listOffsets[l];
    }
    quantizer.tables(query, s.tables);
    s.once = true;
  }

  /** Numbers of all lists in the order in which the query of the last {@link #begin} reads them. */
  int[] order(Scratch s) {
    int lists = Keys.best(s.listScores, 0, lists(), lists(), s.listKeys);
    Keys.sortFalling(s.listKeys, 0, lists);
    int[] order = new int[lists];
    for (int i = 0; i < lists; i++) {
      order[i] = Keys.id(s.listKeys[i]);
    }
    return order;
  }

  /** Writes the estimates of a list's rows for the query of the last {@link #begin}. */
  void estimate(int list, Scratch s, float[] target, int at) {
    int count;
    for (int row = starts[list]; row < starts[list + 1]; row += count) {
      count = estimate(list, row, s);
      System.arraycopy(s.estimates, 0, target, at + row - starts[list], count);
    }
  }

  private void search(float[] query, int k, Effort effort, long version, Best best, Scratch s) {
    int lists = lists();
    begin(query, s);
    int rescored = effort.rescored() == 0 ? tuning.rescored(k) : effort.rescored();
    s.candidates(Math.clamp(rescored, Math.min(k, store.rows()), store.rows()));
    int probes = Math.min(lists, effort.probes() == 0 ? tuning.probes() : effort.probes());
    int from = 0;
    while (true) {
      int chosen = Keys.best(s.listScores, 0, lists, probes, s.listKeys);
      Keys.sortFalling(s.listKeys, 0, chosen);
      for (int i = from; i < chosen; i++) {
        scan(Keys.id(s.listKeys[i]), version, s);
      }
      // Where the lists hold fewer rows than are asked for, more lists are read.
      if (s.candidates.size() >= Math.min(k, store.rows()) || probes == lists) {
        break;
      }
      from = chosen;
      probes = Math.min(lists, 2 * probes);
    }
    s.candidates.keepBest();
    int count = s.candidates.size();
    long[] keys = s.candidates.keys();
    for (int i = 0; i < count; i++) {
      s.rows[i] = Keys.id(keys[i]);
    }
    store.offer(query, s.rows, count, s.scores, version, best);
  }

  private void scan(int list, long version, Scratch s) {
    boolean alive = store.deaths().none();
    int end = starts[list + 1];
    int count;
    for (int row = starts[list]; row < end; row += count) {
      count = estimate(list, row, s);
      if (!alive) {
        for (int i = 0; i < count; i++) {
          // NaN is never kept.
          s.estimates[i] = store.deaths().dead(row + i, version) ? Float.NaN : s.estimates[i];
        }
      }
      s.candidates.addRange(s.estimates, 0, 1, count, row);
    }
  }

  /** Estimates rows of a list from one on, up to {@link #CHUNK}. Returns their number. */
  private int estimate(int list, int row, Scratch s) {
    int first = row & 63; // place in the block, whose rows before it are another list's
    int count = Math.min(CHUNK - first, starts[list + 1] - row);
    float base = s.listScores[list] - listOffsets[list] + s.tables.base;
    float step = s.tables.step;
    int groups = quantizer.groups();
    long at = 64L * groups * (row / 64);
    int blocks = (first + count + 63) / 64;
    if (s.once) {
      Kernels.lookupSumsScalar(codes, at, blocks, groups, s.tables.bytes, s.sums, 0);
    } else {
      Kernels.lookupSums(codes, at, blocks, groups, s.tables.bytes, s.sums, 0);
    }
    char[] sums = s.sums;
    float[] estimates = s.estimates;
    for (int i = 0; i < count; i++) {
      estimates[i] = base + step * sums[first + i];
    }
    float[] offsets = store.offsets();
    if (offsets != null) {
      for (int i = 0; i < count; i++) {
        estimates[i] += offsets[row + i];
      }
    }
    return count;
  }

  @Override
  public long bytes() {
    return store.bytes()
        + centroids.bytes()
        + codes.byteSize()
        + 8L * starts.length
        + 4L * quantizer.codebook().length;
  }
}
