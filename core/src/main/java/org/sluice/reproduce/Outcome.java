package org.sluice.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run measured.
 *
 * @param figures by name; only those that there are, all finite
 * @param course the same by epoch, with {@code epoch} and {@code seconds} since training began
 */
public record Outcome(Map<String, Object> figures, List<Map<String, Object>> course) {
  /** A finite figure is put, another one is left out: JSON has no form for it. */
  static void put(Map<String, Object> target, String name, double value) {
    if (Double.isFinite(value)) {
      target.put(name, value);
    }
  }

  /** A run that came to no figures, and why. */
  static Outcome failed(String reason) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("failed", reason);
    return new Outcome(figures, List.of());
  }
}
