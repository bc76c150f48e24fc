package org.sluice.deep;

/** Hears of training as it goes; called by the thread that trains. */
@FunctionalInterface
public interface DeepListener {
  /**
   * Training begins with a network that changes from now on; it may be used while {@link #epoch}
   * runs and once training has ended.
   */
  default void start(DeepNetwork network) {}

  /** An epoch has ended. */
  void epoch(DeepEpoch epoch);

  /** Hears nothing. */
  static DeepListener none() {
    return epoch -> {};
  }
}
