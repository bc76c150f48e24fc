package org.sluice.train;

import org.sluice.config.HashConfig;
import org.sluice.config.HashKind;
import org.sluice.config.Rehash;
import org.sluice.config.TrainingConfig;
import org.sluice.hash.HashFamily;
import org.sluice.hash.SparseSimHash;
import org.sluice.index.HashFamilies;
import org.sluice.index.HashTables;
import org.sluice.index.IncrementalCodes;
import org.sluice.index.RebuildSchedule;
import org.sluice.index.TableOptions;
import org.sluice.nn.LabelVectors;
import org.sluice.nn.Network;

/**
 * Keeps the tables over the label vectors fresh: builds them before the first batch, then on
 * SLIDE's schedule, each time with new hash functions, so that what one set of functions misses
 * another finds; or with the same ones, where only what has changed is hashed.
 */
final class TableKeeper {
  /**
   * Share of changed vectors from which all are hashed anew where the engine chooses. Measured: up
   * to here the same functions train as well and cost less, four fifths of new ones at the end.
   */
  private static final double MOST_CHANGED = 0.8;

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
    if (keepsProjections()) {
      boolean auto = config.rehash() == Rehash.AUTO;
      if (codes == null || (auto && codes.changedShare(vectors) > MOST_CHANGED)) {
        codes = null; // its memory goes before the next takes as much
        codes =
            new IncrementalCodes(
                simHash(Seeds.mix(seed, Seeds.TABLES, auto ? step : 0)), vectors.rows());
      }
      codes.refresh(vectors, threads);
      tables = HashTables.build(codes, options, threads);
    } else {
      HashFamily family =
          HashFamilies.of(config, vectors, Seeds.mix(seed, Seeds.TABLES, step), threads);
      tables = HashTables.build(family, vectors, options, threads);
    }
    next = schedule.nextAfter(step);
    double took = (System.nanoTime() - start) / 1e9;
    seconds += took;
    return new Rebuild(step, took);
  }

  private boolean keepsProjections() {
    return switch (config.rehash()) {
      case ALL -> false;
      case CHANGED -> true;
      case AUTO -> config.hashFamily() == HashKind.SIMHASH;
    };
  }

  private SparseSimHash simHash(long familySeed) {
    return HashFamilies.sparseSigns(config.k(), config.l(), vectors.dimension(), familySeed);
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
