package org.sluice.inspect;

import org.sluice.retrieve.Keys;

/** The ids with the greatest scores, of equal ones the lower id. For one thread. */
final class Best {
  private final int[] ids;
  private long[] keys = {};

  Best(int capacity) {
    ids = new int[capacity];
  }

  /**
   * Finds the best of {@code scores}.
   *
   * @return their ids by falling score, as many as the capacity; valid until the next call
   */
  int[] of(float[] scores) {
    if (keys.length < scores.length) {
      keys = new long[scores.length];
    }
    int kept = Keys.best(scores, 0, scores.length, ids.length, keys);
    Keys.sortFalling(keys, 0, kept);
    for (int i = 0; i < kept; i++) {
      ids[i] = Keys.id(keys[i]);
    }
    return ids;
  }
}
