package org.sluice.tune;

import java.util.List;
import java.util.Optional;
import org.sluice.config.TrainingConfig;

/**
 * What a search has found.
 *
 * @param config the best settings, the defaults where none were better
 * @param best the trial that showed them, empty where no trial was finished
 * @param defaults the defaults' score in the best trial's round
 * @param trials all trials, in their order
 * @param complete whether the search went as planned to its end
 */
public record TuneResult(
    TrainingConfig config,
    Optional<Trial> best,
    Optional<Double> defaults,
    List<Trial> trials,
    boolean complete) {
  public TuneResult {
    trials = List.copyOf(trials);
  }
}
