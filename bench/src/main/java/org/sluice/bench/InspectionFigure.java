package org.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sluice.json.Json;

/**
 * Draws pictures of {@code docs/analysis.md} from what {@code sluice inspect --json} wrote.
 *
 * <p>Arguments: the JSON file, the SVG file, and what to draw: {@code recall} (share of the exact
 * top 10 that a set holds, by its size), {@code mass} (softmax mass, by size) or {@code collisions}
 * (probability that some table brings a label and a row together, by cosine; marks are measured,
 * lines the formula), or, from {@code sluice inspect sweep --train --json}, {@code course} (share
 * of the exact best that a set of the cell's tables holds after each epoch, epochs on a log scale).
 */
public final class InspectionFigure {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 400;
  private static final int LEFT = 56;
  private static final int RIGHT = 205;
  private static final int TOP = 14;
  private static final int BOTTOM = 46;
  private static final String[] COLORS = {
    "#2f81f7", "#e5534b", "#2da44e", "#bf8700", "#a371f7", "#e275ad", "#1b9aaa", "#d9702b",
    "#7a8490", "#6e9c1f"
  };

  private record Line(String name, List<double[]> points, boolean drawn, boolean marked) {}

  private final StringBuilder svg = new StringBuilder();
  private final boolean log;
  private double lowest = Double.POSITIVE_INFINITY;
  private double highest = Double.NEGATIVE_INFINITY;

  private InspectionFigure(boolean log) {
    this.log = log;
  }

  /** Draws one picture. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("needs JSON, SVG and recall, mass, collisions or course");
    }
    Map<String, Object> report = Json.parseObject(Files.readString(Path.of(arguments[0])));
    Files.writeString(Path.of(arguments[1]), draw(report, arguments[2]));
  }

  /** The picture as SVG, legible on light and on dark ground. */
  static String draw(Map<String, Object> report, String what) {
    return switch (what) {
      case "recall" ->
          new InspectionFigure(true)
              .of(active(report, "recall"), "size of the active set", "exact top 10 found");
      case "mass" ->
          new InspectionFigure(true)
              .of(active(report, "mass"), "size of the active set", "softmax mass");
      case "collisions" ->
          new InspectionFigure(false)
              .of(collisions(report), "cosine of label and row", "probability of a hit");
      case "course" ->
          new InspectionFigure(true).of(course(report), "epoch of training", "exact top found");
      default ->
          throw new IllegalArgumentException("must be recall, mass, collisions or course: " + what);
    };
  }

  /** A cell without its probes, for which the legend has no room. */
  private static String shortName(String name) {
    return name.replaceFirst(" probes=.*", "");
  }

  private static List<Line> active(Map<String, Object> report, String what) {
    List<Line> lines = new ArrayList<>();
    for (Map<String, Object> method : objects(report.get("methods"))) {
      List<double[]> points = new ArrayList<>();
      for (Map<String, Object> size : objects(method.get("sizes"))) {
        Object value =
            what.equals("recall") ? ((Map<?, ?>) size.get("recall")).get("10") : size.get(what);
        points.add(new double[] {number(size.get("size")), number(value)});
      }
      lines.add(new Line(shortName((String) method.get("name")), points, true, true));
    }
    return lines;
  }

  private static List<Line> course(Map<String, Object> report) {
    List<Line> lines = new ArrayList<>();
    for (Map<String, Object> cell : objects(report.get("trained"))) {
      List<double[]> points = new ArrayList<>();
      for (Map<String, Object> step : objects(cell.get("course"))) {
        if (step.get("recall") != null) { // uniform negatives have no tables
          points.add(new double[] {number(step.get("epoch")), number(step.get("recall"))});
        }
      }
      if (!points.isEmpty()) {
        String name = ((String) cell.get("name")).replace(" probes=", " p=");
        lines.add(new Line(name, points, true, true));
      }
    }
    return lines;
  }

  private static List<Line> collisions(Map<String, Object> report) {
    List<Line> lines = new ArrayList<>();
    for (Map<String, Object> family : objects(report.get("families"))) {
      if (family.get("similarity").equals("cosine")) {
        List<double[]> measured = new ArrayList<>();
        List<double[]> formula = new ArrayList<>();
        for (Map<String, Object> bin : objects(family.get("bins"))) {
          double x = (number(bin.get("from")) + number(bin.get("to"))) / 2;
          if (number(bin.get("pairs")) >= 20) {
            measured.add(new double[] {x, number(bin.get("any"))});
            formula.add(new double[] {x, number(bin.get("anyFormula"))});
          }
        }
        lines.add(new Line(family.get("name") + "", measured, false, true));
        lines.add(new Line("its formula", formula, true, false));
      }
    }
    return lines;
  }

