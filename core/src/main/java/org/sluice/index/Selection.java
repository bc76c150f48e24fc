package org.sluice.index;

/**
 * How candidates are chosen from the buckets that a query falls into (Chen et al., MLSys 2020,
 * section 3.1): in rising order of cost and of quality.
 */
public sealed interface Selection {
  /** All ids of one table after another, the tables in random order, until there are enough. */
  record Vanilla() implements Selection {}

  /** The ids that most tables returned, in falling order of that number; ties by arrival. */
  record TopK() implements Selection {}

  /**
   * The ids that at least so many tables returned.
   *
   * @param tables at least 1
   */
  record Threshold(int tables) implements Selection {
    public Threshold {
      if (tables < 1) {
        throw new IllegalArgumentException("tables must be at least 1, not " + tables);
      }
    }
  }

  /**
   * The ids with the greatest sums of strengths over the buckets read, as {@link LearnedBuckets}
   * know them; in tables without strengths each bucket counts 1, as in {@link TopK}. Capacities do
   * not limit what is read.
   */
  record Strongest() implements Selection {}
}
