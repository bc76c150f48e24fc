package org.sluice.active;

import java.util.Map;
import java.util.SplittableRandom;
import org.sluice.kernel.Kernels;

/**
 * An estimate of all pre-activations from tables: signs of random projections choose a bucket in
 * each, and a bucket holds a value for every unit; over the tables these add up. After an example
 * the values of the units that were computed exactly move against the error of their estimates, as
 * in tile coding (Albus, 1975). One example in a few computes all units, so that one whose estimate
 * is too low is found again. The sign's threshold of a projection follows its median, so that both
 * sides are met equally often.
 */
final class AnswerSelector extends HashedSelector {
  /**
   * Share of the coordinates with a sign other than 0 in a projection. Rows are long, what hidden
   * layers hand on is not.
   */
  private static final double DENSITY_OF_ROWS = 0.1;

  private static final double DENSITY = 1 / 3.0;

  /** Share of an estimate's error that a step takes away. */
  private static final float PACE = 0.2f;

  /** How far a median moves, in mean distances from it. */
  private static final float MEDIAN_PACE = 0.01f;

  /** Examples for each that computes all units. */
  private static final int ALL_OF = 64;

  /** The first examples compute all units. */
  private static final int FIRST = 500;

  private final int hashes;

  private final SparseSigns signs;

  private final float[] medians;
  private final float[] spreads;

  /** Unit j in bucket c of table t at {@code ((t << k) + c) * units + j}. */
  private final float[] values;

  private long examples;

  AnswerSelector(Selection.Hashed hashed, int layer, UnitScores units, long seed) {
    super(hashed, layer, units);
    hashes = hashed.k() * hashed.l();
    double density = layer == 0 ? DENSITY_OF_ROWS : DENSITY;
    signs = new SparseSigns(units.dimension(), hashes, density, new SplittableRandom(seed));
    medians = new float[hashes];
    spreads = new float[hashes];
    long size = ((long) hashed.l() << hashed.k()) * units.rows();
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "l * 2^k * units must be below 2^31 for ANSWERS, not " + size);
    }
    values = new float[(int) size];
  }

  @Override
  Proposer newProposer() {
    return new Estimates();
  }

  @Override
  public Map<String, float[]> learned() {
    return Map.of("medians", medians.clone(), "values", values.clone());
  }

  @Override
  public void restore(Map<String, float[]> learned, int threads) {
    values(learned, Map.of("medians", medians.length, "values", values.length));
    System.arraycopy(learned.get("medians"), 0, medians, 0, medians.length);
    System.arraycopy(learned.get("values"), 0, values, 0, values.length);
  }

  private final class Estimates implements Proposer {
    private final int n = units.rows();
    private final float[] sums = new float[hashes];
    private final float[] estimates = new float[n];
    private final int[] starts = new int[hashed.l()];
    private final TopUnits top = new TopUnits(n);

    @Override
    public void propose(
        ActiveVector input,
        boolean training,
        int limit,
        SplittableRandom random,
        UnitSet proposals,
        OperationCounts counts) {
      long added = hash(input, training && learning);
      counts.charge(layer, OperationKind.HASHING, added, layer == 0 ? signs.count() : added);
      System.arraycopy(values, starts[0], estimates, 0, n);
      for (int table = 1; table < starts.length; table++) {
        Kernels.axpy(1, values, starts[table], estimates, 0, n);
      }
      counts.charge(layer, OperationKind.HASHING, (long) n * starts.length);
      boolean all = training && learning && (examples++ < FIRST || examples % ALL_OF == 0);
      if (all) {
        for (int j = 0; j < n; j++) {
          proposals.add(j);
        }
      } else {
        int found = top.find(estimates, n, limit);
        for (int i = 0; i < found; i++) {
          proposals.add(top.places()[i]);
        }
      }
    }

    private long hash(ActiveVector input, boolean learns) {
      long added = signs.project(input, sums);
      int k = hashed.k();
      for (int table = 0; table < starts.length; table++) {
        int code = 0;
        for (int i = table * k; i < (table + 1) * k; i++) {
          float lead = sums[i] - medians[i];
          code = 2 * code + (lead >= 0 ? 1 : 0);
          if (learns) {
            spreads[i] += MEDIAN_PACE * (Math.abs(lead) - spreads[i]);
            medians[i] += Math.copySign(MEDIAN_PACE * spreads[i], lead);
          }
        }
        starts[table] = ((table << k) + code) * n;
      }
      return added;
    }

    @Override
    public void learn(int[] ids, int count, float[] scores, OperationCounts counts) {
      float pace = PACE / starts.length;
      for (int i = 0; i < count; i++) {
        int id = ids[i];
        float step = pace * (scores[i] - estimates[id]);
        for (int start : starts) {
          values[start + id] += step;
        }
      }
      counts.charge(layer, OperationKind.HASHING, (long) count * (starts.length + 1));
    }
  }
}
