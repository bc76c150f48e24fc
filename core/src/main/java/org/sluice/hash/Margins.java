package org.sluice.hash;

/**
 * How narrowly each elementary hash of a vector came out, for probing more buckets than a vector's
 * own (Lv et al., VLDB 2007): the second best value of each hash, and how far it is away. For one
 * thread; filled by {@link HashFamily.Hasher#hash(float[], int, int[], Margins)}.
 */
public final class Margins {
  private final float[] costs;
  private final int[] flips;

  /** Room for the hashes of one vector of a family. */
  public Margins(HashFamily family) {
    costs = new float[family.k() * family.l()];
    flips = new int[costs.length];
  }

  /**
   * The distance of hash i of code t from its second best value at {@code t * k + i}: for signs,
   * the absolute projection; for winners, the lead over the second. Infinite where there is no
   * second value.
   */
  public float[] costs() {
    return costs;
  }

  /** The bits to turn over in code t, to give its hash i the second best value. */
  public int[] flips() {
    return flips;
  }
}
