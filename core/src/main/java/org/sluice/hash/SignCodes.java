package org.sluice.hash;

import org.sluice.kernel.Kernels;

/** Joins the signs of projections to codes. For one thread. */
final class SignCodes {
  private final int k;
  private final int l;
  private final long[] bits;

  SignCodes(HashShape shape) {
    k = shape.k();
    l = shape.l();
    // One word more, so that a code may be read across the last border.
    bits = new long[(shape.hashes() + Long.SIZE - 1) / Long.SIZE + 1];
  }

  /**
   * Code {@code at + i} gets the signs of {@code projections[offset + i*k .. offset + i*k + k)},
   * the first one highest; 1 stands for zero and above, -0 included, so that a coordinate of -0
   * hashes as a missing one does.
   */
  void pack(float[] projections, int offset, int[] codes, int at) {
    Kernels.signs(projections, offset, k * l, bits);
    long mask = (1L << k) - 1;
    for (int i = 0, bit = 0; i < l; i++, bit += k) {
      int word = bit >>> 6;
      // Shifts count modulo 64; the second one takes two steps so that 0 shifts everything out.
      long field = bits[word] >>> bit | bits[word + 1] << 1 << ~bit;
      codes[at + i] = Integer.reverse((int) (field & mask)) >>> Integer.SIZE - k;
    }
  }

  /** What changing each bit costs: the distance of its projection from 0. */
  void margins(float[] projections, Margins margins) {
    for (int i = 0; i < k * l; i++) {
      margins.costs()[i] = Math.abs(projections[i]);
      margins.flips()[i] = 1 << k - 1 - i % k;
    }
  }
}
