package org.sluice.hash;

/** Joins the signs of projections to codes. */
final class SignCodes {
  private SignCodes() {}

  /**
   * Code {@code i} gets the signs of {@code projections[i*k .. i*k + k)}, the first one highest; 1
   * stands for zero and above. Adding 0 turns a negative zero positive, so that a coordinate of -0
   * hashes as a missing one does.
   */
  static void pack(float[] projections, int k, int l, int[] codes) {
    int at = 0;
    for (int i = 0; i < l; i++) {
      int negative = 0;
      for (int end = at + k; at < end; at++) {
        negative = negative << 1 | Float.floatToRawIntBits(projections[at] + 0f) >>> 31;
      }
      codes[i] = ~negative & (1 << k) - 1;
    }
  }
}
