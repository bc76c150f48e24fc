package org.sluice.config;

/** How the weights of a network are kept on disk. */
public enum WeightFormat {
  /** As 32-bit floats. */
  FLOAT32,
  /** As 8-bit whole numbers, each row with a scale of its own. */
  INT8
}
