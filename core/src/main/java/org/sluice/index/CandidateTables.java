package org.sluice.index;

import org.sluice.hash.HashFamily;

/** Tables of buckets with ids, as {@link TableQuery} reads them. */
public sealed interface CandidateTables permits HashTables, BoundedTables, LearnedBuckets {
  /** The functions that choose a vector's buckets. */
  HashFamily family();

  /** Ids are in {@code [0, idBound)}. */
  int idBound();

  /** Most ids that a query looks at in one bucket. */
  int bucketCapacity();

  /** Number of the bucket that a code falls into. */
  int bucketOf(int table, int code);

  /** The array that holds a bucket's ids; read only. */
  int[] ids(int table, int bucket);

  /** Where the bucket begins in {@link #ids}. */
  int from(int table, int bucket);

  /** Where the bucket ends in {@link #ids}, exclusive. */
  int to(int table, int bucket);

  /**
   * How strongly a bucket stands for each of its ids, at the same places as {@link #ids}, none
   * negative; null where buckets hold ids alone. Read only.
   */
  default float[] strengths(int table, int bucket) {
    return null;
  }

  /** Memory the tables take, in bytes, without the hash functions. */
  long bytes();
}
