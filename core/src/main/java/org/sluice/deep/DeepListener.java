package org.sluice.deep;

/** Hears of training as it goes; called by the thread that trains. */
@FunctionalInterface
public interface DeepListener {
  /** An epoch has ended. */
  void epoch(DeepEpoch epoch);

  /** Hears nothing. */
  static DeepListener none() {
    return epoch -> {};
  }
}
