package org.sluice.bench.rival;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sluice.metric.Evaluation;

/**
 * The markdown table of all runs. Below a rival's row stand the differences in accuracy and the
 * ratios of costs, ours to the rival's, at equal features.
 */
final class Table {
  private static final String HEAD =
      """
      | data | features | program | P@1 / P@3 / P@5 | PSP@1 / 3 / 5 | CPU s | wall s | peak MB | model MB | ms a row |
      |---|---|---|---|---|---|---|---|---|---|
      """;

  private Table() {}

  /** The table, lines ended. */
  static String of(List<Measured> runs) {
    StringBuilder table = new StringBuilder(HEAD);
    for (Measured run : runs) {
      table.append(line(cells(run)));
      ours(runs, run).ifPresent(our -> table.append(line(comparison(our, run))));
    }
    return table.toString();
  }

  private static Optional<Measured> ours(List<Measured> runs, Measured rival) {
    return runs.stream()
        .filter(run -> !rival.program().equals(Sluice.NAME) && run.program().equals(Sluice.NAME))
        .filter(run -> run.data().equals(rival.data()) && run.features() == rival.features())
        .findFirst();
  }

  private static List<String> cells(Measured run) {
    return new ArrayList<>(
        List.of(
            run.data(),
            run.features().title(),
            run.program(),
            accuracy("P@", run.accuracy()),
            accuracy("PSP@", run.accuracy()),
            format("%,.0f", run.training().cpuSeconds()),
            format("%,.0f", run.training().wallSeconds()),
            format("%,.0f", run.training().peakMb()),
            format("%,.1f", run.modelMb()),
            number(3, run.msPerRow())));
  }

  private static List<String> comparison(Measured our, Measured rival) {
    return List.of(
        "",
        "",
        "ours to " + rival.program(),
        difference("P@", our.accuracy(), rival.accuracy()),
        difference("PSP@", our.accuracy(), rival.accuracy()),
        ratio(our.training().cpuSeconds(), rival.training().cpuSeconds()),
        ratio(our.training().wallSeconds(), rival.training().wallSeconds()),
        ratio(our.training().peakMb(), rival.training().peakMb()),
        ratio(our.modelMb(), rival.modelMb()),
        ratio(our.msPerRow(), rival.msPerRow()));
  }

  private static String accuracy(String metric, Evaluation accuracy) {
    return number(3, accuracy.get(metric + 1))
        + " / "
        + number(3, accuracy.get(metric + 3))
        + " / "
        + number(3, accuracy.get(metric + 5));
  }

  private static String difference(String metric, Evaluation our, Evaluation rival) {
    List<String> differences = new ArrayList<>();
    for (int at : new int[] {1, 3, 5}) {
      double difference = our.get(metric + at) - rival.get(metric + at);
      differences.add((difference < 0 ? "-" : "+") + number(3, Math.abs(difference)));
    }
    return String.join(" / ", differences);
  }

  private static String ratio(double our, double rival) {
    return rival > 0 ? "x " + number(2, our / rival) : "";
  }

  /** A number without a zero before the point. */
  private static String number(int digits, double value) {
    return format("%,." + digits + "f", value).replaceFirst("^0\\.", ".");
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
