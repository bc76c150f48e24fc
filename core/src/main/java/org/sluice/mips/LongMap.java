package org.sluice.mips;

import java.util.Arrays;

/** From ids to places, by open addressing. For one thread. */
final class LongMap {
  /** Most ids: with more, the places would not fit an array. */
  static final int MOST = 1 << 29;

  private static final int MOST_PLACES = 1 << 30;

  private static final long FREE = -1;

  private long[] keys;
  private long[] values;
  private int size;

  /** Places used, also by entries that were removed. */
  private int used;

  private static final long REMOVED = -2;

  /**
   * @throws IllegalArgumentException if more than {@link #MOST} ids are expected
   */
  LongMap(int expected) {
    allocate(capacity(expected));
  }

  static int capacity(int expected) {
    check(expected);
    return (int) Math.min(MOST_PLACES, 4L * Integer.highestOneBit(Math.max(8, expected)));
  }

  /**
   * @throws IllegalArgumentException if there are more than {@link #MOST} ids
   */
  static void check(long ids) {
    if (ids > MOST) {
      throw new IllegalArgumentException("an index must have at most " + MOST + " vectors: " + ids);
    }
  }

  /** Where there is too little memory, all stays as it was. */
  private void allocate(int capacity) {
    long[] freshKeys = new long[capacity];
    long[] freshValues = new long[capacity];
    Arrays.fill(freshValues, FREE);
    keys = freshKeys;
    values = freshValues;
    size = 0;
    used = 0;
  }

  private int place(long key) {
    long h = key * 0x9e3779b97f4a7c15L;
    int mask = keys.length - 1;
    int at = (int) (h >>> 32) & mask;
    while (values[at] != FREE && (values[at] == REMOVED || keys[at] != key)) {
      at = (at + 1) & mask;
    }
    return at;
  }

  /** The value, at least 0, or -1. */
  long get(long key) {
    return values[place(key)];
  }

  /** Sets a value, at least 0. */
  void put(long key, long value) {
    int at = place(key);
    if (values[at] == FREE) {
      if (reserve()) {
        at = place(key);
      }
      used++;
      size++;
      keys[at] = key;
    }
    values[at] = value;
  }

  /**
   * Makes room for one more id, so that the next {@link #put} cannot fail.
   *
   * @return whether all ids have other places now
   * @throws IllegalArgumentException if there are {@link #MOST} ids already
   */
  boolean reserve() {
    check(size + 1L);
    int full = keys.length < MOST_PLACES ? keys.length / 2 : MOST_PLACES / 4 * 3;
    if (used < full) {
      return false;
    }
    grow();
    return true;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    boolean larger = size >= keys.length / 4 && keys.length < MOST_PLACES;
    allocate(larger ? 2 * keys.length : keys.length);
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] >= 0) {
        put(oldKeys[i], oldValues[i]);
      }
    }
  }

  void remove(long key) {
    int at = place(key);
    if (values[at] != FREE) {
      values[at] = REMOVED;
      size--;
    }
  }

  int size() {
    return size;
  }

  long bytes() {
    return 16L * keys.length;
  }
}
