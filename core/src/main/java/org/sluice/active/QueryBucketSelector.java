package org.sluice.active;

import java.util.Map;
import org.sluice.hash.HashFamily;
import org.sluice.index.HashFamilies;
import org.sluice.index.LearnedBuckets;
import org.sluice.index.RebuildSchedule;
import org.sluice.index.Selection.Strongest;
import org.sluice.index.TableQuery;

/** Buckets that hold the units which answer most strongly to the mean of their inputs. */
final class QueryBucketSelector extends HashedSelector {
  /** What an input seen before a refill counts after it. */
  private static final double DECAY = 0.5;

  private final LearnedBuckets buckets;
  private final RebuildSchedule schedule;
  private final int families;
  private boolean filled;

  QueryBucketSelector(Selection.Hashed hashed, int layer, UnitScores units, long seed) {
    super(hashed, layer, units);
    HashFamily family = HashFamilies.of(hashConfig(), units, seed, 1);
    buckets =
        new LearnedBuckets(
            family, units.rows(), Selection.count(hashed.bucketShare(), units.rows()), DECAY);
    families = hashed.l() << family.codeBits();
    schedule = new RebuildSchedule(hashed.rebuildAfter(), hashed.rebuildGrowth());
  }

  /** Once more, a tenth into the first gap, since nothing is known before. */
  @Override
  public long nextRebuild(long examples) {
    long early = Math.max(1, hashed.rebuildAfter() / 10);
    return examples < early ? early : schedule.nextAfter(examples);
  }

  @Override
  public void rebuild(int threads, OperationCounts counts) {
    buckets.refill(units, units.biases(), threads);
    long occupied = Math.round(buckets.occupiedShare() * families);
    counts.charge(layer, OperationKind.REBUILD, occupied * units.rows() * units.dimension());
    filled = true;
  }

  /** Buckets one after the other: how many ids each has, the ids, how strong they are. */
  @Override
  public Map<String, float[]> learned() {
    int tables = hashed.l();
    int codes = families / tables;
    float[] counts = new float[families];
    int all = 0;
    for (int b = 0; b < families; b++) {
      counts[b] = buckets.ids(b / codes, b % codes).length;
      all += (int) counts[b];
    }
    float[] ids = new float[all];
    float[] strengths = new float[all];
    int at = 0;
    for (int b = 0; b < families; b++) {
      for (int i = 0; i < counts[b]; i++, at++) {
        ids[at] = buckets.ids(b / codes, b % codes)[i];
        strengths[at] = buckets.strengths(b / codes, b % codes)[i];
      }
    }
    return Map.of("counts", counts, "ids", ids, "strengths", strengths);
  }

  @Override
  public void restore(Map<String, float[]> learned, int threads) {
    values(learned, Map.of("counts", families, "ids", -1, "strengths", -1));
    buckets.restore(learned.get("counts"), learned.get("ids"), learned.get("strengths"));
    filled = true;
  }

  @Override
  Proposer newProposer() {
    int[] found = new int[units.rows()];
    TableQuery query = buckets.query(hashed.probes());
    long hashes = (long) hashed.k() * hashed.l();
    return (input, training, limit, random, proposals, counts) -> {
      if (filled) {
        int n =
            query.candidates(
                input.ids(),
                input.values(),
                0,
                input.count(),
                new Strongest(),
                limit,
                random,
                found);
        for (int i = 0; i < n; i++) {
          proposals.add(found[i]);
        }
        counts.charge(layer, OperationKind.HASHING, hashes, input);
      }
      if (training && learning) {
        synchronized (buckets) {
          buckets.observe(input.ids(), input.values(), 0, input.count());
        }
        counts.charge(layer, OperationKind.HASHING, hashes + hashed.l(), input);
      }
    };
  }
}
