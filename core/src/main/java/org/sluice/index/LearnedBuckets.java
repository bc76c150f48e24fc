package org.sluice.index;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.sluice.hash.HashFamily;
import org.sluice.kernel.Kernels;
import org.sluice.parallel.Tasks;

/**
 * Buckets filled from the queries' side: a query's codes choose its buckets as in hash tables, but
 * a bucket holds the ids that answer most strongly to the mean of the queries that fell into it,
 * rather than those whose vectors hash into it. Queries are shown by {@link #observe}; {@link
 * #refill} fills the buckets from what was seen, later queries counting more. A bucket without
 * queries is empty, and an id may be in several buckets of a table.
 *
 * <p>Read it with {@link Selection.Strongest}, which adds up by how much an id leads the last one
 * of each bucket. Not safe for readers while it is refilled, nor for several observers at once.
 */
public final class LearnedBuckets implements CandidateTables {
  /** Most bits of a code: each code is a bucket. */
  static final int MOST_BITS = 20;

  /** Buckets, and vectors, of a matrix product. */
  private static final int BLOCK = 128;

  /** What the last id of a bucket is worth, so that it is worth more than none. */
  private static final float LEAST = 1e-4f;

  private static final int[] NONE = {};

  private final HashFamily family;
  private final HashFamily.Hasher hasher;
  private final int idBound;
  private final int size;
  private final float decay;
  private final int[] codes;

  /** Bucket b of table t, at {@code t * 2^codeBits + b}: the sum of its queries, or null. */
  private final float[][] sums;

  /** The number of its queries, earlier ones counting less. */
  private final float[] weights;

  /** Its ids by falling strength, or null. */
  private int[][] ids;

  private float[][] strengths;

  /**
   * Empty buckets.
   *
   * @param family chooses a query's buckets; codes of at most 20 bits
   * @param idBound ids are in {@code [0, idBound)}
   * @param size ids a bucket, at least 1; no more than there are
   * @param decay what a query seen before a refill counts after it, from 0 to 1
   */
  public LearnedBuckets(HashFamily family, int idBound, int size, double decay) {
    require(family.codeBits() <= MOST_BITS, "codeBits", "at most 20", family.codeBits());
    require(idBound >= 0, "idBound", "at least 0", idBound);
    require(size >= 1, "size", "at least 1", size);
    require(decay >= 0 && decay <= 1, "decay", "from 0 to 1", decay);
    this.family = family;
    this.idBound = idBound;
    this.size = Math.min(size, idBound);
    this.decay = (float) decay;
    hasher = family.newQueryHasher();
    codes = new int[family.l()];
    sums = new float[family.l() << family.codeBits()][];
    weights = new float[sums.length];
    ids = new int[sums.length][];
    strengths = new float[sums.length][];
  }

