package org.sluice.index;

/**
 * Settings for hash tables, and what they are predicted to do.
 *
 * @param k elementary hashes a code
 * @param l tables
 * @param probes buckets looked at in each table
 * @param capacity ids read of a bucket, enough that hardly any bucket is cut short
 * @param recall share of the wanted items that a query finds, in [0, 1]
 * @param activeShare share of all items that a query finds, in [0, 1]
 * @param cost of a query, in the units of {@link Costs}
 */
public record TablePlan(
    int k, int l, int probes, int capacity, double recall, double activeShare, double cost) {
  /**
   * What the parts of a query cost, in nanoseconds or whatever else: only ratios choose.
   *
   * @param hash an elementary hash
   * @param bucket the visit of a bucket
   * @param id an id read from a bucket
   * @param candidate what is done with an item found, such as an inner product
   */
  public record Costs(double hash, double bucket, double id, double candidate) {
    /**
     * Nanoseconds for vectors of 128 in memory: fast signs, a bucket out of the cache, an id
     * counted, a row fetched and multiplied.
     */
    public static final Costs USUAL = new Costs(1.6, 80, 1.5, 40);

    public Costs {
      for (double cost : new double[] {hash, bucket, id, candidate}) {
        if (!(cost >= 0) || Double.isInfinite(cost)) {
          throw new IllegalArgumentException("costs must be finite and at least 0, not " + cost);
        }
      }
    }
  }
}
