package org.sluice.mips;

import java.util.function.IntToLongFunction;

/**
 * Ids of rows, in as many bits as the greatest of them needs: of a hundred thousand row numbers in
 * 17 instead of 64. Those of an open end have 64 and can be set.
 */
final class Ids {
  private final int rows;
  private final int bits;
  private final long[] words;

  private Ids(int rows, int bits) {
    this.rows = rows;
    this.bits = bits;
    // One word more, so that an id may be read across the last border.
    this.words = new long[Math.toIntExact((long) rows * bits / Long.SIZE + 2)];
  }

  /** Room for ids to be set one by one. */
  static Ids open(int rows) {
    return new Ids(rows, Long.SIZE);
  }

  /** Ids that do not change. */
  static Ids of(int rows, IntToLongFunction ids) {
    long all = 1;
    for (int row = 0; row < rows; row++) {
      all |= ids.applyAsLong(row);
    }
    Ids packed = new Ids(rows, Long.SIZE - Long.numberOfLeadingZeros(all));
    for (int row = 0; row < rows; row++) {
      packed.put(row, ids.applyAsLong(row));
    }
    return packed;
  }

  private void put(int row, long id) {
    long bit = (long) row * bits;
    int word = (int) (bit >>> 6);
    words[word] |= id << bit;
    // Two steps, since shifts count modulo 64: nothing goes over where the id begins a word.
    words[word + 1] |= id >>> 1 >>> ~bit;
  }

  /** Sets the id of a row of an open end. */
  void set(int row, long id) {
    if (bits != Long.SIZE) {
      throw new IllegalStateException("ids of " + bits + " bits do not change");
    }
    words[row] = id;
  }

  long get(int row) {
    long bit = (long) row * bits;
    int word = (int) (bit >>> 6);
    long value = words[word] >>> bit | words[word + 1] << 1 << ~bit;
    return value & -1L >>> Long.SIZE - bits;
  }

  int rows() {
    return rows;
  }

  /** All ids in 64 bits. */
  long[] toArray() {
    long[] array = new long[rows];
    for (int row = 0; row < rows; row++) {
      array[row] = get(row);
    }
    return array;
  }

  long bytes() {
    return 8L * words.length;
  }
}
