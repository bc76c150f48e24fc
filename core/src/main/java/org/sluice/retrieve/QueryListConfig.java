package org.sluice.retrieve;

/**
 * Settings of lists of labels that are filled from the queries' side.
 *
 * @param clusters clusters of queries, each with a list, from 1 to 1,048,576; fewer where fewer
 *     queries are sampled
 * @param listSize labels a list, from 1 to 16,777,216; where there are no more labels than this,
 *     there is one list of all and search is exact
 * @param sample queries that are clustered, from clusters to 16,777,216; all where there are fewer
 * @param rounds rounds of k-means, from 1 to 1,000
 * @param seed of the sample and of the first clusters
 */
public record QueryListConfig(int clusters, int listSize, int sample, int rounds, long seed) {
  /** Up to this many labels, scoring them all costs no more than finding out which to score. */
  static final int FEW_LABELS = 4_000;

  private static final int MOST = 1 << 24;

  public QueryListConfig {
    require(clusters >= 1 && clusters <= 1 << 20, "clusters", "from 1 to 1048576", clusters);
    require(listSize >= 1 && listSize <= MOST, "listSize", "from 1 to " + MOST, listSize);
    require(
        sample >= clusters && sample <= MOST,
        "sample",
        "from clusters (" + clusters + ") to " + MOST,
        sample);
    require(rounds >= 1 && rounds <= 1000, "rounds", "from 1 to 1000", rounds);
  }

  /**
   * Settings for so many queries and labels: all labels where there are few; else clusters by the
   * square root of the queries, 1,012 for 576,110, and lists of six times the labels wanted. What
   * they hold is for {@link RecallReport} to say.
   *
   * @param rows queries that lists are built from, at least 0
   * @param labels number of labels, at least 0
   * @param wanted labels wanted a query, at least 1
   */
  public static QueryListConfig defaults(int rows, int labels, int wanted, long seed) {
    require(wanted >= 1, "wanted", "at least 1", wanted);
    int listSize = (int) Math.clamp(6L * wanted, 256, MOST);
    if (labels <= Math.max(FEW_LABELS, listSize)) {
      return new QueryListConfig(1, Math.clamp(labels, 1, MOST), 1, 1, seed);
    }
    int clusters = Math.clamp(Math.round(4 * Math.sqrt(Math.max(0, rows)) / 3), 16, 4096);
    int sample = Math.max(60_000, 24 * clusters);
    return new QueryListConfig(clusters, listSize, sample, 6, seed);
  }

  private static void require(boolean holds, String field, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(field + " must be " + rule + ": " + value);
    }
  }
}
