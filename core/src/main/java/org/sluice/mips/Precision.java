package org.sluice.mips;

/**
 * How the values of vectors are kept. Queries, centroids and sums always have 32 bits, so that a
 * score is that of the kept vector; exact search is exact for vectors as they are kept.
 */
public enum Precision {
  /** 32-bit floats: as given. */
  SINGLE(Float.BYTES),

  /**
   * 16-bit floats (binary16 of IEEE 754): half the memory. Values keep 11 significant bits, those
   * below 6e-5 fewer, and must not be beyond 65,504.
   */
  HALF(Short.BYTES);

  /** The greatest value of 16 bits. */
  private static final float MOST = 65_504;

  private final int bytes;

  Precision(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes a value. */
  int bytes() {
    return bytes;
  }

  /**
   * Sees to it that values can be kept.
   *
   * @param row names the vector in the message
   */
  void check(float[] values, int at, int dimension, long row) {
    if (this == SINGLE) {
      return;
    }
    for (int i = 0; i < dimension; i++) {
      if (!(Math.abs(values[at + i]) <= MOST)) {
        throw new IllegalArgumentException(
            "vector "
                + row
                + ": value "
                + i
                + " must be from -65504 to 65504 to be kept in 16 bits: "
                + values[at + i]);
      }
    }
  }
}
