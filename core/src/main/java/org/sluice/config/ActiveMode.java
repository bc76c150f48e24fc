package org.sluice.config;

/** Which outputs are computed together. */
public enum ActiveMode {
  /** One set for all rows of a batch, as matrix products. */
  POOLED,
  /** A set of its own for every row, as SLIDE does (Chen et al., MLSys 2020). */
  EXAMPLE
}
