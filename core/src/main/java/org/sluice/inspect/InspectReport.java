package org.sluice.inspect;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an inspection found.
 *
 * @param labels labels of the layer
 * @param dimension length of a label vector
 * @param rows queries asked
 * @param seenRows further queries that learned structures were filled from
 * @param options what was asked
 * @param methods each way of choosing labels, hashed ones first
 * @param families each family of the cells; empty where only active sets were asked
 */
public record InspectReport(
    int labels,
    int dimension,
    int rows,
    int seenRows,
    InspectOptions options,
    List<MethodReport> methods,
    List<FamilyReport> families) {
  public InspectReport {
    methods = List.copyOf(methods);
    families = List.copyOf(families);
  }

  /** All of it, as JSON has it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("labels", labels);
    map.put("dimension", dimension);
    map.put("rows", rows);
    map.put("seenRows", seenRows);
    map.put("bias", options.bias());
    map.put("seed", options.seed());
    map.put("tops", options.tops());
    map.put("sizes", options.sizes());
    map.put("methods", methods.stream().map(MethodReport::toMap).toList());
    map.put("families", families.stream().map(FamilyReport::toMap).toList());
    return map;
  }
}
