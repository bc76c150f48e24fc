package org.sluice.index;

/** Takes what {@link TableQuery#tally} finds. */
@FunctionalInterface
public interface Tally {
  /**
   * An id that a query's buckets hold.
   *
   * @param times how many of them do, at least 1
   */
  void found(int id, int times);
}
