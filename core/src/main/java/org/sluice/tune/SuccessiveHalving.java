package org.sluice.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Successive halving: all candidates are tried with little, the better part of them with more, and
 * so on; what little they are given suffices to see which are poor. From K. Jamieson, A. Talwalkar,
 * "Non-stochastic Best Arm Identification and Hyperparameter Optimization", AISTATS 2016; it is the
 * inner loop of Hyperband. Candidate 0, the defaults, goes through all rounds, so that the winner
 * is known to be no worse on the same rows.
 */
final class SuccessiveHalving {
  private SuccessiveHalving() {}

  /** Tries candidates. */
  interface Objective {
    /**
     * Tries one.
     *
     * @return nothing where the search must end now
     */
    Optional<Trial> measure(int candidate, double share);
  }

  /** Hears of every trial and of the best so far. */
  interface Watcher {
    void measured(Trial trial, Trial best);
  }

  /**
   * Runs the rounds of a plan, or as many of them as the objective allows.
   *
   * @return all trials, and the best: the first of the last round in which any candidate but the
   *     defaults was tried; empty where none was
   */
  static Outcome run(Plan plan, Objective objective, Watcher watcher) {
    List<Trial> trials = new ArrayList<>();
    List<Integer> candidates = IntStream.range(0, plan.candidates()).boxed().toList();
    Optional<Trial> best = Optional.empty();
    int kept = plan.candidates();
    for (double share : plan.shares()) {
      List<Trial> round = new ArrayList<>();
      for (int candidate : candidates) {
        Optional<Trial> trial = objective.measure(candidate, share);
        if (trial.isEmpty()) {
          return new Outcome(trials, best, false);
        }
        round.add(trial.get());
        trials.add(trial.get());
        // The first two of a round are the defaults and the leader of the round before.
        if (round.size() > 1 || best.isEmpty() || candidates.size() == 1) {
          best = round.stream().max(BY_SCORE);
        }
        watcher.measured(trial.get(), best.get());
      }
      kept = Math.ceilDiv(kept, Plan.FACTOR);
      candidates = better(round, kept);
    }
    return new Outcome(trials, best, true);
  }

  /** Of equal scores the lower number wins: the defaults before all. */
  private static final Comparator<Trial> BY_SCORE =
      Comparator.comparingDouble(Trial::score)
          .thenComparing(Comparator.comparingInt(Trial::candidate).reversed());

  /** The defaults, then the best of a round by falling score. */
  private static List<Integer> better(List<Trial> round, int most) {
    Set<Integer> kept = new HashSet<>(Set.of(0));
    List<Integer> order = new ArrayList<>(List.of(0));
    round.stream()
        .sorted(BY_SCORE.reversed())
        .limit(most)
        .map(Trial::candidate)
        .filter(kept::add)
        .forEach(order::add);
    return order;
  }

  /**
   * What came of a search.
   *
   * @param trials in the order in which they were made
   * @param best the winner, empty where there was no trial
   * @param complete whether all rounds were run
   */
  record Outcome(List<Trial> trials, Optional<Trial> best, boolean complete) {}
}
