package org.sluice.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sluice.dense.DenseExamples;
import org.sluice.dense.Rectangles;

class Kdd17Test {
  private static final ImageSets IMAGES =
      new ImageSets(
          name -> {
            throw new AssertionError(name + " must not be read for a plan");
          },
          1);

  private static Experiment of(Scale scale) {
    return Kdd17.of(Kdd17Options.of(scale), IMAGES);
  }

  private static Kdd17Options small(List<Kdd17Method> methods, List<String> parts) {
    return new Kdd17Options(
        Scale.QUICK,
        parts,
        List.of("rectangles"),
        methods,
        List.of(2),
        List.of(.05),
        List.of(50),
        0,
        1,
        1,
        1,
        1);
  }

  @Test
  void whatMattersMostComesFirst() {
    Experiment full = of(Scale.FULL);

    // Four sets, dense with and without dropout and five methods at 5 % with three layers.
    assertThat(full.runs().subList(0, 28))
        .allSatisfy(
            run -> {
              assertThat(run.key().part()).isEqualTo("accuracy");
              assertThat(run.key().settings())
                  .containsEntry("layers", 3L)
                  .containsEntry("seed", 1L);
              assertThat(run.key().settings().get("share")).isIn(.05, 1.0);
            });
    // 3 seeds, 3 depths, 4 sets, 5 shares of 5 methods and dense; threads; simulated; widths.
    assertThat(full.runs()).hasSize(3 * 3 * 4 * (5 * 5 + 2) + 2 * 2 + 5 * 2 * 2 + 6 * 2);
    assertThat(full.runs().stream().map(run -> run.key().id()).distinct())
        .hasSameSizeAs(full.runs());
    assertThat(full.leftOut()).isEmpty();
    assertThat(full.runs())
        .allSatisfy(
            run -> {
              assertThat(run.estimate()).isPositive();
              assertThat(run.rows()).isPositive();
            });
  }

  @Test
  void aSmallerSizeSaysWhatItLeavesOut() {
    assertThat(of(Scale.QUICK).leftOut())
        .contains(
            "hidden layers: 3, 2",
            "active shares (%): 10.0, 50.0, 90.0",
            "seeds: 1 instead of 3",
            "widths: 250, 500, 4000, 8192");
    assertThat(of(Scale.HOUR).leftOut())
        .contains("other shares than 5 %: on the first set with one hidden layer alone");
    assertThat(of(Scale.HOUR).runs())
        .anyMatch(run -> Double.valueOf(.9).equals(run.key().settings().get("share")));
  }

  @Test
  void everyMethodTrainsAndIsCounted() {
    Experiment experiment =
        Kdd17.of(small(List.of(Kdd17Method.values()), List.of("widths", "threads")), IMAGES);
    Results results = new Results();
    for (PlannedRun run : experiment.runs()) {
      if (run.key().part().equals("widths")) {
        RunWatch watch = new RunWatch(EnergyMeter.none());
        results.add(new RunResult(run.key(), run.body().run(watch)));
        // Once more for the figures of the input, at most a thousand rows.
        assertThat(watch.rows()).isBetween(run.rows(), run.rows() + 1000);
      }
    }

    assertThat(results.all())
        .extracting(r -> r.key().method())
        .containsExactly("dense", "hashed-best");
    assertThat(results.all())
        .allSatisfy(
            result -> {
              assertThat(result.figure("accuracy").getAsDouble()).isBetween(0.3, 1.0);
              assertThat(result.figure("microsPerRow").getAsDouble()).isPositive();
              assertThat(result.outcome().course()).hasSize(2);
            });
    assertThat(results.all().getFirst().figure("multiplicationShare")).hasValue(1);
    assertThat(results.all().getLast().figure("multiplicationShare").getAsDouble())
        .isBetween(0.01, 0.99);
  }

  @Test
  void aRunEndsWhenItIsAskedTo() {
    PlannedRun run =
        Kdd17.of(small(List.of(Kdd17Method.DENSE), List.of("widths")), IMAGES).runs().getFirst();
    RunWatch watch = new RunWatch(EnergyMeter.none());
    watch.stop();

    assertThatThrownBy(() -> run.body().run(watch)).isInstanceOf(Stopped.class);
  }

  @Test
  void claimsCompareWhatBelongsTogether() {
    Results results = new Results();
    results.add(result("dense", 1, 1, .98, 1));
    results.add(result("dense", 1, 2, .50, 1));
    results.add(result("hashed-published", .05, 1, .95, .07));
    results.add(result("hashed-published", .25, 1, .10, .30));

    assertThat(ours(results, 0)).contains("7.0 % (7.0 % with the inputs that are not 0)");
    assertThat(ours(results, 1)).contains("3.00 points (1 pairs of runs)");
    assertThat(ours(results, 3)).isEmpty();
    assertThat(ours(results, 5)).isEmpty();
  }

  private static Optional<String> ours(Results results, int claim) {
    return of(Scale.FULL).claims().get(claim).ours().apply(results);
  }

  private static RunResult result(
      String method, double share, int seed, double accuracy, double multiplications) {
    return new RunResult(
        new RunKey("accuracy", "mnist", method, Map.of("share", share, "seed", seed)),
        new Outcome(
            Map.of(
                "accuracy",
                accuracy,
                "multiplicationShare",
                multiplications,
                "multiplicationShareNonZero",
                multiplications),
            List.of()));
  }

  @Test
  void heldRowsAreTheRows() {
    DenseExamples source = new Rectangles(5, 30);
    DenseExamples held = HeldRows.of(source, 20, new RunWatch(EnergyMeter.none()));
    float[] expected = new float[784];
    float[] actual = new float[784];

    assertThat(held.size()).isEqualTo(20);
    for (int row = 0; row < 20; row++) {
      source.copyTo(row, expected, 0);
      held.copyTo(row, actual, 0);
      assertThat(actual).isEqualTo(expected);
      assertThat(held.label(row)).isEqualTo(source.label(row));
    }
  }

  @Test
  void settingsAreChosenByRowsThatAreNotTestRows() {
    ImageSets held = new ImageSets(name -> null, 1, true);
    Experiment plan = Kdd17.of(Kdd17Options.of(Scale.FULL), held);
    assertThat(plan.runs())
        .allSatisfy(
            run -> {
              assertThat(run.key().part()).isEqualTo("validation");
              assertThat(run.key().settings()).containsEntry("testRows", 10_000L);
            });
    assertThat(plan.runs().getFirst().key().settings()).containsEntry("rows", 50_000L);

    RunWatch watch = new RunWatch(EnergyMeter.none());
    var usual = IMAGES.first("rectangles", 30, 30, watch);
    var other = held.first("rectangles", 30, 30, watch);
    assertThat(row(other.train())).isEqualTo(row(usual.train()));
    assertThat(row(other.test())).isNotEqualTo(row(usual.test()));
  }

  private static float[] row(DenseExamples examples) {
    float[] row = new float[examples.width()];
    examples.copyTo(3, row, 0);
    return row;
  }

  @Test
  void wrongOptionsAreNamed() {
    assertThatThrownBy(() -> small(List.of(), List.of("speed")))
        .hasMessage("parts must be of accuracy, threads, conflicts, widths: speed");
    assertThatThrownBy(() -> Kdd17Method.of("lsh")).hasMessageContaining("hashed-best: lsh");
  }
}
