package org.sluice.mips;

import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sluice.hash.FastSimHash;
import org.sluice.index.HashTables;
import org.sluice.index.Selection;
import org.sluice.index.TableOptions;
import org.sluice.index.TableQuery;
import org.sluice.index.VectorSource;
import org.sluice.kernel.Kernels;

/**
 * Hash tables; the rows that most tables return are scored exactly. Where the metric is not cosine,
 * rows get two coordinates more: their offset, and what is missing to the length of the longest
 * (Simple-ALSH), so that the angle to a query, which has 1 and 0 there, follows the score.
 */
final class TableSegment implements Segment {
  private static final Selection MOST_TABLES = new Selection.TopK();

  private final RowStore store;
  private final Metric metric;
  private final HashTables tables;
  private final Tuning tuning;
  private final ConcurrentLinkedQueue<Scratch> scratch = new ConcurrentLinkedQueue<>();

  private TableSegment(RowStore store, Metric metric, HashTables tables, Tuning tuning) {
    this.store = store;
    this.metric = metric;
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
    int bits = shape.bits() == 0 ? Math.clamp(log - 5, 2, 20) : shape.bits();
    int count = shape.tables() == 0 ? 50 : shape.tables();
    VectorSource source = source(store, metric);
    HashTables tables =
        HashTables.build(
            new FastSimHash(source.dimension(), bits, count, seed),
            source,
            TableOptions.ofCapacity(1024),
            threads);
    return new TableSegment(store, metric, tables, tuning);
  }

  TableSegment tuned(Tuning other) {
    return new TableSegment(store, metric, tables, other);
  }

  private static VectorSource source(RowStore store, Metric metric) {
    int dimension = store.dimension();
    int extra = metric == Metric.COSINE ? 0 : 2;
    double longest = extra == 0 ? 0 : longest(store);
    return new VectorSource() {
      @Override
      public int rows() {
        return store.rows();
      }

      @Override
      public int dimension() {
        return dimension + extra;
      }

      @Override
      public void copy(int row, float[] target, int at) {
        store.get(row, target, at);
        if (extra > 0) {
          target[at + dimension] = offset(store, row);
          double rest = longest - squares(store, target, at, row);
          target[at + dimension + 1] = (float) Math.sqrt(Math.max(0, rest));
        }
      }
    };
  }

  private static float offset(RowStore store, int row) {
    return store.offsets() == null ? 0 : store.offsets()[row];
  }

  private static double squares(RowStore store, float[] vector, int at, int row) {
    double offset = offset(store, row);
    return Kernels.dot(vector, at, vector, at, store.dimension()) + offset * offset;
  }

  private static double longest(RowStore store) {
    float[] vector = new float[store.dimension()];
    double most = 0;
    for (int row = 0; row < store.rows(); row++) {
      store.get(row, vector, 0);
      most = Math.max(most, squares(store, vector, 0, row));
    }
    return most;
  }

  /** One thread's working memory. */
  private final class Scratch {
    final TableQuery reader = tables.query();
    final float[] query = new float[tables.family().dimension()];
    int[] rows = {};
    float[] scores = {};
  }

  @Override
  public RowStore store() {
    return store;
  }

  Tuning tuning() {
    return tuning;
  }

  @Override
  public void search(float[] query, int k, Effort effort, long version, Best best) {
    int rescored = effort.rescored() == 0 ? tuning.rescored(k) : effort.rescored();
    if (effort.exact() || rescored >= store.rows()) {
      store.offerAll(query, store.rows(), version, best);
      return;
    }
    int limit = Math.max(rescored, k);
    Scratch s = scratch.poll();
    if (s == null) {
      s = new Scratch();
    }
    if (s.rows.length < limit) {
      s.rows = new int[limit];
      s.scores = new float[limit];
    }
    System.arraycopy(query, 0, s.query, 0, query.length);
    if (metric != Metric.COSINE) {
      s.query[query.length] = 1;
    }
    // A generator of its own: the same query gets the same answer whenever it comes.
    SplittableRandom random = new SplittableRandom(1);
    int count = s.reader.candidates(s.query, 0, MOST_TABLES, limit, random, s.rows);
    store.offer(query, s.rows, count, s.scores, version, best);
    scratch.offer(s);
  }

  @Override
  public long bytes() {
    return store.bytes() + 4L * tables.family().l() * (store.rows() + tables.buckets());
  }
}
