package org.sluice.mips;

/**
 * Vectors that do not change any more, with the structure that finds them. Safe for any number of
 * readers.
 */
sealed interface Segment permits ExactSegment, ListSegment, TableSegment {
  /** The vectors. */
  RowStore store();

  /**
   * Offers the best rows that live in a version.
   *
   * @param query as {@link Query#prepare} made it
   * @param k answers wanted
   */
  void search(float[] query, int k, Effort effort, long version, Best best);

  /** Bytes that the segment keeps in memory or mapped. */
  long bytes();
}
