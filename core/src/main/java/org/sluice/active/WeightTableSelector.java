package org.sluice.active;

import java.util.Map;
import org.sluice.config.HashConfig;
import org.sluice.index.HashFamilies;
import org.sluice.index.HashTables;
import org.sluice.index.RebuildSchedule;
import org.sluice.index.Selection.TopK;
import org.sluice.index.TableOptions;
import org.sluice.index.TableQuery;

/** Tables of hashed weight vectors, ranked by how many buckets hold a unit: as published. */
final class WeightTableSelector extends HashedSelector {
  private final HashConfig config;
  private final RebuildSchedule schedule;
  private final long seed;
  private int builds;
  private volatile HashTables tables;

  WeightTableSelector(Selection.Hashed hashed, int layer, UnitScores units, long seed) {
    super(hashed, layer, units);
    this.seed = seed;
    config = hashConfig();
    schedule = new RebuildSchedule(hashed.rebuildAfter(), hashed.rebuildGrowth());
  }

  @Override
  public long nextRebuild(long examples) {
    return tables == null ? examples : schedule.nextAfter(examples);
  }

  @Override
  public void rebuild(int threads, OperationCounts counts) {
    // Other functions each time: what one set misses another finds.
    tables =
        HashTables.build(
            HashFamilies.of(config, units, seed + builds++, threads),
            units,
            TableOptions.unlimited().withProbes(hashed.probes()),
            threads);
    long hashes = (long) hashed.k() * hashed.l();
    counts.charge(layer, OperationKind.REBUILD, hashes * units.rows() * units.dimension());
  }

  @Override
  public Map<String, float[]> learned() {
    return Map.of("builds", new float[] {builds});
  }

  /** Builds the tables with the functions of the last build. */
  @Override
  public void restore(Map<String, float[]> learned, int threads) {
    values(learned, Map.of("builds", 1));
    int known = (int) learned.get("builds")[0];
    if (known < 1) {
      throw new IllegalArgumentException("builds must be at least 1, not " + known);
    }
    builds = known - 1;
    rebuild(threads, new OperationCounts(layer + 1));
  }

  @Override
  Proposer newProposer() {
    int[] found = new int[units.rows()];
    var reader =
        new Object() {
          HashTables of;
          TableQuery query;
        };
    return (input, training, limit, random, proposals, counts) -> {
      HashTables now = tables;
      if (reader.of != now) {
        reader.of = now;
        reader.query = now.query(hashed.probes());
      }
      int n =
          reader.query.candidates(
              input.ids(), input.values(), 0, input.count(), new TopK(), limit, random, found);
      for (int i = 0; i < n; i++) {
        proposals.add(found[i]);
      }
      counts.charge(layer, OperationKind.HASHING, (long) hashed.k() * hashed.l(), input);
    };
  }
}
