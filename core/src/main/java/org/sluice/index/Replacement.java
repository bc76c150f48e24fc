package org.sluice.index;

/** What a full bucket does with one more id (Chen et al., MLSys 2020, section 3.1.3). */
public enum Replacement {
  /** The id that came first leaves. */
  FIFO,
  /**
   * Reservoir sampling: of n ids that came, each is in a bucket of capacity B with probability B/n.
   */
  RESERVOIR
}
