package org.sluice.mips;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sluice.hash.FastSimHash;
import org.sluice.index.HashTables;
import org.sluice.index.HitCosines;
import org.sluice.index.TableOptions;
import org.sluice.index.TableQuery;
import org.sluice.index.VectorSource;
import org.sluice.kernel.Kernels;
import org.sluice.retrieve.Keys;

/**
 * Hash tables over the directions of the rows from their mean. The number of a query's buckets that
 * hold a row gives an estimate of its cosine, and with its length one of its score; the best by
 * estimate are scored exactly. So lengths are taken into account to the full (the limit of norm
 * ranging, Yan et al., NeurIPS 2018, with a range for each row), while the transforms that hide
 * them in one more coordinate leave little angle between all that is not longest. Taking the mean
 * off changes no ranking: it adds the same to all inner products with a query.
 */
final class TableSegment implements Segment {
  /** Most buckets read in a table. */
  static final int MOST_PROBES = 32;

  /** Rows that are looked at for their length alone. */
  private static final int LONGEST = 4096;

  /** Rows that are estimated for one that is scored exactly. */
  private static final int ESTIMATED = 2;

  private final RowStore store;
  private final Metric metric;
  private final float[] center;

  /** Distance of each row from the center. */
  private final float[] lengths;

  /** The longest rows, the longest first, where great length alone can make a great score. */
  private final int[] longest;

  private final HashTables tables;
  private final Tuning tuning;
  private final ConcurrentLinkedQueue<Scratch> scratch = new ConcurrentLinkedQueue<>();

  private TableSegment(
      RowStore store,
      Metric metric,
      float[] center,
      float[] lengths,
      int[] longest,
      HashTables tables,
      Tuning tuning) {
    this.store = store;
    this.metric = metric;
    this.center = center;
    this.lengths = lengths;
    this.longest = longest;
    this.tables = tables;
    this.tuning = tuning;
  }

  /** Hashes all rows of a store. */
  static TableSegment build(
      RowStore store,
      Metric metric,
      Structure.Tables shape,
      Tuning tuning,
      long seed,
      int threads) {
    int log = 32 - Integer.numberOfLeadingZeros(store.rows());
    int bits = shape.bits() == 0 ? Math.clamp(log - 7, 2, 20) : shape.bits();
    int count = shape.tables() == 0 ? 50 : shape.tables();
    float[] center = center(store);
    VectorSource source = source(store, center);
    HashTables tables =
        HashTables.build(
            new FastSimHash(source.dimension(), bits, count, seed),
            source,
            TableOptions.ofCapacity(1024),
            threads);
    float[] lengths = lengths(source);
    return new TableSegment(
        store, metric, center, lengths, longest(lengths, metric), tables, tuning);
  }

  TableSegment tuned(Tuning other) {
    return new TableSegment(store, metric, center, lengths, longest, tables, other);
  }

  private static float[] center(RowStore store) {
    float[] center = new float[store.dimension()];
    float[] vector = new float[center.length];
    for (int row = 0; row < store.rows(); row++) {
      store.get(row, vector, 0);
      Kernels.axpy(1f / store.rows(), vector, 0, center, 0, center.length);
    }
    return center;
  }

  private static VectorSource source(RowStore store, float[] center) {
    return new VectorSource() {
      @Override
      public int rows() {
        return store.rows();
      }

      @Override
      public int dimension() {
        return center.length;
      }

      @Override
      public void copy(int row, float[] target, int at) {
        store.get(row, target, at);
        Kernels.axpy(-1, center, 0, target, at, center.length);
      }
    };
  }

  private static float[] lengths(VectorSource source) {
    float[] lengths = new float[source.rows()];
    float[] vector = new float[source.dimension()];
    for (int row = 0; row < lengths.length; row++) {
      source.copy(row, vector, 0);
      lengths[row] = length(vector);
    }
    return lengths;
  }

  private static float length(float[] vector) {
    return (float) Math.sqrt(Kernels.dot(vector, 0, vector, 0, vector.length));
  }

  private static int[] longest(float[] lengths, Metric metric) {
    if (metric == Metric.EUCLIDEAN) {
      return new int[0];
    }
    long[] keys = new long[lengths.length];
    int count = Keys.best(lengths, 0, lengths.length, LONGEST, keys);
    Keys.sortFalling(keys, 0, count);
    return Arrays.stream(keys, 0, count).mapToInt(Keys::id).toArray();
  }

  /** Rows to estimate for so many to be scored exactly. */
  static int estimated(int limit) {
    return (int) Math.min(Integer.MAX_VALUE, (long) ESTIMATED * limit);
  }

