package org.sluice.config;

/** Families of hash functions. */
public enum HashKind {
  /** Signs of projections with entries +1, 0 and -1. */
  SIMHASH,
  /** Signs after random sign flips and Hadamard transforms. */
  FAST_SIMHASH,
  /** Densified winner-take-all hashing: zeros count as absent. */
  DWTA,
  /** Winner-take-all hashing: zeros are values like others. */
  WTA,
  /** Fast signs behind the transform of Simple-ALSH, for inner products. */
  SIMPLE_ALSH,
  /** Fast signs behind the transform of Sign-ALSH, for inner products. */
  SIGN_ALSH;

  /** Whether an elementary hash is a place among eight, of three bits, rather than a sign. */
  public boolean ofWinners() {
    return this == DWTA || this == WTA;
  }
}
