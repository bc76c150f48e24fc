package org.sluice.tune;

import org.sluice.train.TrainingListener;

/** Hears of a search as it goes, and of the training of each of its candidates. */
public interface TuneListener extends TrainingListener {
  /** A listener that does not listen. */
  TuneListener NONE = new TuneListener() {};

  /** It is settled what will be tried, as far as time allows. */
  default void planned(Plan plan, int rows) {}

  /**
   * A trial has ended.
   *
   * @param best the best trial so far
   * @param done trials done in the search
   * @param all trials of the search if it is not stopped
   */
  default void trialFinished(Trial trial, Trial best, int done, int all) {}
}
