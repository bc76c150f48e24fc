package org.sluice.mips;

/**
 * How much of a segment a search reads for the wanted recall.
 *
 * @param probes lists read, or buckets read in each hash table
 * @param refine vectors scored exactly for each answer asked for
 * @param reached recall of the best 10 measured on the sample
 */
record Tuning(int probes, int refine, double reached) {
  int rescored(int k) {
    return (int) Math.min(Integer.MAX_VALUE, (long) Math.max(k, 10) * refine);
  }
}
