package org.sluice.rank;

/** Hears how far the training of rankers is, and may end it. */
public interface RankerProgress {
  /** Hears nothing and ends nothing. */
  RankerProgress SILENT = new RankerProgress() {};

  /**
   * Some labels are done; told now and then by one of the training threads, one at a time.
   *
   * @param done labels trained so far
   * @param total labels altogether
   */
  default void labelsDone(int done, int total) {}

  /** Whether to stop; asked by every training thread before each label, so it must be quick. */
  default boolean stop() {
    return false;
  }
}
