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
 * Hash tables; the rows that most tables return are scored exactly. Codes are signs of random
 * projections, so what is alike in direction meets: for distances the direction from the mean of
 * the rows, for inner products that of rows with one coordinate more, what each lacks to the length
 * of the longest (Simple-ALSH), where the query has 0.
 */
final class TableSegment implements Segment {
  private static final Selection MOST_TABLES = new Selection.TopK();

  private final RowStore store;
  private final float[] center;
  private final HashTables tables;
  private final Tuning tuning;
  private final ConcurrentLinkedQueue<Scratch> scratch = new ConcurrentLinkedQueue<>();

  private TableSegment(RowStore store, float[] center, HashTables tables, Tuning tuning) {
    this.store = store;
    this.center = center;
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
    float[] center = center(store, metric);
    VectorSource source = source(store, metric, center);
    HashTables tables =
        HashTables.build(
            new FastSimHash(source.dimension(), bits, count, seed),
            source,
            TableOptions.ofCapacity(1024),
            threads);
    return new TableSegment(store, center, tables, tuning);
  }

  TableSegment tuned(Tuning other) {
    return new TableSegment(store, center, tables, other);
  }

  /** The mean of the rows for distances, zeros otherwise. */
  private static float[] center(RowStore store, Metric metric) {
    float[] center = new float[store.dimension()];
    if (metric == Metric.EUCLIDEAN) {
      float[] vector = new float[center.length];
      for (int row = 0; row < store.rows(); row++) {
        store.get(row, vector, 0);
        Kernels.axpy(1f / store.rows(), vector, 0, center, 0, center.length);
      }
    }
    return center;
  }

  private static VectorSource source(RowStore store, Metric metric, float[] center) {
    int dimension = store.dimension();
    int extra = metric == Metric.INNER_PRODUCT ? 1 : 0;
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
          double rest = longest - Kernels.dot(target, at, target, at, dimension);
          target[at + dimension] = (float) Math.sqrt(Math.max(0, rest));
        } else {
          Kernels.axpy(-1, center, 0, target, at, dimension);
        }
      }
    };
  }

  private static double longest(RowStore store) {
    float[] vector = new float[store.dimension()];
    double most = 0;
    for (int row = 0; row < store.rows(); row++) {
      store.get(row, vector, 0);
      most = Math.max(most, Kernels.dot(vector, 0, vector, 0, vector.length));
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
    int limit = Math.max(rescored, k);
    if (limit >= store.rows()) {
      store.offerAll(query, store.rows(), version, best);
      return;
    }
    Scratch s = scratch.poll();
    if (s == null) {
      s = new Scratch();
    }
    if (s.rows.length < limit) {
      s.rows = new int[limit];
      s.scores = new float[limit];
    }
    System.arraycopy(query, 0, s.query, 0, query.length);
    Kernels.axpy(-1, center, 0, s.query, 0, query.length);
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
