package org.sluice.config;

/** What a hidden unit makes of its weighted sum. */
public enum Activation {
  /** The sum itself. */
  LINEAR,
  /** The sum where it is positive, else 0. */
  RELU
}
