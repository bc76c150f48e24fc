package org.sluice.index;

import java.util.Arrays;

/**
 * What the number of a query's buckets that hold an item says about their cosine, for hashes that
 * are signs of random projections: the cosine at which so many are expected.
 */
public final class HitCosines {
  /** Steps from cosine 0 to 1. */
  private static final int STEPS = 200;

  /** Items that chance alone brings into a few buckets, or none, are not taken for opposite. */
  private static final float LEAST = .05f;

  /** Less than half a hit more, since of many items with a count the most are the less alike. */
  private static final double MORE = .3;

  private HitCosines() {}

  /**
   * A cosine for each number of hits from 0 to {@code l * probes}; never falling.
   *
   * @param k signs a code, from 1 to 30
   * @param l tables, at least 1
   * @param probes buckets a table, at least 1
   */
  public static float[] of(int k, int l, int probes) {
    double[] cosines = new double[STEPS + 1];
    Arrays.setAll(cosines, i -> (double) i / STEPS);
    double[] inTable = ProbedCollisions.of(k, probes, cosines)[probes];
    float[] byHits = new float[l * probes + 1];
    int at = 0;
    for (int hits = 0; hits < byHits.length; hits++) {
      while (at < STEPS && l * inTable[at] < hits + MORE) {
        at++;
      }
      byHits[hits] = Math.max(LEAST, (float) cosines[at]);
    }
    return byHits;
  }
}
