package org.sluice.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.sluice.json.Json;

/**
 * A run and what it measured.
 *
 * @param key which run
 * @param outcome what came out
 */
public record RunResult(RunKey key, Outcome outcome) {
  private static final String FIGURES = "figures";
  private static final String COURSE = "course";

  /** As JSON has it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("part", key.part());
    map.put("set", key.set());
    map.put("method", key.method());
    map.put("settings", key.settings());
    map.put(FIGURES, outcome.figures());
    map.put(COURSE, outcome.course());
    return map;
  }

  /**
   * Reads what {@link #toMap} gave.
   *
   * @param name of the value, for messages
   * @throws IllegalArgumentException naming the field that breaks a rule
   */
  public static RunResult of(Object value, String name) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(name + " must be an object: " + value);
    }
    List<Map<String, Object>> course = new ArrayList<>();
    if (!(map.get(COURSE) instanceof List<?> list)) {
      throw new IllegalArgumentException(
          name + "." + COURSE + " must be a list: " + map.get(COURSE));
    }
    for (int i = 0; i < list.size(); i++) {
      course.add(object(list.get(i), name + "." + COURSE + "[" + i + "]"));
    }
    return new RunResult(
        new RunKey(
            text(map, "part", name),
            text(map, "set", name),
            text(map, "method", name),
            scalars(object(map.get("settings"), name + ".settings"), name + ".settings")),
        new Outcome(object(map.get(FIGURES), name + "." + FIGURES), List.copyOf(course)));
  }

  private static String text(Map<?, ?> map, String field, String name) {
    if (map.get(field) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(
        name + "." + field + " must be a text: " + Json.write(map.get(field)));
  }

  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  private static Map<String, Object> object(Object value, String name) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new IllegalArgumentException(name + " must be an object: " + Json.write(value));
  }

  private static Map<String, Object> scalars(Map<String, Object> map, String name) {
    map.forEach(
        (field, value) -> {
          if (!(value instanceof String || value instanceof Number)) {
            throw new IllegalArgumentException(
                name + "." + field + " must be a text or a number: " + Json.write(value));
          }
        });
    return map;
  }

  /** A figure, empty where it was not measured. */
  public OptionalDouble figure(String name) {
    return outcome.figures().get(name) instanceof Number number
        ? OptionalDouble.of(number.doubleValue())
        : OptionalDouble.empty();
  }
}
