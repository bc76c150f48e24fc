package org.sluice.config;

/** How learning rates fall over the run. */
public enum DecayKind {
  /** In a straight line to 0. */
  LINEAR,
  /** Along half a cosine to 0. */
  COSINE,
  /** Not at all. */
  CONSTANT
}
