package org.sluice.index;

import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.sluice.hash.HashFamily;

/**
 * The tables of SLIDE (Chen et al., MLSys 2020, section 3) in flat form: in each table the ids lie
 * in one array, bucket after bucket, so empty buckets cost four bytes and nothing is allocated a
 * bucket. Built as a whole, and built anew when the vectors have moved. Within a bucket ids rise.
 * Immutable and safe for many readers; equal inputs give equal tables for any number of threads.
 */
public final class HashTables implements CandidateTables {
  /** Rows hashed by a thread at a time. */
  private static final int CHUNK = 512;

  private final HashFamily family;
  private final TableOptions options;
  private final int rows;
  private final BucketNumbers numbers;

  /** {@code starts[t][b]} is where bucket b of table t begins in {@code ids[t]}. */
  private final int[][] starts;

  private final int[][] ids;

  private HashTables(HashFamily family, TableOptions options, int rows) {
    this.family = family;
    this.options = options;
    this.rows = rows;
    this.numbers = new BucketNumbers(family, rows, options);
    this.starts = new int[family.l()][numbers.buckets() + 1];
    this.ids = new int[family.l()][];
  }

  /**
   * Hashes all vectors and sorts their row numbers into buckets. Needs {@code 4 * l * (rows +
   * buckets)} bytes, and {@code 4 * rows} a thread while it runs.
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
    int[][] buckets = new int[family.l()][tables.rows];
    int chunks = (int) (((long) tables.rows + CHUNK - 1) / CHUNK);
    Workers.run(threads, chunks, () -> tables.hasher(source, buckets));
    Workers.run(threads, family.l(), tables.sorter(buckets));
    return tables;
  }

  /** Task c writes the bucket numbers of the c-th chunk of rows. */
  private IntConsumer hasher(VectorSource source, int[][] buckets) {
    HashFamily.Hasher hasher = family.newHasher();
    float[] vector = new float[family.dimension()];
    int[] codes = new int[family.l()];
    return chunk -> {
      int first = chunk * CHUNK;
      for (int row = first; row < Math.min(rows, first + CHUNK); row++) {
        source.copy(row, vector, 0);
        hasher.hash(vector, 0, codes);
        for (int table = 0; table < codes.length; table++) {
          buckets[table][row] = numbers.of(table, codes[table]);
        }
      }
    };
  }

  /** Task t sorts table t. The array of bucket numbers a thread is done with holds its next ids. */
  private Supplier<IntConsumer> sorter(int[][] buckets) {
    return () -> {
      int[][] spare = {new int[rows]};
      return table -> {
        int[] sorted = spare[0];
        spare[0] = buckets[table];
        sort(buckets[table], starts[table], sorted);
        ids[table] = sorted;
      };
    };
  }

  /** Counting sort of row numbers by bucket, stable. */
  private static void sort(int[] buckets, int[] starts, int[] sorted) {
    for (int bucket : buckets) {
      starts[bucket + 1]++;
    }
    for (int b = 1; b < starts.length; b++) {
      starts[b] += starts[b - 1];
    }
    for (int row = 0; row < buckets.length; row++) {
      sorted[starts[buckets[row]]++] = row;
    }
    // Each start has moved to its bucket's end, which is where the next bucket starts.
    System.arraycopy(starts, 0, starts, 1, starts.length - 1);
    starts[0] = 0;
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
    return ids[table];
  }

  @Override
  public int from(int table, int bucket) {
    return starts[table][bucket];
  }

  @Override
  public int to(int table, int bucket) {
    return starts[table][bucket + 1];
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
    return new TableQuery(this);
  }
}
