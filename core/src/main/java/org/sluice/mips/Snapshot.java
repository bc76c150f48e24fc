package org.sluice.mips;

import java.util.List;

/**
 * One state of an index. Immutable, but for deaths of later versions, which do not concern it, and
 * for rows of the open end behind {@code openRows}, which it does not look at.
 *
 * @param version rises by one with every change
 * @param segments what does not change any more
 * @param open where new vectors go
 * @param openRows rows of the open end that belong to this state
 * @param live vectors that are there
 */
record Snapshot(long version, List<Segment> segments, RowStore open, int openRows, int live) {
  void search(float[] query, int k, Effort effort, Best best) {
    for (Segment segment : segments) {
      segment.search(query, k, effort, version, best);
    }
    open.offerAll(query, openRows, version, best);
  }
}
