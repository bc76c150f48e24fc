package org.sluice.text;

import java.util.Arrays;

/**
 * Terms and their ids, which count from 0 in the order of adding. Looks up slices of buffers, so
 * that reading a text makes no strings. Many threads may look up when none adds.
 */
final class TermTable {
  private static final int MOST_CHARS = Integer.MAX_VALUE - 16;

  /** Id + 1 of the term in each slot, 0 for none; a power of two, at most half full. */
  private int[] slots;

  private int[] hashes;
  private int[] starts;
  private char[] chars;
  private int size;

  TermTable(int expected) {
    int capacity = Integer.highestOneBit(Math.max(64, Math.min(expected, 1 << 28) * 2 - 1)) * 2;
    slots = new int[capacity];
    hashes = new int[Math.max(16, expected)];
    starts = new int[hashes.length + 1];
    chars = new char[hashes.length * 8];
  }

  int size() {
    return size;
  }

  String term(int id) {
    return new String(chars, starts[id], starts[id + 1] - starts[id]);
  }

  /** Id of a term, or -1. */
  int find(char[] buffer, int from, int to) {
    return slots[slot((int) Hashing.of(buffer, from, to), buffer, from, to)] - 1;
  }

  /** Id of a term, which is added where it is new. */
  int findOrAdd(char[] buffer, int from, int to) {
    int hash = (int) Hashing.of(buffer, from, to);
    int slot = slot(hash, buffer, from, to);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    append(hash, buffer, from, to);
    slots[slot] = size;
    if (2 * size > slots.length) {
      rehash();
    }
    return size - 1;
  }

  private int slot(int hash, char[] buffer, int from, int to) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (true) {
      int id = slots[slot] - 1;
      if (id < 0
          || (hashes[id] == hash
              && Arrays.equals(chars, starts[id], starts[id + 1], buffer, from, to))) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
  }

  private void append(int hash, char[] buffer, int from, int to) {
    int start = starts[size];
    int length = to - from;
    if (length > MOST_CHARS - start) {
      throw new IllegalStateException(
          "the texts have too many different terms for a dictionary: " + size + "; hash them");
    }
    if (start + length > chars.length) {
      long wanted = Math.max(start + length, chars.length * 3L / 2);
      chars = Arrays.copyOf(chars, (int) Math.min(MOST_CHARS, wanted));
    }
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size + (size >> 1));
      starts = Arrays.copyOf(starts, hashes.length + 1);
    }
    System.arraycopy(buffer, from, chars, start, length);
    hashes[size++] = hash;
    starts[size] = start + length;
  }

  private void rehash() {
    int[] larger = new int[slots.length * 2];
    int mask = larger.length - 1;
    for (int id = 0; id < size; id++) {
      int slot = hashes[id] & mask;
      while (larger[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      larger[slot] = id + 1;
    }
    slots = larger;
  }

  /** A table of the given terms, which get the ids 0, 1, 2 ... in this order. */
  TermTable select(int[] ids) {
    TermTable selected = new TermTable(ids.length);
    for (int id : ids) {
      selected.findOrAdd(chars, starts[id], starts[id + 1]);
    }
    return selected;
  }
}
