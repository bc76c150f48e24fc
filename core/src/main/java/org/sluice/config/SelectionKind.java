package org.sluice.config;

/** How labels are chosen from the buckets that a row falls into (SLIDE, section 3). */
public enum SelectionKind {
  /** Tables in random order until enough labels are found. */
  VANILLA,
  /** Labels that most tables return. */
  TOP_K,
  /** Labels that at least {@code minHits} tables return. */
  THRESHOLD
}
