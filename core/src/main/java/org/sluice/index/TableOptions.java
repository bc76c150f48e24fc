package org.sluice.index;

/**
 * How tables are laid out and read.
 *
 * @param bucketCapacity most ids that a query looks at in one bucket, at least 1; fuller buckets
 *     are read from a random place
 * @param mostBits most bits of a bucket number, from 1 to 26; codes that are longer, or that would
 *     leave nearly all buckets empty, are mixed down to fewer bits
 * @param probes buckets that a query looks at in each table, at least 1: its own and those whose
 *     codes differ from it in the hashes with the smallest margins
 */
public record TableOptions(int bucketCapacity, int mostBits, int probes) {
  /** Largest bits of a bucket number: 67 million buckets a table. */
  static final int BITS_BOUND = 26;

  public TableOptions {
    if (bucketCapacity < 1) {
      throw new IllegalArgumentException(
          "bucketCapacity must be at least 1, not " + bucketCapacity);
    }
    if (mostBits < 1 || mostBits > BITS_BOUND) {
      throw new IllegalArgumentException(
          "mostBits must be from 1 to " + BITS_BOUND + ", not " + mostBits);
    }
    if (probes < 1) {
      throw new IllegalArgumentException("probes must be at least 1, not " + probes);
    }
  }

  /** One bucket a table and query. */
  public TableOptions(int bucketCapacity, int mostBits) {
    this(bucketCapacity, mostBits, 1);
  }

  /** These options with another number of buckets a table and query. */
  public TableOptions withProbes(int buckets) {
    return new TableOptions(bucketCapacity, mostBits, buckets);
  }

  /** Buckets of this capacity, as many as suit the number of ids. */
  public static TableOptions ofCapacity(int bucketCapacity) {
    return new TableOptions(bucketCapacity, BITS_BOUND);
  }

  /** Whole buckets are read, however full. */
  public static TableOptions unlimited() {
    return ofCapacity(Integer.MAX_VALUE);
  }
}
