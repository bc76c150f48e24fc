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
 * @param probes buckets looked at in each table for one query, from 1 to 64
 * @param rehash what a rebuild hashes; {@code CHANGED} is for {@code SIMHASH} only, whose
 *     projections can be brought up to date
 */
public record HashConfig(
    HashKind hashFamily,
    int k,
    int l,
    int bucketCapacity,
    int rebuildAfter,
    double rebuildGrowth,
    int probes,
    Rehash rehash) {
  public HashConfig {
    Rules.present(hashFamily, "hashFamily");
    Rules.require(k >= 1 && k <= 24, "k", "from 1 to 24", k);
    Rules.require(
        !hashFamily.ofWinners() || k <= 10,
        "k",
        "at most 10 for " + hashFamily + " (3 bits a hash)",
        k);
    Rules.require(l >= 1 && l <= 1024, "l", "from 1 to 1024", l);
    Rules.require(bucketCapacity >= 1, "bucketCapacity", "at least 1", bucketCapacity);
    Rules.require(rebuildAfter >= 1, "rebuildAfter", "at least 1", rebuildAfter);
    Rules.require(
        rebuildGrowth >= 0 && rebuildGrowth <= 5, "rebuildGrowth", "from 0 to 5", rebuildGrowth);
    Rules.require(probes >= 1 && probes <= 64, "probes", "from 1 to 64", probes);
    Rules.require(
        probes * l <= 16_000, "probes", "at most " + 16_000 / l + " with " + l + " tables", probes);
    Rules.present(rehash, "rehash");
    Rules.require(
        rehash != Rehash.CHANGED || hashFamily == HashKind.SIMHASH,
        "rehash",
        "all or auto unless hashFamily is simhash",
        rehash);
  }
}
