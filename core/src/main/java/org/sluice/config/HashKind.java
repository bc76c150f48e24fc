package org.sluice.config;

/** Families of hash functions. */
public enum HashKind {
  /** Signs of projections with entries +1, 0 and -1. */
  SIMHASH,
  /** Signs after random sign flips and Hadamard transforms. */
  FAST_SIMHASH,
  /** Densified winner-take-all hashing. */
  DWTA
}
