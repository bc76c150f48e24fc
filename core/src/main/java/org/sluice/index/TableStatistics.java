package org.sluice.index;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * How ids spread over buckets.
 *
 * @param tables number of tables
 * @param buckets buckets of all tables, empty ones included
 * @param emptyShare share of the buckets without an id, in [0, 1]
 * @param largest ids in the fullest bucket
 * @param meanOccupied ids in a bucket that has any, on average; 0 if none has
 * @param reach distinct ids that at least one bucket holds: no query can return another
 * @param bytes memory of the tables, without the hash functions
 * @param histogram entry j counts the buckets with {@code 2^j} to {@code 2^(j + 1) - 1} ids
 */
public record TableStatistics(
    int tables,
    long buckets,
    double emptyShare,
    int largest,
    double meanOccupied,
    int reach,
    long bytes,
    List<Long> histogram) {
  public TableStatistics {
    histogram = List.copyOf(histogram);
  }

  /** Statistics of tables with {@code bucketsEach} buckets. */
  static TableStatistics of(CandidateTables tables, int bucketsEach) {
    long[] histogram = new long[Integer.SIZE];
    long ids = 0;
    long occupied = 0;
    int largest = 0;
    BitSet held = new BitSet(tables.idBound());
    for (int table = 0; table < tables.family().l(); table++) {
      for (int bucket = 0; bucket < bucketsEach; bucket++) {
        int size = tables.to(table, bucket) - tables.from(table, bucket);
        if (size > 0) {
          occupied++;
          int[] some = tables.ids(table, bucket);
          for (int at = tables.from(table, bucket); at < tables.to(table, bucket); at++) {
            held.set(some[at]);
          }
          ids += size;
          largest = Math.max(largest, size);
          histogram[31 - Integer.numberOfLeadingZeros(size)]++;
        }
      }
    }
    long all = (long) tables.family().l() * bucketsEach;
    return new TableStatistics(
        tables.family().l(),
        all,
        (all - occupied) / (double) all,
        largest,
        occupied == 0 ? 0 : ids / (double) occupied,
        held.cardinality(),
        tables.bytes(),
        Arrays.stream(histogram, 0, Integer.SIZE - Integer.numberOfLeadingZeros(largest))
            .boxed()
            .toList());
  }
}
