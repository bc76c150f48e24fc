package org.sluice.index;

import org.sluice.hash.HashFamily;

/**
 * Turns codes into bucket numbers. A code of few bits is its own bucket; a code with more bits than
 * the number of ids can fill is mixed down, with another mixing in each table, so that two codes
 * that fall together in one table are apart in the others.
 */
final class BucketNumbers {
  /** Two to four ids a bucket on average: then offsets take less room than ids. */
  private static final int SPARE_BITS = 1;

  private final int bits;
  private final boolean mixed;
  private final int codeBits;
  private final int mask;
  private final int half;

  BucketNumbers(HashFamily family, int ids, TableOptions options) {
    bits = bits(family.codeBits(), ids, options.mostBits());
    mixed = family.codeBits() > bits;
    codeBits = family.codeBits();
    mask = (1 << codeBits) - 1;
    half = (codeBits + 1) / 2;
  }

  /** Bits of a bucket's number. */
  static int bits(int codeBits, long ids, int mostBits) {
    int useful = Math.max(1, 63 - Long.numberOfLeadingZeros(Math.max(1, ids)) - SPARE_BITS);
    // Up to 1,024 buckets a table cost nothing worth saving: short codes are never mixed.
    return Math.min(codeBits, Math.min(mostBits, Math.max(useful, 10)));
  }

  /** Buckets a table. */
  int buckets() {
    return 1 << bits;
  }

  /** The bucket of a code in a table. */
  int of(int table, int code) {
    if (!mixed) {
      return code;
    }
    // Steps that can each be undone, so that as many codes fall into one bucket as into another:
    // sums and products by odd numbers modulo 2^codeBits, and shifts onto itself.
    int h = code + (table + 1) * 0x9e3779b9 & mask;
    h = (h ^ h >>> half) * 0x85ebca6b & mask;
    h = (h ^ h >>> half) * 0xc2b2ae35 & mask;
    return (h ^ h >>> half) >>> codeBits - bits;
  }
}
