package org.sluice.active;

/** A set of units as bits, given out in rising order. For one thread. */
final class UnitSet {
  private final long[] words;
  private int size;

  /** Empty; units are below a bound. */
  UnitSet(int bound) {
    words = new long[(bound + 63) / 64];
  }

  /** Adds a unit; false if it was there. */
  boolean add(int unit) {
    long bit = 1L << unit;
    if ((words[unit >> 6] & bit) != 0) {
      return false;
    }
    words[unit >> 6] |= bit;
    size++;
    return true;
  }

  int size() {
    return size;
  }

  /** Writes the units, rising, from place 0 on and empties the set. Returns their number. */
  int drain(int[] target) {
    int n = 0;
    for (int word = 0; word < words.length; word++) {
      for (long rest = words[word]; rest != 0; rest &= rest - 1) {
        target[n++] = 64 * word + Long.numberOfTrailingZeros(rest);
      }
      words[word] = 0;
    }
    size = 0;
    return n;
  }
}
