package org.sluice.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sluice.inspect.HtmlPage;

/**
 * What an experiment has found, for people and for programs.
 *
 * @param experiment what was run
 * @param results what has come out so far
 * @param machine facts about where it ran
 * @param notRun runs that are planned and have not ended
 */
public record Report(
    Experiment experiment, Results results, Map<String, Object> machine, int notRun) {
  private static final String NOTHING = "-";

  /** All figures, as JSON has them. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("experiment", experiment.name());
    map.put("title", experiment.title());
    map.put("paper", experiment.paper());
    map.put("machine", machine);
    map.put("leftOut", experiment.leftOut());
    map.put("notRun", notRun);
    map.put("claims", experiment.claims().stream().map(this::claim).toList());
    map.put("summaries", results.summaries().stream().map(Summary::toMap).toList());
    return map;
  }

  private Map<String, Object> claim(Claim claim) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("claim", claim.text());
    map.put("where", claim.where());
    map.put("paper", claim.figure());
    map.put("ours", claim.ours().apply(results).orElse(null));
    return map;
  }

  /** The same as a page that needs nothing else. */
  public String page() {
    Map<String, Object> map = new LinkedHashMap<>(toMap());
    map.put("charts", experiment.charts().stream().map(Chart::toMap).toList());
    map.put(
        "columns",
        shown().stream()
            .map(
                column ->
                    Map.of(
                        "title",
                        column.title(),
                        "name",
                        column.name(),
                        "format",
                        column.format().name().toLowerCase(Locale.ROOT)))
            .toList());
    map.put("courses", results.all().stream().map(Report::course).toList());
    return HtmlPage.of(experiment.title(), Report.class, "reproduce.js", map);
  }

  private static Map<String, Object> course(RunResult result) {
    Map<String, Object> map = new LinkedHashMap<>(result.key().toMap());
    map.put("points", result.outcome().course());
    return map;
  }

  /** The same as Markdown. */
  public String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("# " + experiment.title());
    lines.add("");
    lines.add(experiment.paper() + ".");
    lines.add("");
    lines.addAll(rows("|", claimHead(), claimRows()));
    lines.add("");
    lines.addAll(rows("|", head(), body()));
    if (!experiment.leftOut().isEmpty() || notRun > 0) {
      lines.add("");
      lines.add("Left out of the full experiment:");
      lines.add("");
      experiment.leftOut().forEach(sentence -> lines.add("* " + sentence));
      if (notRun > 0) {
        lines.add("* " + notRun + " planned runs have not ended");
      }
    }
    lines.add("");
    machine.forEach((name, value) -> lines.add("* " + name + ": " + value));
    return String.join("\n", lines) + "\n";
  }

  /** The same as lines of a terminal. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(rows("", head(), body()));
    lines.add("");
    for (Claim claim : experiment.claims()) {
      lines.add(claim.text());
      lines.add("  paper: " + claim.figure() + " (" + claim.where() + ")");
      lines.add("  ours:  " + claim.ours().apply(results).orElse("not run"));
    }
    return lines;
  }

  private static List<String> claimHead() {
    return List.of("what", "paper", "ours", "where");
  }

  private List<List<String>> claimRows() {
    return experiment.claims().stream()
        .map(
            claim ->
                List.of(
                    claim.text(),
                    claim.figure(),
                    claim.ours().apply(results).orElse("not run"),
                    claim.where()))
        .toList();
  }

  /** Columns that some run has something for. */
  private List<Column> shown() {
    List<Summary> summaries = results.summaries();
    return experiment.columns().stream()
        .filter(
            column ->
                column.name().equals("runs")
                    || summaries.stream().anyMatch(s -> s.value(column.name()) != null))
        .toList();
  }

  private List<String> head() {
    return shown().stream().map(Column::title).toList();
  }

  private List<List<String>> body() {
    List<Column> columns = shown();
    return results.summaries().stream()
        .map(summary -> columns.stream().map(column -> cell(summary, column)).toList())
        .toList();
  }

  static String cell(Summary summary, Column column) {
    if (column.name().equals("runs")) {
      return String.valueOf(summary.runs());
    }
    Object value = summary.value(column.name());
    if (value == null) {
      boolean why =
          column.format() == Column.Format.SCORE && summary.figures().containsKey("failed");
      return why ? "diverged" : NOTHING;
    }
    if (!(value instanceof Number number)) {
      return String.valueOf(value);
    }
    double x = number.doubleValue();
    Double spread = summary.spreads().get(column.name());
    return switch (column.format()) {
      case PLAIN -> String.valueOf(value);
      case PERCENT -> String.format(Locale.ROOT, "%.1f %%", 100 * x);
      case SCORE ->
          String.format(Locale.ROOT, "%.4f", x)
              + (spread == null ? "" : String.format(Locale.ROOT, " ± %.4f", spread));
      case SECONDS -> x == 0 ? "0" : digits(x);
      case COUNT -> String.format(Locale.ROOT, "%,.0f", x);
    };
  }

  /** Three digits that count. */
  private static String digits(double x) {
    int decimals = (int) Math.clamp(2 - Math.floor(Math.log10(Math.abs(x))), 0, 6);
    return String.format(Locale.ROOT, "%." + decimals + "f", x);
  }

  /**
   * Rows with aligned columns.
   *
   * @param border between columns, empty for plain text
   */
  private static List<String> rows(String border, List<String> head, List<List<String>> body) {
    int[] widths = head.stream().mapToInt(String::length).toArray();
    for (List<String> row : body) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(line(border, head, widths));
    if (!border.isEmpty()) {
      lines.add("|" + "---|".repeat(widths.length));
    }
    body.forEach(row -> lines.add(line(border, row, widths)));
    return lines;
  }

  private static String line(String border, List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      if (border.isEmpty()) {
        line.append(i == 0 ? "" : "  ").append(("%-" + widths[i] + "s").formatted(row.get(i)));
      } else {
        line.append(i == 0 ? border + " " : " ").append(row.get(i).replace(border, "\\" + border));
        line.append(" ").append(border);
      }
    }
    return line.toString().stripTrailing();
  }
}
