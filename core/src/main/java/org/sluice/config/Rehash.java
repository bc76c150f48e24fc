package org.sluice.config;

/** What a rebuild of the hash tables hashes. */
public enum Rehash {
  /** All vectors, with new hash functions, so that one set finds what another misses. */
  ALL,
  /** With the same functions, what has changed since the last rebuild. */
  CHANGED,
  /**
   * At every rebuild one of the two: what has changed where that is at most four fifths of the
   * vectors, else all of them with new functions, which then takes hardly more time. For families
   * whose projections cannot be brought up to date, always all.
   */
  AUTO
}