  private static void require(boolean holds, String field, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(field + " must be " + rule + ", not " + value);
    }
  }

  /** Adds a dense query to the means of its buckets. */
  public void observe(float[] query, int offset) {
    hasher.hash(query, offset, codes);
    for (int table = 0; table < codes.length; table++) {
      Kernels.axpy(1, query, offset, sum(table), 0, family.dimension());
    }
  }

  /**
   * Adds a sparse query to the means of its buckets: {@code indices[k], values[k]} for {@code k} in
   * {@code [from, to)}.
   */
  public void observe(int[] indices, float[] values, int from, int to) {
    hasher.hash(indices, values, from, to, codes);
    for (int table = 0; table < codes.length; table++) {
      float[] sum = sum(table);
      for (int at = from; at < to; at++) {
        sum[indices[at]] += values[at];
      }
    }
  }

  /** The sum of the bucket that the codes at hand choose in a table; counts a query. */
  private float[] sum(int table) {
    int bucket = place(table, codes[table]);
    weights[bucket]++;
    if (sums[bucket] == null) {
      sums[bucket] = new float[family.dimension()];
    }
    return sums[bucket];
  }

  private int place(int table, int bucket) {
    return (table << family.codeBits()) + bucket;
  }

  /**
   * Fills each bucket that has seen at least one query, by {@code bias + w . mean}. Equal inputs
   * give equal buckets for any number of threads.
   *
   * @param items the vectors, by id; read by all threads
   * @param biases one for each id
   * @param threads threads to use, at least 1
   */
  public void refill(VectorSource items, float[] biases, int threads) {
    require(items.rows() == idBound, "the number of vectors", "" + idBound, items.rows());
    require(biases.length == idBound, "the number of biases", "" + idBound, biases.length);
    require(
        items.dimension() == family.dimension(),
        "the vectors' dimension",
        "" + family.dimension(),
        items.dimension());
    require(threads >= 1, "threads", "at least 1", threads);
    int[] occupied = new int[sums.length];
    int count = 0;
    int[][] newIds = new int[sums.length][];
    float[][] newStrengths = new float[sums.length][];
    for (int bucket = 0; bucket < sums.length; bucket++) {
      if (weights[bucket] >= 1) {
        occupied[count++] = bucket;
      }
    }
    int[] buckets = Arrays.copyOf(occupied, count);
    Tasks.run(
        threads,
        (count + BLOCK - 1) / BLOCK,
        () -> filler(items, biases, buckets, newIds, newStrengths));
    ids = newIds;
    strengths = newStrengths;
    for (int bucket : buckets) {
      weights[bucket] *= decay;
      Kernels.scale(decay, sums[bucket], 0, sums[bucket].length);
    }
  }

  /** Task b fills the b-th block of buckets. */
  private IntConsumer filler(
      VectorSource items, float[] biases, int[] buckets, int[][] newIds, float[][] newStrengths) {
    int dimension = family.dimension();
    float[] means = new float[dimension * BLOCK];
    float[] vectors = new float[BLOCK * dimension];
    float[] scores = new float[BLOCK * BLOCK];
    return block -> {
      int first = block * BLOCK;
      int columns = Math.min(BLOCK, buckets.length - first);
      Strongest[] best = new Strongest[columns];
      for (int j = 0; j < columns; j++) {
        best[j] = new Strongest(size);
        float share = 1 / weights[buckets[first + j]];
        float[] sum = sums[buckets[first + j]];
        for (int i = 0; i < dimension; i++) {
          means[i * BLOCK + j] = share * sum[i];
        }
      }
      for (int start = 0; start < idBound; start += BLOCK) {
        int rows = Math.min(BLOCK, idBound - start);
        for (int i = 0; i < rows; i++) {
          items.copy(start + i, vectors, i * dimension);
          Arrays.fill(scores, i * BLOCK, i * BLOCK + columns, biases[start + i]);
        }
        Kernels.gemm(
            rows, columns, dimension, vectors, 0, dimension, 1, means, 0, BLOCK, scores, 0, BLOCK,
            true);
        for (int j = 0; j < columns; j++) {
          for (int i = 0; i < rows; i++) {
            best[j].offer(start + i, scores[i * BLOCK + j]);
          }
        }
      }
      for (int j = 0; j < columns; j++) {
        best[j].sort();
        newIds[buckets[first + j]] = best[j].ids;
        newStrengths[buckets[first + j]] = best[j].leads(LEAST);
      }
    };
  }

  /**
   * Fills the buckets with what they held once.
   *
   * @param counts ids of each bucket, those of the first table first
   * @param held the ids of all buckets, one after the other
   * @param leads how strong each is
   * @throws IllegalArgumentException if they do not fit each other or these buckets
   */
  public void restore(float[] counts, float[] held, float[] leads) {
    require(
        counts.length == sums.length, "counts", "of " + sums.length + " buckets", counts.length);
    require(
        held.length == leads.length, "strengths", "as many as ids, " + held.length, leads.length);
    int at = 0;
    for (int bucket = 0; bucket < counts.length; bucket++) {
      int count = (int) counts[bucket];
      require(
          count >= 0 && count <= Math.min(size, held.length - at),
          "counts",
          "from 0 to the size " + size + " and as many as ids in all",
          counts[bucket]);
      int[] own = new int[count];
      for (int i = 0; i < count; i++) {
        own[i] = (int) held[at + i];
        require(own[i] >= 0 && own[i] < idBound, "ids", "below " + idBound, held[at + i]);
      }
      ids[bucket] = count == 0 ? null : own;
      strengths[bucket] = count == 0 ? null : Arrays.copyOfRange(leads, at, at + count);
      at += count;
    }
    require(at == held.length, "ids", "as many as counts say, " + at, held.length);
  }

  /** Share of the buckets that have seen a query, in [0, 1]. */
  public double occupiedShare() {
    int occupied = 0;
    for (float weight : weights) {
      occupied += weight > 0 ? 1 : 0;
    }
    return occupied / (double) weights.length;
  }

  /** How the ids spread over the buckets. */
  public TableStatistics statistics() {
    return TableStatistics.of(this, 1 << family.codeBits());
  }

  /** A new reader of these buckets, for one thread. */
  public TableQuery query() {
    return new TableQuery(this);
  }

  /** A new reader of these buckets, for one thread, that looks at several in each table. */
  public TableQuery query(int probes) {
    return new TableQuery(this, probes);
  }

  @Override
  public HashFamily family() {
    return family;
  }

  @Override
  public int idBound() {
    return idBound;
  }

  @Override
  public int bucketCapacity() {
    return Math.max(1, size);
  }

  @Override
  public int bucketOf(int table, int code) {
    return code;
  }

  @Override
  public int[] ids(int table, int bucket) {
    int[] found = ids[place(table, bucket)];
    return found == null ? NONE : found;
  }

  @Override
  public float[] strengths(int table, int bucket) {
    return strengths[place(table, bucket)];
  }

  @Override
  public int from(int table, int bucket) {
    return 0;
  }

  @Override
  public int to(int table, int bucket) {
    return ids(table, bucket).length;
  }

  @Override
  public long bytes() {
    long bytes = sums.length * (3 * 4L + 4);
    for (int bucket = 0; bucket < sums.length; bucket++) {
      bytes += sums[bucket] == null ? 0 : 16 + 4L * sums[bucket].length;
      bytes += ids[bucket] == null ? 0 : 32 + 8L * ids[bucket].length;
    }
    return bytes;
  }
}
