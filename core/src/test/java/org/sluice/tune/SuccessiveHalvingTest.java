package org.sluice.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingTest {
  private final List<Trial> bests = new ArrayList<>();

  private SuccessiveHalving.Outcome run(Plan plan, double[] worth, int most) {
    int[] measured = {0};
    return SuccessiveHalving.run(
        plan,
        (candidate, share) ->
            measured[0]++ < most
                ? Optional.of(new Trial(candidate, Map.of(), share, worth[candidate] * share, 1))
                : Optional.empty(),
        (trial, best) -> bests.add(best));
  }

  private static List<Integer> candidates(SuccessiveHalving.Outcome outcome, double share) {
    return outcome.trials().stream()
        .filter(trial -> trial.share() == share)
        .map(Trial::candidate)
        .toList();
  }

  @Test
  void theBetterThirdGoesOnAndTheDefaultsBesideIt() {
    double[] worth = {0.1, 0.5, 0.9, 0.3, 0.8, 0.2, 0.7, 0.6, 0.4};
    SuccessiveHalving.Outcome outcome = run(new Plan(9, List.of(0.1, 0.3, 1.0)), worth, 100);

    assertThat(candidates(outcome, 0.1)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(candidates(outcome, 0.3)).containsExactly(0, 2, 4, 6);
    assertThat(candidates(outcome, 1.0)).containsExactly(0, 2);
    assertThat(outcome.best().orElseThrow().candidate()).isEqualTo(2);
    assertThat(outcome.best().orElseThrow().share()).isEqualTo(1);
    assertThat(outcome.complete()).isTrue();
    assertThat(bests).hasSameSizeAs(outcome.trials());
  }

  @Test
  void whereNothingIsBetterTheDefaultsWin() {
    double[] worth = {0.5, 0.5, 0.4};
    SuccessiveHalving.Outcome outcome = run(new Plan(3, List.of(0.5, 1.0)), worth, 100);

    assertThat(outcome.best().orElseThrow().candidate()).isZero();
    assertThat(candidates(outcome, 1.0)).as("nothing is left to compare with").containsExactly(0);
  }

  @Test
  void anEarlyEndLeavesTheBestSoFar() {
    double[] worth = {0.1, 0.5, 0.9, 0.3, 0.8, 0.2, 0.7, 0.6, 0.4};
    Plan plan = new Plan(9, List.of(0.1, 0.3, 1.0));

    assertThat(run(plan, worth, 0).best()).isEmpty();
    assertThat(run(plan, worth, 1).best().orElseThrow().candidate()).isZero();
    assertThat(run(plan, worth, 2).best().orElseThrow().candidate()).isEqualTo(1);
    SuccessiveHalving.Outcome first = run(plan, worth, 10);
    assertThat(first.complete()).isFalse();
    assertThat(first.best().orElseThrow())
        .as("of the second round the defaults alone are known")
        .isEqualTo(new Trial(2, Map.of(), 0.1, 0.9 * 0.1, 1));
    assertThat(run(plan, worth, 11).best().orElseThrow().share()).isEqualTo(0.3);
  }

  @Property(tries = 300)
  void noPlanTriesMoreThanItSaysNorCostsMore(
      @ForAll @IntRange(min = 1, max = 100) int candidates,
      @ForAll @IntRange(min = 1, max = 5) int rounds,
      @ForAll long seed) {
    Plan plan = Plan.of(candidates, rounds, 1);
    double[] worth = new java.util.SplittableRandom(seed).doubles(candidates).toArray();
    SuccessiveHalving.Outcome outcome = run(plan, worth, Integer.MAX_VALUE);

    assertThat(outcome.trials().size()).isLessThanOrEqualTo(plan.trials());
    assertThat(outcome.trials().stream().mapToDouble(Trial::share).sum())
        .isLessThanOrEqualTo(plan.cost() + 1e-9);
    assertThat(candidates(outcome, 1.0)).contains(0);
    double best = java.util.Arrays.stream(worth).max().orElseThrow();
    assertThat(outcome.best().orElseThrow().score()).isEqualTo(best);
  }

  @Property(tries = 300)
  void aPlanForATimeFitsIt(
      @ForAll @IntRange(min = 80, max = 1_000_000) int rows,
      @ForAll @IntRange(min = 1, max = 81) int most,
      @ForAll @IntRange(min = 1, max = 10_000) int seconds,
      @ForAll @IntRange(min = 1, max = 1_000) int secondsOnAll) {
    Plan plan = Plan.ofTime(rows, most, seconds, secondsOnAll);
    if (plan.candidates() > 1) {
      assertThat(plan.cost() * secondsOnAll).isLessThanOrEqualTo(seconds);
      assertThat(plan.shares().getFirst() * rows).isGreaterThanOrEqualTo(Plan.LEAST_ROWS - 1e-6);
    }
    assertThat(plan.candidates()).isBetween(1, most);
  }

  @Test
  void moreTimeMeansMoreCandidatesAndRows() {
    assertThat(Plan.ofTime(100_000, Plan.MOST_CANDIDATES, 1, 100).candidates()).isEqualTo(1);
    assertThat(Plan.ofTime(100_000, Plan.MOST_CANDIDATES, 60, 100).shares().getLast())
        .isBetween(0.05, 0.5);
    assertThat(Plan.ofTime(100_000, Plan.MOST_CANDIDATES, 600, 100)).isEqualTo(Plan.of(9, 3, 1));
    assertThat(Plan.ofTime(100_000, Plan.MOST_CANDIDATES, 1e6, 100).candidates())
        .isEqualTo(Plan.MOST_CANDIDATES);
    assertThat(Plan.ofTrials(9, 100_000)).isEqualTo(Plan.of(9, 3, 1));
    assertThat(Plan.ofTrials(9, 1_000)).as("a ninth would be too few").isEqualTo(Plan.of(9, 2, 1));
    assertThat(Plan.ofTrials(1, 1_000)).isEqualTo(Plan.of(1, 1, 1));
  }

  @Test
  void wrongPlansAreRefused() {
    assertThatThrownBy(() -> new Plan(0, List.of(1.0)))
        .hasMessage("candidates must be at least 1: 0");
    assertThatThrownBy(() -> new Plan(1, List.of())).hasMessage("shares must be at least one");
    assertThatThrownBy(() -> new Plan(1, List.of(0.5, 0.5)))
        .hasMessage("shares must rise, above 0 to 1: 0.5");
  }
}
