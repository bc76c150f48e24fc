package org.sluice.train;

/**
 * Hears of a run as it goes. All methods are called by the thread that called the trainer, never at
 * the same time; what they throw ends the run.
 */
public interface TrainingListener {
  /** A listener that does not listen. */
  TrainingListener SILENT = new TrainingListener() {};

  /**
   * Work other than training batches has begun, such as reading words or rebuilding nothing yet.
   */
  default void phase(String what) {}

  /** Training has begun. */
  default void started(TrainingStart start) {}

  /** A few times a second while batches are trained. */
  default void progress(Progress progress) {}

  /** The label tables were built; the first time before the first batch. */
  default void rebuilt(Rebuild rebuild) {}

  /** An epoch has ended, with validation if there is any. */
  default void epochFinished(EpochReport report) {}

  /**
   * Asked a few times a second; once it is true the run ends after the batches in hand and the
   * model is returned as it is.
   */
  default boolean shouldStop() {
    return false;
  }
}
