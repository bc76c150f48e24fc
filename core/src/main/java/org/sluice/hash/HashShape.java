package org.sluice.hash;

/**
 * The sizes that every family has, checked once.
 *
 * @param dimension length of the vectors, at least 1
 * @param k elementary hashes a code, at least 1
 * @param l codes a vector, at least 1
 * @param bitsEach bits of an elementary hash; {@code k * bitsEach} is at most 30
 */
record HashShape(int dimension, int k, int l, int bitsEach) {
  /** Codes are non-negative ints with room to spare. */
  static final int MOST_BITS = 30;

  /** Most elementary hashes a family may have: their numbers fit a {@code char}. */
  static final int MOST_HASHES = 1 << 16;

  HashShape {
    require(dimension >= 1, "dimension", "at least 1", dimension);
    int mostK = MOST_BITS / bitsEach;
    require(k >= 1 && k <= mostK, "k", "from 1 to " + mostK, k);
    int mostL = MOST_HASHES / k;
    require(l >= 1 && l <= mostL, "l", "from 1 to " + mostL + " for k = " + k, l);
  }

  /** The sizes of a family whose hashes are places in bins. */
  static HashShape ofBins(int dimension, int k, int l, int binSize) {
    require(
        binSize >= 2 && binSize <= 256 && Integer.bitCount(binSize) == 1,
        "binSize",
        "a power of two from 2 to 256",
        binSize);
    require(dimension >= binSize, "dimension", "at least the bin size " + binSize, dimension);
    return new HashShape(dimension, k, l, Integer.numberOfTrailingZeros(binSize));
  }

  /** Where hash i stands in its code: the first is highest. */
  int shift(int i) {
    return (k - 1 - i) * bitsEach;
  }

  /** Hash i of a code. */
  int elementary(int code, int i) {
    return code >>> shift(i) & (1 << bitsEach) - 1;
  }

  /**
   * A number that orders like the value and leaves room below for a place in a bin. A value and its
   * place in one number make the search for a winner a maximum, without branches that cannot be
   * predicted.
   */
  long key(float value) {
    int bits = Float.floatToRawIntBits(value);
    return (long) (bits ^ bits >> 31 & Integer.MAX_VALUE) << bitsEach;
  }

  /** Elementary hashes in all. */
  int hashes() {
    return k * l;
  }

  /** Bits of a code. */
  int codeBits() {
    return k * bitsEach;
  }

  static void require(boolean holds, String field, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(field + " must be " + rule + ", not " + value);
    }
  }

  /** Checks a sparse vector's index, which must lie in {@code [0, dimension)}. */
  int index(int index) {
    return index(index, dimension);
  }

  static int index(int index, int dimension) {
    if (index < 0 || index >= dimension) {
      throw new IndexOutOfBoundsException(
          "index " + index + " of a sparse vector must be from 0 to " + (dimension - 1));
    }
    return index;
  }
}
