package org.sluice.train;

import java.util.function.Supplier;
import org.sluice.model.Model;

/**
 * Hears of a run as it goes. Methods are called by the thread that called the trainer, one at a
 * time. While rankers are trained their threads call instead: {@link #ranking} one at a time,
 * {@link #shouldStop} all at once, which therefore must be safe for many threads. What methods
 * throw ends the run.
 */
public interface TrainingListener {
  /** A listener that does not listen. */
  TrainingListener SILENT = new TrainingListener() {};

  /** Work other than training batches has begun, such as counting words or training rankers. */
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
   * An epoch of the network has ended, just before {@link #epochFinished}; no thread changes
   * weights until this returns.
   *
   * @param epoch its number, from 1
   * @param model makes a model of the first stage as it is now, of the weights that go on being
   *     trained: it is for this call only and must not be closed
   */
  default void epochModel(int epoch, Supplier<Model> model) {}

  /** Training rows have got their proposals, and rows kept aside have told how good those are. */
  default void proposed(ProposalReport report) {}

  /**
   * Some rankers are trained.
   *
   * @param done labels whose ranker is trained
   * @param labels all labels
   */
  default void ranking(int done, int labels) {}

  /**
   * Asked a few times a second, and before each ranker by the thread that is to train it, by
   * several at once; once it is true the run ends after the batches in hand and the model is
   * returned as it is.
   */
  default boolean shouldStop() {
    return false;
  }
}
