package org.sluice.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.json.Json;
import org.sluice.reproduce.Column.Format;

class ResultsTest {
  private static RunResult result(String method, long seed, double accuracy) {
    return new RunResult(
        new RunKey("accuracy", "mnist", method, Map.of("share", .05, "seed", seed)),
        new Outcome(
            Map.of("accuracy", accuracy, "winnersFoundByLayer", List.of(.5)),
            List.of(Map.of("epoch", 1, "seconds", 2.5, "accuracy", accuracy))));
  }

  @Test
  void aResultSurvivesItsFile() {
    RunResult result = result("dense", 3, .9);

    RunResult read = RunResult.of(Json.parse(Json.write(result.toMap())), "results[0]");

    assertThat(read.key()).isEqualTo(result.key());
    assertThat(read.key().id()).isEqualTo(result.key().id());
    assertThat(Json.write(read.toMap())).isEqualTo(Json.write(result.toMap()));
    assertThat(read.figure("accuracy")).hasValue(.9);
    assertThat(read.figure("winnersFoundByLayer")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          7 | results[0] must be an object: 7
          {"part":"a","set":"b","method":"c","settings":{},"figures":{}} | course must be a list
          {"part":1,"set":"b","method":"c","settings":{},"figures":{},"course":[]} | part must be a text
          {"part":"a","set":"b","method":"c","settings":3,"figures":{},"course":[]} | settings must be an
          {"part":"a","set":"b","method":"c","settings":{"s":[]},"figures":{},"course":[]} | settings.s must
          {"part":"a","set":"b","method":"c","settings":{},"figures":[],"course":[]} | figures must be an
          {"part":"a","set":"b","method":"c","settings":{},"figures":{},"course":[1]} | course[0] must be
          """)
  void whatIsNoResultIsNamed(String json, String message) {
    assertThatThrownBy(() -> RunResult.of(Json.parse(json), "results[0]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void seedsAreTakenTogether() {
    Results results = new Results();
    results.add(result("dense", 1, .90));
    results.add(result("dense", 2, .94));
    results.add(result("dropout", 1, .70));
    results.add(result("dense", 2, .96));

    List<Summary> summaries = results.summaries();

    assertThat(results.all()).hasSize(3);
    assertThat(summaries).extracting(Summary::runs).containsExactly(2, 1);
    assertThat((Double) summaries.getFirst().value("accuracy")).isEqualTo(.93, within(1e-12));
    // Standard deviation of .90 and .96 with n - 1 = 1: sqrt(2 * .03^2).
    assertThat(summaries.getFirst().spreads().get("accuracy"))
        .isEqualTo(Math.sqrt(2 * .03 * .03), within(1e-12));
    assertThat(summaries.getLast().spreads()).isEmpty();
    assertThat(results.has(result("dense", 1, 0).key())).isTrue();
    assertThat(results.has(result("dense", 3, 0).key())).isFalse();
  }

  @Test
  void aReportShowsFiguresClaimsAndWhatIsMissing() {
    Results results = new Results();
    results.add(result("dense", 1, .90));
    results.add(result("dense", 2, .96));
    results.add(
        new RunResult(
            new RunKey("accuracy", "mnist", "dropout", Map.of("share", .05, "seed", 1)),
            Outcome.failed("training diverged")));
    Experiment experiment =
        new Experiment(
            "test",
            "A <title> & more",
            "A paper",
            List.of(),
            List.of("sets: convex"),
            List.of(
                new Claim("how accurate", "table 1", "98 %", r -> Optional.of("93 %")),
                new Claim("how fast", "figure 2", "fast", _ -> Optional.empty())),
            List.of(
                new Column("method", "method", Format.PLAIN),
                new Column("active", "share", Format.PERCENT),
                new Column("runs", "runs", Format.PLAIN),
                new Column("accuracy", "accuracy", Format.SCORE),
                new Column("joules", "joules", Format.COUNT)),
            List.of());
    Report report = new Report(experiment, results, Map.of("processors", 2), 4);

    assertThat(report.lines())
        .contains(
            "method   active  runs  accuracy",
            "dense    5.0 %   2     0.9300 ± 0.0424",
            "dropout  5.0 %   1     diverged",
            "  paper: 98 % (table 1)",
            "  ours:  93 %",
            "  ours:  not run");
    assertThat(report.markdown())
        .contains(
            "| how accurate | 98 % | 93 % | table 1 |",
            "| dense | 5.0 % | 2 | 0.9300 ± 0.0424 |",
            "* sets: convex",
            "* 4 planned runs have not ended");
    assertThat(report.page())
        .contains("<h1>A &lt;title> &amp; more</h1>", "\"notRun\":4", "\"runs\":2")
        .doesNotContain("@DATA@", "@SCRIPT@", "@TITLE@");
  }

  @Test
  void budgetsAreWordsOrTimes() {
    assertThat(Budget.of("Hour")).isEqualTo(new Budget(Scale.HOUR, Double.POSITIVE_INFINITY));
    assertThat(Budget.of("90s")).isEqualTo(new Budget(Scale.FULL, 90));
    assertThat(Budget.of("1.5m").seconds()).isEqualTo(90);
    assertThat(Budget.of("2h").seconds()).isEqualTo(7200);
    assertThat(Budget.of("1d").seconds()).isEqualTo(86_400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fast", "0s", "-1h", "1", "h", "1e3s", "1 h"})
  void otherBudgetsAreRefused(String text) {
    assertThatThrownBy(() -> Budget.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("budget must be quick, hour, full or a time such as 90s, 45m or 2h: " + text);
  }
}
