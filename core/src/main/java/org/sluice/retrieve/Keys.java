package org.sluice.retrieve;

import java.util.Arrays;

/**
 * A score and an id in one {@code long}, so that the better of two is the greater number and of
 * equal scores the lower id is the better. NaN has no place here: whoever makes keys leaves it out.
 */
public final class Keys {
  /** Stretches up to this length are sorted rather than partitioned. */
  private static final int SHORT = 24;

  private Keys() {}

  /** The key of a score, not NaN, and an id, at least 0. */
  public static long of(float score, int id) {
    int bits = Float.floatToRawIntBits(score);
    // Negative floats count backwards in their bits.
    int rising = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    return ((long) rising << 32) | (~id & 0xFFFFFFFFL);
  }

  /** The id of a key. */
  public static int id(long key) {
    return ~(int) key;
  }

  /** The score of a key. */
  public static float score(long key) {
    int rising = (int) (key >> 32);
    return Float.intBitsToFloat(rising ^ ((rising >> 31) & Integer.MAX_VALUE));
  }

  /**
   * Moves the k greatest of the first n keys to the front, in no order (quickselect with the median
   * of three; Hoare 1961). Where pivots turn out badly it sorts what is left.
   *
   * @return how many are in front: k, or n if that is less
   */
  public static int select(long[] keys, int n, int k) {
    if (k >= n || k == 0) {
      return Math.min(n, k);
    }
    int low = 0;
    int high = n - 1;
    int patience = 2 * (32 - Integer.numberOfLeadingZeros(n));
    while (high - low >= SHORT) {
      if (patience-- == 0) {
        break;
      }
      long pivot = median(keys[low], keys[(low + high) >>> 1], keys[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (keys[i] > pivot) {
          i++;
        }
        while (keys[j] < pivot) {
          j--;
        }
        if (i <= j) {
          long swap = keys[i];
          keys[i++] = keys[j];
          keys[j--] = swap;
        }
      }
      // Now [low, j] >= pivot >= [i, high], and what lies between equals the pivot.
      if (k - 1 <= j) {
        high = j;
      } else if (k - 1 >= i) {
        low = i;
      } else {
        return k;
      }
    }
    sortFalling(keys, low, high + 1);
    return k;
  }

  private static long median(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  /**
   * Finds the k best of many scores. The best k of the first few give a floor that most others do
   * not reach.
   *
   * @param scores {@code scores[at + i]} is the score of id i; NaN is left out
   * @param keys receives the best in front, in no order; at least {@code count} long
   * @return how many there are
   */
  public static int best(float[] scores, int at, int count, int k, long[] keys) {
    int n = 0;
    int first = Math.min(count, Math.max(64, 4 * k));
    for (int i = 0; i < first; i++) {
      keys[n] = of(scores[at + i], i);
      n += scores[at + i] >= Float.NEGATIVE_INFINITY ? 1 : 0;
    }
    n = select(keys, n, k);
    if (first == count) {
      return n;
    }
    float floor = n < k ? Float.NEGATIVE_INFINITY : score(least(keys, n));
    for (int i = first; i < count; i++) {
      keys[n] = of(scores[at + i], i);
      n += scores[at + i] >= floor ? 1 : 0;
    }
    return select(keys, n, k);
  }

  /** The least of the first n keys. */
  public static long least(long[] keys, int n) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < n; i++) {
      least = Math.min(least, keys[i]);
    }
    return least;
  }

  /** Sorts keys {@code [from, to)}, the best first. */
  public static void sortFalling(long[] keys, int from, int to) {
    Arrays.sort(keys, from, to);
    for (int i = from, j = to - 1; i < j; i++, j--) {
      long swap = keys[i];
      keys[i] = keys[j];
      keys[j] = swap;
    }
  }
}
