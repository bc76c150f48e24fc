package org.sluice.reproduce;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.sluice.json.Json;

/**
 * What makes a run what it is: two runs of one key measure the same.
 *
 * @param part of the experiment it belongs to, such as {@code accuracy} or {@code threads}
 * @param set the data
 * @param method what is compared
 * @param settings everything else by name, such as {@code layers}, {@code share} and {@code seed};
 *     values are texts, whole numbers or finite numbers
 */
public record RunKey(String part, String set, String method, Map<String, Object> settings) {
  public RunKey {
    // Through JSON and back: a key that was read from a file equals the one that was written.
    settings = Collections.unmodifiableMap(Json.parseObject(Json.write(settings)));
  }

  /** All of it on one line, the same for equal keys and no others. */
  public String id() {
    return Json.write(toMap());
  }

  /** Fields by name, settings among them. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("part", part);
    map.put("set", set);
    map.put("method", method);
    map.putAll(settings);
    return map;
  }

  /** What runs with other seeds have in common. */
  Map<String, Object> withoutSeed() {
    Map<String, Object> map = toMap();
    map.remove("seed");
    return map;
  }
}
