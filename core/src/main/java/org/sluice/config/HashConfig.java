package org.sluice.config;

/**
 * The hash tables over the label vectors.
 *
 * @param hashFamily which functions
 * @param k elementary hashes in a code, from 1 to 24
 * @param l tables, from 1 to 1,024
 * @param bucketCapacity ids looked at in a bucket for one query, at least 1
 * @param rebuildAfter batches before the tables are first rebuilt, at least 1
 * @param rebuildGrowth exponent by which the gaps between rebuilds grow: gap t is {@code
 *     rebuildAfter * exp(rebuildGrowth * t)}; from 0 to 5
 */
public record HashConfig(
    HashKind hashFamily, int k, int l, int bucketCapacity, int rebuildAfter, double rebuildGrowth) {
  public HashConfig {
    Rules.present(hashFamily, "hashFamily");
    Rules.require(k >= 1 && k <= 24, "k", "from 1 to 24", k);
    Rules.require(
        hashFamily != HashKind.DWTA || k <= 10, "k", "at most 10 for DWTA (3 bits a hash)", k);
    Rules.require(l >= 1 && l <= 1024, "l", "from 1 to 1024", l);
    Rules.require(bucketCapacity >= 1, "bucketCapacity", "at least 1", bucketCapacity);
    Rules.require(rebuildAfter >= 1, "rebuildAfter", "at least 1", rebuildAfter);
    Rules.require(
        rebuildGrowth >= 0 && rebuildGrowth <= 5, "rebuildGrowth", "from 0 to 5", rebuildGrowth);
  }
}