  /** Most buckets that a search reads in a table. */
  int mostProbes() {
    int l = tables.family().l();
    return Math.clamp(16_000 / l, 1, Math.min(MOST_PROBES, 1 << tables.family().codeBits()));
  }

  /** Working memory for {@link Scratch#estimate} and what follows it. */
  Scratch scratch(int probes) {
    return new Scratch(probes);
  }

  /** One thread's working memory for searches with so many probes. */
  final class Scratch {
    final int probes;
    final TableQuery reader;
    final float[] cosines;
    final float[] query = new float[tables.family().dimension()];

    /** The query in which a row was last met, where that is asked for. */
    final int[] met = new int[longest.length == 0 ? 0 : store.rows()];

    int queries;

    /** Candidates with their estimates. */
    long[] keys = new long[1024];

    int count;

    /** Entries read from the tables. */
    int reads;

    /** Length of the query as it is estimated with. */
    float length;

    int[] rows = {};
    float[] scores = {};

    Scratch(int probes) {
      this.probes = probes;
      this.reader = tables.query(probes);
      this.cosines = HitCosines.of(tables.family().k(), tables.family().l(), probes);
    }

    /**
     * Estimates the rows that most of a query's buckets hold, and the longest besides.
     *
     * @param wanted how many rows at least, if the buckets hold so many
     */
    void estimate(float[] values, int wanted) {
      System.arraycopy(values, 0, query, 0, query.length);
      if (metric == Metric.EUCLIDEAN) {
        Kernels.axpy(-1, center, 0, query, 0, query.length);
      }
      length = length(query);
      count = 0;
      // A generator of its own: the same query gets the same answer whenever it comes.
      reads = reader.tally(query, 0, wanted, new SplittableRandom(1), this::add);
      addLongest(Math.min(longest.length, wanted / 8));
    }

    private void addLongest(int most) {
      if (most == 0) {
        return;
      }
      queries++;
      for (int i = 0; i < count; i++) {
        met[Keys.id(keys[i])] = queries;
      }
      for (int i = 0; i < most; i++) {
        if (met[longest[i]] != queries) {
          add(longest[i], 0);
        }
      }
    }

    private void add(int row, int hits) {
      if (count == keys.length) {
        keys = Arrays.copyOf(keys, 2 * count);
      }
      keys[count] = Keys.of(estimate(row, hits), row);
      count++;
    }

    private float estimate(int row, int hits) {
      float product = length * lengths[row] * cosines[hits];
      float score =
          metric == Metric.EUCLIDEAN ? product - .5f * lengths[row] * lengths[row] : product;
      return score >= Float.NEGATIVE_INFINITY ? score : Float.NEGATIVE_INFINITY; // no NaN
    }

    /**
     * How many rows are estimated to be better than one, or the greatest number if it is unseen.
     */
    int rank(int row) {
      long own = Long.MIN_VALUE;
      for (int i = 0; i < count; i++) {
        own = Keys.id(keys[i]) == row ? keys[i] : own;
      }
      int better = 0;
      for (int i = 0; i < count; i++) {
        better += keys[i] > own ? 1 : 0;
      }
      return own == Long.MIN_VALUE ? Integer.MAX_VALUE : better;
    }
  }

  @Override
  public RowStore store() {
    return store;
  }

  Tuning tuning() {
    return tuning;
  }

  /** Tables. */
  int tables() {
    return tables.family().l();
  }

  @Override
  public void search(float[] query, int k, Effort effort, long version, Best best) {
    int rescored = effort.rescored() == 0 ? tuning.rescored(k) : effort.rescored();
    int limit = Math.max(rescored, k);
    if (limit >= store.rows()) {
      store.offerAll(query, store.rows(), version, best);
      return;
    }
    int wanted = effort.probes() == 0 ? tuning.probes() : effort.probes();
    int probes = Math.min(wanted, mostProbes());
    Scratch s = scratch.poll();
    if (s == null || s.probes != probes) {
      s = new Scratch(probes);
    }
    s.estimate(query, estimated(limit));
    if (s.count < k) {
      store.offerAll(query, store.rows(), version, best);
      scratch.offer(s);
      return;
    }
    int count = Keys.select(s.keys, s.count, limit);
    if (s.rows.length < count) {
      s.rows = new int[limit];
      s.scores = new float[limit];
    }
    for (int i = 0; i < count; i++) {
      s.rows[i] = Keys.id(s.keys[i]);
    }
    store.offer(query, s.rows, count, s.scores, version, best);
    scratch.offer(s);
  }

  @Override
  public long bytes() {
    return store.bytes() + tables.bytes() + 4L * (lengths.length + longest.length);
  }
}
