package org.sluice.retrieve;

import java.util.Arrays;

/** A set of ids that is emptied in no time: an id is in it while its stamp is the current one. */
final class SeenIds {
  private final int[] stamps;
  private int stamp;

  /**
   * @param bound ids are below this
   */
  SeenIds(int bound) {
    stamps = new int[bound];
  }

  /** Empties the set. */
  void clear() {
    if (++stamp == 0) {
      Arrays.fill(stamps, 0);
      stamp = 1;
    }
  }

  /** Adds an id; whether it was not there. Call {@link #clear} once before the first. */
  boolean add(int id) {
    boolean fresh = stamps[id] != stamp;
    stamps[id] = stamp;
    return fresh;
  }
}
