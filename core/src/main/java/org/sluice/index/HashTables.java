package org.sluice.index;

import java.util.function.IntConsumer;
import org.sluice.hash.HashFamily;
import org.sluice.parallel.Tasks;

/**
 * The tables of SLIDE (Chen et al., MLSys 2020, section 3) in flat form: one array holds the ids of
 * all tables, bucket after bucket, another where each bucket starts, so an empty bucket costs four
 * bytes. (An array for each table would be rounded up to whole regions by the garbage collector,
 * which made 134 MB of ids take 210.) Built as a whole, and built anew when the vectors have moved.
 * Within a bucket ids rise. Immutable and safe for many readers; equal inputs give equal tables for
 * any number of threads.
 */
public final class HashTables implements CandidateTables {
  /** Rows hashed by a thread at a time. */
  private static final int CHUNK = 256;

  /**
   * Rows sorted in one call: a method that is called often is compiled as it is, one long loop in
   * the middle, on a guess of what follows that has to be taken back.
   */
  private static final int STRETCH = 1024;

  private final HashFamily family;
  private final TableOptions options;
  private final int rows;
  private final BucketNumbers numbers;

  /**
   * Where bucket b of table t begins in {@link #ids}: entry {@code t * buckets + b}. It ends where
   * the next one begins.
   */
  private final int[] starts;

  /** Table t has the places {@code [t * rows, (t + 1) * rows)}. */
  private final int[] ids;

  private HashTables(HashFamily family, TableOptions options, int rows) {
    this.family = family;
    this.options = options;
    this.rows = rows;
    this.numbers = new BucketNumbers(family, rows, options);
    this.starts = new int[size("l * buckets", (long) family.l() * numbers.buckets() + 1)];
    this.ids = new int[size("l * rows", (long) family.l() * rows)];
    starts[starts.length - 1] = ids.length;
  }

  private static int size(String what, long size) {
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(what + " must be at most 2,147,483,639, not " + size);
    }
    return (int) size;
  }

  /**
   * Hashes all vectors and sorts their row numbers into buckets. The tables need {@code 4 * l *
   * (rows + buckets)} bytes, building them {@code 4 * l * rows} more.
   *
   * @param source the vectors, as long as the family expects; read by all threads
   * @param threads threads to use, the caller's included, at least 1
   */
  public static HashTables build(
      HashFamily family, VectorSource source, TableOptions options, int threads) {
    if (source.dimension() != family.dimension()) {
      throw new IllegalArgumentException(
          "the vectors' dimension must be the hash family's "
              + family.dimension()
              + ", not "
              + source.dimension());
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
    HashTables tables = new HashTables(family, options, source.rows());
    int[] buckets = new int[tables.ids.length];
    int chunks = (int) (((long) tables.rows + CHUNK - 1) / CHUNK);
    Tasks.run(threads, chunks, () -> tables.hasher(source, buckets));
    Tasks.run(threads, family.l(), () -> table -> tables.sort(table, buckets));
    return tables;
  }

  /**
   * Sorts the row numbers of known codes into buckets.
   *
   * @param threads threads to use, the caller's included, at least 1
   */
  public static HashTables build(IncrementalCodes codes, TableOptions options, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
    HashTables tables = new HashTables(codes.family(), options, codes.rows());
    int[] buckets = new int[tables.ids.length];
    int l = codes.family().l();
    Tasks.run(
        threads,
        (int) (((long) tables.rows + CHUNK - 1) / CHUNK),
        () ->
            chunk -> {
              int end = Math.min(tables.rows, (chunk + 1) * CHUNK);
              for (int row = chunk * CHUNK; row < end; row++) {
                for (int table = 0; table < l; table++) {
                  buckets[table * tables.rows + row] =
                      tables.numbers.of(table, codes.code(row, table));
                }
              }
            });
    Tasks.run(threads, l, () -> table -> tables.sort(table, buckets));
    return tables;
  }

  /** Task c writes the bucket numbers of the c-th chunk of rows. */
  private IntConsumer hasher(VectorSource source, int[] buckets) {
    HashFamily.Hasher hasher = family.newHasher();
    int dimension = family.dimension();
    int l = family.l();
    float[] vectors = new float[CHUNK * dimension];
    int[] codes = new int[CHUNK * l];
    return chunk -> {
      int first = chunk * CHUNK;
      int count = Math.min(rows - first, CHUNK);
      for (int i = 0; i < count; i++) {
        source.copy(first + i, vectors, i * dimension);
      }
      hasher.hashAll(vectors, 0, dimension, count, codes);
      for (int table = 0; table < l; table++) {
        int at = table * rows + first;
        for (int i = 0; i < count; i++) {
          buckets[at + i] = numbers.of(table, codes[i * l + table]);
        }
      }
    };
  }

  /** Counting sort of a table's row numbers by bucket, stable; writes only what is the table's. */
  private void sort(int table, int[] buckets) {
    int firstBucket = table * numbers.buckets();
    int firstPlace = table * rows;
    for (int row = 0; row < rows; row += STRETCH) {
      count(buckets, firstPlace + row, Math.min(STRETCH, rows - row), firstBucket);
    }
    int place = firstPlace;
    for (int b = firstBucket; b < firstBucket + numbers.buckets(); b++) {
      int size = starts[b];
      starts[b] = place;
      place += size;
    }
    for (int row = 0; row < rows; row += STRETCH) {
      place(buckets, firstPlace, row, Math.min(rows, row + STRETCH), firstBucket);
    }
    // Each start has moved to its bucket's end, which is where the next bucket starts.
    System.arraycopy(starts, firstBucket, starts, firstBucket + 1, numbers.buckets() - 1);
    starts[firstBucket] = firstPlace;
  }

  private void count(int[] buckets, int at, int count, int firstBucket) {
    for (int i = at; i < at + count; i++) {
      starts[firstBucket + buckets[i]]++;
    }
  }

  private void place(int[] buckets, int firstPlace, int from, int to, int firstBucket) {
    for (int row = from; row < to; row++) {
      ids[starts[firstBucket + buckets[firstPlace + row]]++] = row;
    }
  }

  @Override
  public long bytes() {
    return 4L * starts.length + 4L * ids.length;
  }

  @Override
  public HashFamily family() {
    return family;
  }

  @Override
  public int idBound() {
    return rows;
  }

  @Override
  public int bucketCapacity() {
    return options.bucketCapacity();
  }

  @Override
  public int bucketOf(int table, int code) {
    return numbers.of(table, code);
  }

  @Override
  public int[] ids(int table, int bucket) {
    return ids;
  }

  @Override
  public int from(int table, int bucket) {
    return starts[table * numbers.buckets() + bucket];
  }

  @Override
  public int to(int table, int bucket) {
    return starts[table * numbers.buckets() + bucket + 1];
  }

  /** Buckets of each table. */
  public int buckets() {
    return numbers.buckets();
  }

  /** How the ids spread over the buckets. */
  public TableStatistics statistics() {
    return TableStatistics.of(this, buckets());
  }

  /** A new reader of these tables, for one thread. */
  public TableQuery query() {
    return new TableQuery(this, options.probes());
  }

  /** A new reader of these tables, for one thread, that looks at several buckets in each table. */
  public TableQuery query(int probes) {
    return new TableQuery(this, probes);
  }
}
