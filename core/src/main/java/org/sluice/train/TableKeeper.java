package org.sluice.train;

import org.sluice.config.HashConfig;
import org.sluice.config.Rehash;
import org.sluice.config.TrainingConfig;
import org.sluice.hash.AsymmetricHash;
import org.sluice.hash.DensifiedWta;
import org.sluice.hash.FastSimHash;
import org.sluice.hash.HashFamily;
import org.sluice.hash.SparseSimHash;
import org.sluice.hash.WtaHash;
import org.sluice.index.HashTables;
import org.sluice.index.IncrementalCodes;
import org.sluice.index.Norms;
import org.sluice.index.RebuildSchedule;
import org.sluice.index.TableOptions;
import org.sluice.nn.LabelVectors;
import org.sluice.nn.Network;

/**
 * Keeps the tables over the label vectors fresh: builds them before the first batch, then on
 * SLIDE's schedule, each time with new hash functions, so that what one set of functions misses
 * another finds; or with the same ones, where the configuration asks to hash only what has changed.
 */
final class TableKeeper {
  /** Share of coordinates that a sparse projection adds up, as in SLIDE. */
  private static final double SIMHASH_DENSITY = 1 / 3.0;

  private final HashConfig config;
  private final RebuildSchedule schedule;
  private final LabelVectors vectors;
  private final int threads;
  private final long seed;
  private HashTables tables;

  /** Kept from one rebuild to the next where only changes are hashed. */
  private IncrementalCodes codes;

  private long next;
  private double seconds;

  TableKeeper(Network network, TrainingConfig config) {
    this.config = config.hash();
    this.schedule = new RebuildSchedule(this.config.rebuildAfter(), this.config.rebuildGrowth());
    this.vectors = new LabelVectors(network.output().weights());
    this.threads = config.run().threads();
    this.seed = config.run().seed();
  }

  /** Whether labels are hashed at all under this configuration. */
  static boolean needed(Network network, TrainingConfig config) {
    return config.activeSet().hashes()
        && network.shape().labels() > config.activeSet().activeSize();
  }

  boolean due(long step) {
    return step >= next;
  }

  /** Builds the tables from the vectors as they are. No thread may be training. */
  Rebuild rebuild(long step) {
    long start = System.nanoTime();
    tables = null;
    TableOptions options =
        TableOptions.ofCapacity(config.bucketCapacity()).withProbes(config.probes());
    if (config.rehash() == Rehash.CHANGED) {
      if (codes == null) {
        codes = new IncrementalCodes(simHash(Seeds.mix(seed, Seeds.TABLES, 0)), vectors.rows());
      }
      codes.refresh(vectors, threads);
      tables = HashTables.build(codes, options, threads);
    } else {
      HashFamily family = family(Seeds.mix(seed, Seeds.TABLES, step));
      tables = HashTables.build(family, vectors, options, threads);
    }
    next = schedule.nextAfter(step);
    double took = (System.nanoTime() - start) / 1e9;
    seconds += took;
    return new Rebuild(step, took);
  }

  private HashFamily family(long familySeed) {
    int dimension = vectors.dimension();
    return switch (config.hashFamily()) {
      case SIMHASH -> simHash(familySeed);
      case FAST_SIMHASH -> fastSimHash(dimension, familySeed);
      case DWTA -> new DensifiedWta(dimension, config.k(), config.l(), familySeed);
      case WTA -> new WtaHash(dimension, config.k(), config.l(), familySeed);
      case SIMPLE_ALSH ->
          AsymmetricHash.simple(
              fastSimHash(dimension + 1, familySeed), Norms.largest(vectors, threads));
      case SIGN_ALSH ->
          AsymmetricHash.sign(
              fastSimHash(dimension + AsymmetricHash.TERMS, familySeed),
              AsymmetricHash.TERMS,
              AsymmetricHash.SCALE,
              Norms.largest(vectors, threads));
    };
  }

  private SparseSimHash simHash(long familySeed) {
    return new SparseSimHash(
        vectors.dimension(), config.k(), config.l(), SIMHASH_DENSITY, familySeed);
  }

  private FastSimHash fastSimHash(int dimension, long familySeed) {
    return new FastSimHash(dimension, config.k(), config.l(), familySeed);
  }

  HashTables tables() {
    return tables;
  }

  /** Step before which the tables stay as they are. */
  long next() {
    return next;
  }

  /** Time spent on building so far. */
  double seconds() {
    return seconds;
  }
}
