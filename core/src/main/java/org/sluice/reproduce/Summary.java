package org.sluice.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs that differ in their seeds alone.
 *
 * @param fields of their key, the seed left out
 * @param runs how many
 * @param figures means over the runs of the figures that are numbers, and other figures of the last
 * @param spreads standard deviations over the runs, of at least two that have the figure
 */
public record Summary(
    Map<String, Object> fields,
    int runs,
    Map<String, Object> figures,
    Map<String, Double> spreads) {
  static Summary of(List<RunResult> results) {
    Map<String, Object> figures = new LinkedHashMap<>();
    Map<String, Double> spreads = new LinkedHashMap<>();
    for (RunResult result : results) {
      figures.putAll(result.outcome().figures());
    }
    for (String name : List.copyOf(figures.keySet())) {
      double[] values =
          results.stream()
              .flatMapToDouble(
                  result ->
                      result.figure(name).isPresent()
                          ? java.util.stream.DoubleStream.of(result.figure(name).getAsDouble())
                          : java.util.stream.DoubleStream.empty())
              .toArray();
      if (values.length == 0) {
        continue;
      }
      double mean = java.util.Arrays.stream(values).average().orElseThrow();
      figures.put(name, mean);
      if (values.length > 1) {
        double squares = java.util.Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        spreads.put(name, Math.sqrt(squares / (values.length - 1)));
      }
    }
    return new Summary(results.getFirst().key().withoutSeed(), results.size(), figures, spreads);
  }

  /** A field or figure by name, or null. */
  Object value(String name) {
    return fields.containsKey(name) ? fields.get(name) : figures.get(name);
  }

  /** As JSON has it, on one level. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>(fields);
    map.put("runs", runs);
    map.putAll(figures);
    map.put("spreads", spreads);
    return map;
  }
}
