package org.sluice.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sluice.active.OperationKind;
import org.sluice.deep.OperationReport;

/** Multiplications of a training step, for people and for programs. */
final class DeepOperations {
  private DeepOperations() {}

  static Map<String, Object> toMap(OperationReport report) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("total", report.totalAll());
    map.put("totalNonZero", report.totalNonZero());
    map.put("dense", report.denseAll());
    map.put("denseNonZero", report.denseNonZero());
    map.put("share", report.shareAll());
    map.put("shareNonZero", report.shareNonZero());
    List<Map<String, Object>> layers = new ArrayList<>();
    for (int layer = 0; layer < report.layers(); layer++) {
      Map<String, Object> one = new LinkedHashMap<>();
      for (OperationKind kind : OperationKind.values()) {
        one.put(name(kind), report.nonZero(layer, kind));
      }
      layers.add(one);
    }
    map.put("layersNonZero", layers);
    return map;
  }

  private static String name(OperationKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** A table: layers by purpose, with the inputs that are not 0. */
  static List<String> lines(OperationReport report) {
    List<String> lines = new ArrayList<>();
    lines.add("multiplications of a row in the last epoch, with the inputs that are not 0:");
    StringBuilder head = new StringBuilder("layer   ");
    for (OperationKind kind : OperationKind.values()) {
      head.append(String.format("%12s", name(kind)));
    }
    lines.add(head.toString());
    for (int layer = 0; layer < report.layers(); layer++) {
      StringBuilder line =
          new StringBuilder(
              String.format("%-8s", layer == report.layers() - 1 ? "output" : layer + 1));
      for (OperationKind kind : OperationKind.values()) {
        line.append(String.format(Locale.ROOT, "%,12.0f", report.nonZero(layer, kind)));
      }
      lines.add(line.toString());
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "in all %,.0f, %.1f %% of the dense network's; all inputs counted %,.0f, %.1f %%",
            report.totalNonZero(),
            100 * report.shareNonZero(),
            report.totalAll(),
            100 * report.shareAll()));
    return lines;
  }
}
