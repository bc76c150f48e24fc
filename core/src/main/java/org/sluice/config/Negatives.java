package org.sluice.config;

/** Where the wrong labels come from that a row is trained against. */
public enum Negatives {
  /** Labels that the hash tables return for the row: the ones it is likely to confuse. */
  HASHED,
  /** Labels drawn uniformly. */
  UNIFORM,
  /** Hashed ones, the rest filled with uniform ones. */
  MIXED
}
