package org.sluice.model;

/** Finds floats that are NaN or infinite, given as bits. */
final class FiniteValues {
  private FiniteValues() {}

  /** Place of the first value that is not finite, or -1. */
  static int firstOther(int[] bits, int count) {
    int overflow = 0;
    for (int i = 0; i < count; i++) {
      // Without its sign, a value whose exponent bits are all set is at least 0x7f800000: adding
      // one exponent step carries it into the sign bit. No branch, so the loop is vectorised.
      overflow |= (bits[i] & 0x7fffffff) + 0x00800000;
    }
    if (overflow >= 0) {
      return -1;
    }
    int i = 0;
    while (Float.isFinite(Float.intBitsToFloat(bits[i]))) {
      i++;
    }
    return i;
  }

  /** What is wrong, in words. */
  static String fault(String tensor, long place, int bits) {
    return "tensor "
        + tensor
        + ": values must be finite, value "
        + place
        + " is not: "
        + Float.intBitsToFloat(bits);
  }
}
