package org.sluice.config;

/** What training minimises. */
public enum LossKind {
  /** Cross entropy of a softmax over the active labels. */
  SOFTMAX,
  /** Independent logistic loss of every active label. */
  LOGISTIC
}
