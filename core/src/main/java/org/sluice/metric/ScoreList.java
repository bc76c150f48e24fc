package org.sluice.metric;

import java.util.Arrays;

/**
 * A growing list of scores from 0 to 1 with a mark each, 4 bytes a piece: as positive floats have
 * no use for their sign bit, their bits shifted up by one leave room for the mark and still sort by
 * score.
 */
final class ScoreList {
  private int[] coded = new int[64];
  private int size;

  void add(float score, boolean right) {
    if (!(score >= 0 && score <= 1)) {
      throw new IllegalArgumentException("a score must be from 0 to 1: " + score);
    }
    ensure(size + 1);
    coded[size++] = Float.floatToIntBits(Math.abs(score)) << 1 | (right ? 1 : 0);
  }

  void addAll(ScoreList other) {
    ensure(Math.addExact(size, other.size));
    System.arraycopy(other.coded, 0, coded, size, other.size);
    size += other.size;
  }

  private void ensure(int wanted) {
    if (wanted > coded.length) {
      coded = Arrays.copyOf(coded, (int) Math.min(Integer.MAX_VALUE - 8, 2L * wanted));
    }
  }

  int size() {
    return size;
  }

  float score(int i) {
    return Float.intBitsToFloat(coded[i] >>> 1);
  }

  boolean right(int i) {
    return (coded[i] & 1) != 0;
  }

  /** A copy by rising score, of equal scores the unmarked ones first. */
  ScoreList sorted() {
    ScoreList sorted = new ScoreList();
    sorted.coded = Arrays.copyOf(coded, Math.max(1, size));
    sorted.size = size;
    // Bits of scores up to 1 stay positive when they are shifted by one, so integers sort them.
    Arrays.sort(sorted.coded, 0, size);
    return sorted;
  }
}
