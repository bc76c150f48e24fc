package org.sluice.inspect;

/** The ids with the greatest scores, of equal ones the lower id. For one thread. */
final class Best {
  private final int[] ids;

  /** A heap of keys, the least on top: a key orders like its score, and falls with its id. */
  private final long[] keys;

  Best(int capacity) {
    ids = new int[capacity];
    keys = new long[capacity];
  }

  /**
   * Finds the best of {@code scores}.
   *
   * @return their ids by falling score, as many as the capacity; valid until the next call
   */
  int[] of(float[] scores) {
    int size = 0;
    float least = Float.NEGATIVE_INFINITY;
    for (int id = 0; id < scores.length; id++) {
      if (size < keys.length) {
        int place = size++;
        long key = key(scores[id], id);
        for (; place > 0 && key < keys[(place - 1) / 2]; place = (place - 1) / 2) {
          keys[place] = keys[(place - 1) / 2];
        }
        keys[place] = key;
        least = score(keys[0]);
      } else if (scores[id] > least) {
        sink(key(scores[id], id), size);
        least = score(keys[0]);
      }
    }
    for (int end = size - 1; end >= 0; end--) {
      ids[end] = ~(int) keys[0];
      sink(keys[end], end);
    }
    return ids;
  }

  private void sink(long key, int end) {
    int place = 0;
    while (2 * place + 1 < end) {
      int child = 2 * place + 1;
      if (child + 1 < end && keys[child + 1] < keys[child]) {
        child++;
      }
      if (key <= keys[child]) {
        break;
      }
      keys[place] = keys[child];
      place = child;
    }
    keys[place] = key;
  }

  private static long key(float score, int id) {
    int bits = Float.floatToIntBits(score);
    int ordered = bits ^ bits >> 31 & Integer.MAX_VALUE;
    return (long) ordered << 32 | ~id & 0xffffffffL;
  }

  private static float score(long key) {
    int ordered = (int) (key >> 32);
    return Float.intBitsToFloat(ordered ^ ordered >> 31 & Integer.MAX_VALUE);
  }
}
