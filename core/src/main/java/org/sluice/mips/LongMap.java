package org.sluice.mips;

import java.util.Arrays;

/** From ids to places, by open addressing. For one thread. */
final class LongMap {
  private static final long FREE = -1;

  private long[] keys;
  private long[] values;
  private int size;

  /** Places used, also by entries that were removed. */
  private int used;

  private static final long REMOVED = -2;

  LongMap(int expected) {
    allocate(Integer.highestOneBit(Math.max(8, expected)) * 4);
  }

  private void allocate(int capacity) {
    keys = new long[capacity];
    values = new long[capacity];
    Arrays.fill(values, FREE);
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
      if (used >= keys.length / 2) {
        grow();
        at = place(key);
      }
      used++;
      size++;
      keys[at] = key;
    }
    values[at] = value;
  }

  private void grow() {
    long[] oldKeys = keys;
    long[] oldValues = values;
    allocate(Math.multiplyExact(size >= keys.length / 4 ? 2 : 1, keys.length));
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
