package org.sluice.config;

/** What a rebuild of the hash tables hashes. */
public enum Rehash {
  /** All vectors, with new hash functions, so that one set finds what another misses. */
  ALL,
  /** With the same functions, what has changed since the last rebuild. */
  CHANGED
}
