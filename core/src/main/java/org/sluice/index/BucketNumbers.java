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

  BucketNumbers(HashFamily family, int ids, TableOptions options) {
    int useful = Math.max(1, 31 - Integer.numberOfLeadingZeros(Math.max(1, ids)) - SPARE_BITS);
    // Up to 1,024 buckets a table cost nothing worth saving: short codes are never mixed.
    int bound = Math.min(options.mostBits(), Math.max(useful, 10));
    bits = Math.min(family.codeBits(), bound);
    mixed = family.codeBits() > bits;
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
    // The finaliser of MurmurHash3 (Appleby, public domain): every code bit reaches the high bits.
    int h = code + (table + 1) * 0x9e3779b9;
    h = (h ^ h >>> 16) * 0x85ebca6b;
    h = (h ^ h >>> 13) * 0xc2b2ae35;
    return (h ^ h >>> 16) >>> 32 - bits;
  }
}