  @SuppressWarnings("unchecked") // reports are written by the program itself
  private static List<Map<String, Object>> objects(Object list) {
    return (List<Map<String, Object>>) list;
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  private String of(List<Line> lines, String xTitle, String yTitle) {
    for (Line line : lines) {
      for (double[] point : line.points()) {
        lowest = Math.min(lowest, point[0]);
        highest = Math.max(highest, point[0]);
      }
    }
    put(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\""
            + " aria-label=\"%s by %s\">%n",
        WIDTH, HEIGHT, yTitle, xTitle);
    put(
        "<style>text{font:12px system-ui,sans-serif;fill:#1f2328}.g{stroke:#d1d9e0}"
            + "@media(prefers-color-scheme:dark){text{fill:#e6edf3}.g{stroke:#3d444d}"
            + "}.b{fill:#fff}@media(prefers-color-scheme:dark){.b{fill:#0d1117}}"
            + "</style>%n<rect class=\"b\" width=\"%d\" height=\"%d\"/>%n",
        WIDTH, HEIGHT);
    grid(lines, xTitle, yTitle);
    for (int i = 0; i < lines.size(); i++) {
      line(lines.get(i), COLORS[(log ? i : i / 2) % COLORS.length], TOP + 14 + 20 * i);
    }
    return svg.append("</svg>\n").toString();
  }

  private void grid(List<Line> lines, String xTitle, String yTitle) {
    for (int tenth = 0; tenth <= 10; tenth += 2) {
      double y = y(tenth / 10.0);
      put(
          "<path class=\"g\" d=\"M%d %.1fH%d\"/><text x=\"%d\" y=\"%.1f\""
              + " text-anchor=\"end\">%.1f</text>%n",
          LEFT, y, WIDTH - RIGHT, LEFT - 7, y + 4, tenth / 10.0);
    }
    List<Double> ticks = new ArrayList<>();
    if (log) {
      lines.getFirst().points().forEach(point -> ticks.add(point[0]));
    } else {
      for (double tick = Math.ceil(lowest * 5) / 5; tick <= highest; tick += 0.2) {
        ticks.add(Math.round(tick * 10) / 10.0);
      }
    }
    for (double tick : ticks) {
      put(
          "<path class=\"g\" d=\"M%.1f %dV%d\"/><text x=\"%.1f\" y=\"%d\""
              + " text-anchor=\"middle\">%s</text>%n",
          x(tick),
          TOP,
          HEIGHT - BOTTOM,
          x(tick),
          HEIGHT - BOTTOM + 17,
          log ? String.format(Locale.ROOT, "%,d", (long) tick) : "" + tick);
    }
    put(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
        (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, xTitle);
    put(
        "<text x=\"14\" y=\"%d\" text-anchor=\"middle\" transform=\"rotate(-90 14"
            + " %d)\">%s</text>%n",
        (HEIGHT - BOTTOM) / 2, (HEIGHT - BOTTOM) / 2, yTitle);
  }

  private void line(Line line, String color, int legend) {
    StringBuilder path = new StringBuilder();
    for (double[] point : line.points()) {
      path.append(path.isEmpty() ? "M" : "L");
      path.append(String.format(Locale.ROOT, "%.1f %.1f", x(point[0]), y(point[1])));
      if (line.marked()) {
        put(
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>",
            x(point[0]), y(point[1]), color);
      }
    }
    if (line.drawn()) {
      put("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, color);
    }
    int x = WIDTH - RIGHT + 14;
    put(
        line.marked()
            ? "<circle cx=\"%d\" cy=\"%d\" r=\"5\" fill=\"%s\"/>"
            : "<path d=\"M%d %dm-6 0h12\" stroke=\"%s\" stroke-width=\"2\"/>",
        x,
        legend - 4,
        color);
    put("<text x=\"%d\" y=\"%d\">%s</text>%n", x + 12, legend, line.name());
  }

  private double x(double value) {
    double share =
        log
            ? Math.log(value / lowest) / Math.log(highest / lowest)
            : (value - lowest) / (highest - lowest);
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double share) {
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  private void put(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }
}
