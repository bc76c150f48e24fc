package org.sluice.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.data.LabelRows;
import org.sluice.metric.Evaluation;

/** What is read, judged and printed. */
class PartsTest {
  @TempDir Path folder;

  @Test
  void readsRankings() throws IOException {
    Path file = folder.resolve("rankings");
    Files.writeString(file, "7:0.9 3:1e-05 \n\n2 4 5 6 \n");

    assertThat(Rankings.read(file, 3, 3)).containsExactly(7, 3, -1, -1, -1, -1, 2, 4, 5);
  }

  @Test
  void writesWhatItReads() throws IOException {
    Path file = folder.resolve("rankings");
    int[] ids = {4, 2, 9, -1, -1, -1, 0, 1};
    Rankings.write(ids, 2, file);

    assertThat(Rankings.read(file, 4, 2)).containsExactly(ids);
  }

  @Test
  void refusesOtherRankings() throws IOException {
    Path file = folder.resolve("rankings");
    Files.writeString(file, "1:0.5\nx:0.5\n");

    assertThatThrownBy(() -> Rankings.read(file, 3, 5))
        .isInstanceOf(BenchException.class)
        .hasMessage(file + ": must have a line for each of the 3 test rows: 2");
    assertThatThrownBy(() -> Rankings.read(file, 2, 5))
        .hasMessage(file + ":2: must be label:score label:score ...: x:0.5");
  }

  /** Label 0 is in 6 of 8 training rows, label 1 in 2; the last test row has no label. */
  @Test
  void judgesLikeCountingByHand() throws IOException {
    Path file = folder.resolve("rankings");
    Files.writeString(file, "0:.9 1:.5 \n1:.9 0:.5 \n0:.9 1:.5 \n0:.9 \n");
    LabelRows truth = new LabelRows(2, new int[] {0, 1, 3, 4, 4}, new int[] {0, 0, 1, 1});

    Evaluation found = new Judge(truth, new int[] {6, 2}, 8).judge(file);

    double c = (Math.log(8) - 1) * Math.pow(2.5, 0.55);
    double often = 1 + c * Math.pow(7.5, -0.55);
    double rare = 1 + c * Math.pow(3.5, -0.55);
    assertThat(found.precision(1)).isEqualTo(2.0 / 4);
    assertThat(found.precision(3)).isCloseTo((1 + 2 + 1) / 3.0 / 4, within(1e-12));
    assertThat(found.precision(5)).isCloseTo((1 + 2 + 1) / 5.0 / 4, within(1e-12));
    assertThat(found.propensityScoredPrecision(1))
        .isCloseTo((often + rare) / (often + rare + rare), within(1e-12));
    assertThat(found.propensityScoredPrecision(5)).isCloseTo(1, within(1e-12));
  }

  @Test
  void findsFiguresInTheRivalsLog() {
    String log = "  P@1: 0.632604\n  P@10: .1\nTest CPU time (s): 2\n  Test CPU time / row: 1e-2\n";

    assertThat(NapkinXc.figure(log, "P@1")).hasValue(0.632604);
    assertThat(NapkinXc.figure(log, "Test CPU time / row")).hasValue(0.01);
    assertThat(NapkinXc.figure(log, "P@3")).isEmpty();
  }

  @Test
  void readsWhatTimeSays() {
    Usage usage = Usage.parse("Command exited\n1.50 0.25 3.00 1000\n", folder);

    assertThat(usage.cpuSeconds()).isEqualTo(1.75);
    assertThat(usage.wallSeconds()).isEqualTo(3);
    assertThat(usage.peakMb()).isEqualTo(1.024);
    assertThatThrownBy(() -> Usage.parse("1 2\n", folder)).hasMessageContaining("GNU time");
  }

  @Test
  void tablePutsOursBesideTheRival() {
    Measured words = run("d", FeatureKind.WORDS, Sluice.NAME, 0.6, 50, 0.25);
    Measured rival = run("d", FeatureKind.WORDS, NapkinXc.NAME, 0.5, 200, 1);
    Measured other = run("e", FeatureKind.GIVEN, Sluice.NAME, 0.7, 1_234, 2);

    assertThat(Table.of(List.of(words, rival, other)).lines().skip(2))
        .containsExactly(
            "| d | words | Sluice | .600 / .600 / .600 | .600 / .600 / .600 | 50 | 50 | 50 | 50.0"
                + " | .250 |",
            "| d | words | napkinXC | .500 / .500 / .500 | .500 / .500 / .500 | 200 | 200 | 200"
                + " | 200.0 | 1.000 |",
            "|  |  | ours to napkinXC | +.100 / +.100 / +.100 | +.100 / +.100 / +.100 | x .25"
                + " | x .25 | x .25 | x .25 | x .25 |",
            "| e | as given | Sluice | .700 / .700 / .700 | .700 / .700 / .700 | 1,234 | 1,234"
                + " | 1,234 | 1,234.0 | 2.000 |");
  }

  private static Measured run(
      String data, FeatureKind kind, String program, double accuracy, double cost, double ms) {
    Map<String, Double> all =
        Map.of(
            "P@1", accuracy, "P@3", accuracy, "P@5", accuracy, "PSP@1", accuracy, "PSP@3", accuracy,
            "PSP@5", accuracy);
    Usage usage = new Usage(cost, 0, cost, cost);
    return new Measured(data, kind, program, new Evaluation(1, 0, 5, all), usage, cost, ms);
  }
}
