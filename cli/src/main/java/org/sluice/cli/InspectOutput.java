package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.sluice.inspect.FamilyReport;
import org.sluice.inspect.HtmlPage;
import org.sluice.inspect.InspectReport;
import org.sluice.inspect.MethodReport;
import org.sluice.inspect.TrainedCell;

/** What an inspection found, for people and for programs. */
final class InspectOutput {
  private InspectOutput() {}

  /**
   * Writes a report where it was asked for.
   *
   * @param title what was inspected
   * @param html file for a page, or null
   */
  static void write(
      Console console,
      String title,
      InspectReport report,
      List<TrainedCell> trained,
      boolean json,
      Path html)
      throws IOException {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("title", title);
    map.putAll(report.toMap());
    map.put("trained", trained.stream().map(TrainedCell::toMap).toList());
    if (html != null) {
      OutputTarget.writeWhole(html, file -> Files.writeString(file, HtmlPage.of(map)));
    }
    if (json) {
      console.out().println(JsonOutput.line(map));
    } else {
      lines(report, trained).forEach(console.out()::println);
    }
    if (html != null) {
      console.note("a browser shows " + html);
    }
  }

  private static List<String> lines(InspectReport report, List<TrainedCell> trained) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "%s labels, %s rows asked", Words.count(report.labels()), Words.count(report.rows())));
    int width =
        report.methods().stream().mapToInt(method -> method.name().length()).max().orElse(0);
    for (int s = 0; s < report.options().sizes().size(); s++) {
      lines.add("");
      lines.addAll(sizes(report, s, width));
    }
    if (!report.families().isEmpty()) {
      lines.add("");
      lines.addAll(families(report.families(), width));
    }
    lines.add("");
    lines.addAll(tables(report.methods(), width));
    if (!trained.isEmpty()) {
      lines.add("");
      lines.addAll(training(trained));
    }
    return lines;
  }

  private static List<String> sizes(InspectReport report, int s, int width) {
    List<String> lines = new ArrayList<>();
    String tops =
        report.options().tops().stream()
            .map(top -> String.format("%8s", "top " + top))
            .collect(Collectors.joining());
    lines.add(
        row(width, "active set of " + Words.count(report.options().sizes().get(s)))
            + String.format("%8s%s%8s%8s%8s%8s", "found", tops, "prec.", "mass", "P@1", "us"));
    for (MethodReport method : report.methods()) {
      MethodReport.AtSize at = method.sizes().get(s);
      String recalls =
          at.recall().values().stream().map(InspectOutput::share).collect(Collectors.joining());
      lines.add(
          row(width, method.name())
              + String.format(Locale.ROOT, "%8.0f", at.found())
              + recalls
              + share(at.precision())
              + share(at.mass())
              + share(at.right())
              + String.format(Locale.ROOT, "%8.0f", method.micros()));
    }
    return lines;
  }

  private static List<String> families(List<FamilyReport> families, int width) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(width, "hits and activations")
            + String.format(
                "%10s%10s%10s%10s%12s",
                "rho best", "tau best", "rho all", "tau all", "off formula"));
    for (FamilyReport family : families) {
      lines.add(
          row(width, family.name())
              + String.format(
                  Locale.ROOT,
                  "%10.3f%10.3f%10.3f%10.3f%12.3f",
                  family.contenders().spearman(),
                  family.contenders().kendall(),
                  family.uniform().spearman(),
                  family.uniform().kendall(),
                  offFormula(family)));
    }
    return lines;
  }

  /** Mean distance of an elementary hash's measured collisions from the formula, over pairs. */
  private static double offFormula(FamilyReport family) {
    double pairs = family.bins().stream().mapToLong(FamilyReport.Bin::pairs).sum();
    return family.bins().stream()
            .mapToDouble(bin -> bin.pairs() * Math.abs(bin.hash() - bin.hashFormula()))
            .sum()
        / pairs;
  }

  private static List<String> tables(List<MethodReport> methods, int width) {
    List<String> lines = new ArrayList<>();
    lines.add(
        row(width, "tables")
            + String.format(
                "%11s%8s%9s%8s%9s%11s", "buckets", "empty", "largest", "mean", "reach", "memory"));
    for (MethodReport method : methods) {
      Map<String, Object> s = method.statistics();
      if (s.containsKey("histogram")) {
        lines.add(
            row(width, method.name())
                + String.format(
                    Locale.ROOT,
                    "%11s%8.3f%9s%8.1f%9s%11s",
                    count(s, "buckets"),
                    (Double) s.get("emptyShare"),
                    count(s, "largest"),
                    (Double) s.get("meanOccupied"),
                    count(s, "reach"),
                    Words.bytes((Long) s.get("bytes"))));
      }
    }
    return lines;
  }

  private static String count(Map<String, Object> statistics, String name) {
    return Words.count(((Number) statistics.get(name)).longValue());
  }

  private static List<String> training(List<TrainedCell> trained) {
    int width = trained.stream().mapToInt(cell -> cell.name().length()).max().orElse(0);
    List<String> lines = new ArrayList<>();
    lines.add(
        row(width, "trained with")
            + String.format(
                "%8s%8s%8s%8s%8s%8s%8s%9s%8s%8s",
                "after",
                "growth",
                "rebuilt",
                "active",
                "P@1",
                "P@3",
                "P@5",
                "seconds",
                "top " + trained.getFirst().top(),
                "mass"));
    for (TrainedCell cell : trained) {
      lines.add(
          row(width, cell.name())
              + schedule(cell)
              + String.format(Locale.ROOT, "%8d", cell.activeSize())
              + share(cell.p1())
              + share(cell.p3())
              + share(cell.p5())
              + String.format(Locale.ROOT, "%9.1f", cell.seconds())
              + (cell.atSize() == null
                  ? ""
                  : share(cell.atSize().recall().get(cell.top())) + share(cell.atSize().mass())));
    }
    return lines;
  }

  private static String schedule(TrainedCell cell) {
    return cell.schedule() == null
        ? " ".repeat(24)
        : String.format(
            Locale.ROOT,
            "%8d%8.2f%8d",
            cell.schedule().firstGap(),
            cell.schedule().decay(),
            cell.rebuilds());
  }

  private static String row(int width, String name) {
    return String.format("%-" + Math.max(width, 22) + "s", name);
  }

  private static String share(double value) {
    return Double.isNaN(value) ? "       -" : String.format(Locale.ROOT, "%8.4f", value);
  }
}
