package org.sluice.config;

/** Rules for a step along the gradient; each touches only rows that have one. */
public enum OptimizerKind {
  /** Adam with state that moves only when its row does. */
  ADAM,
  /** Adagrad. */
  ADAGRAD,
  /** The plain gradient times the rate. */
  SGD
}
