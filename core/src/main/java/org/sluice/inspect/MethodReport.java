package org.sluice.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one way of choosing labels found, as means over queries.
 *
 * @param name in short
 * @param settings what it is made of; empty for baselines without settings
 * @param statistics of its tables: see {@link org.sluice.index.TableStatistics}; empty without any
 * @param micros microseconds a query to choose the largest set, one thread, without scoring it; for
 *     the exact top the time of scoring all
 * @param sizes one report for each size asked
 */
public record MethodReport(
    String name,
    Map<String, Object> settings,
    Map<String, Object> statistics,
    double micros,
    List<AtSize> sizes) {
  public MethodReport {
    sizes = List.copyOf(sizes);
  }

  /**
   * Means at one size of the active set. All but the sizes are shares, from 0 to 1.
   *
   * @param size labels wanted
   * @param found labels chosen
   * @param precision share of the chosen that are among the exact best {@code size}
   * @param mass probability that the softmax over all labels gives to the chosen
   * @param right rows whose best chosen label is one of their own: P@1 of answers from the set; NaN
   *     where rows have no labels of their own
   * @param own share of a row's own labels that are chosen, or NaN
   * @param recall by top: share of the exact best so many that are chosen
   * @param share by top: share of the chosen that are among the exact best so many
   */
  public record AtSize(
      int size,
      double found,
      double precision,
      double mass,
      double right,
      double own,
      Map<Integer, Double> recall,
      Map<Integer, Double> share) {
    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("size", size);
      map.put("found", found);
      map.put("precision", precision);
      map.put("mass", mass);
      map.put("p1", Double.isNaN(right) ? null : right);
      map.put("own", Double.isNaN(own) ? null : own);
      map.put("recall", byName(recall));
      map.put("share", byName(share));
      return map;
    }

    private static Map<String, Object> byName(Map<Integer, Double> values) {
      Map<String, Object> map = new LinkedHashMap<>();
      values.forEach((top, value) -> map.put(String.valueOf(top), value));
      return map;
    }
  }

  static MethodReport of(Chooser chooser, Tally sum, int rows, InspectOptions options) {
    List<AtSize> sizes = new ArrayList<>();
    for (int s = 0; s < options.sizes().size(); s++) {
      Map<Integer, Double> recall = new LinkedHashMap<>();
      Map<Integer, Double> share = new LinkedHashMap<>();
      for (int t = 0; t < options.tops().size(); t++) {
        recall.put(options.tops().get(t), sum.recall[s][t] / rows);
        share.put(options.tops().get(t), sum.share[s][t] / rows);
      }
      sizes.add(
          new AtSize(
              options.sizes().get(s),
              sum.found[s] / rows,
              sum.precision[s] / rows,
              Math.min(1, sum.mass[s] / rows),
              sum.right[s] / rows,
              sum.own[s] / rows,
              recall,
              share));
    }
    return new MethodReport(
        chooser.name(), chooser.settings(), chooser.statistics(), sum.nanos / 1e3 / rows, sizes);
  }

  /** All of it, as JSON has it. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("settings", settings);
    map.put("statistics", statistics);
    map.put("micros", micros);
    map.put("sizes", sizes.stream().map(AtSize::toMap).toList());
    return map;
  }
}
