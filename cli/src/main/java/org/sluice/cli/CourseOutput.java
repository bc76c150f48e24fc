package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sluice.inspect.CourseRow;
import org.sluice.inspect.HtmlPage;
import org.sluice.inspect.InspectOptions;
import org.sluice.inspect.MethodReport;

/**
 * How hidden layers changed over the course of training, for people and for programs.
 *
 * @param title the model's name
 * @param units of each layer
 * @param rows that asked
 * @param course what was found, in the order of time
 * @param interrupted whether there would have been more
 */
record CourseOutput(
    String title,
    int units,
    int rows,
    InspectOptions options,
    List<CourseRow> course,
    boolean interrupted) {
  /**
   * Writes it where it was asked for.
   *
   * @param html file for a page, or null
   */
  void write(Console console, boolean json, Path html) throws IOException {
    Map<String, Object> map = toMap();
    if (html != null) {
      OutputTarget.writeWhole(html, file -> Files.writeString(file, HtmlPage.of(map)));
    }
    if (json) {
      console.out().println(JsonOutput.line(map));
    } else {
      lines().forEach(console.out()::println);
    }
    if (html != null) {
      console.note("a browser shows " + html);
    }
  }

  private Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("title", title);
    map.put("labels", units);
    map.put("rows", rows);
    map.put("bias", options.bias());
    map.put("seed", options.seed());
    map.put("tops", options.tops());
    map.put("sizes", options.sizes());
    map.put("interrupted", interrupted);
    map.put("course", course.stream().map(CourseRow::toMap).toList());
    return map;
  }

  private List<String> lines() {
    List<String> lines = new ArrayList<>();
    int strongest = options.tops().getFirst();
    int width = course.stream().mapToInt(row -> row.name().length()).max().orElse(0);
    int columns = 8 * options.sizes().size();
    lines.add(
        String.format(
            "%s units, %s rows asked; sets of %s units",
            Words.count(units),
            Words.count(rows),
            String.join(", ", options.sizes().stream().map(Words::count).toList())));
    lines.add("");
    lines.add(
        " ".repeat(width + 24)
            + fill("  precision of sets of", columns)
            + "  "
            + (strongest == 1 ? "the strongest" : "strongest " + strongest)
            + " found in sets of");
    StringBuilder head = new StringBuilder(fill("", width)).append("  epoch accuracy winners");
    for (int half = 0; half < 2; half++) {
      options.sizes().forEach(size -> head.append(String.format("%8s", Words.count(size))));
    }
    lines.add(head.toString());
    for (CourseRow row : course) {
      StringBuilder line = new StringBuilder(fill(row.name(), width));
      line.append(String.format("%7d ", row.epoch()));
      line.append(share(row.accuracy())).append(share(row.winnersFound()));
      for (MethodReport.AtSize at : row.found().sizes()) {
        line.append(share(at.precision()));
      }
      for (MethodReport.AtSize at : row.found().sizes()) {
        line.append(share(at.recall().get(strongest)));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static String fill(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String share(double value) {
    return String.format(Locale.ROOT, "%8.4f", value);
  }
}
