package org.sluice.metric;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What comes of giving exactly the labels whose score is at least a threshold.
 *
 * @param threshold least score of a label that is given, from 0 to 1
 * @param precision share of the labels given that are right
 * @param recall share of the rows' labels that are given
 * @param labelsPerRow mean number of labels given a row
 * @param rowsAnswered share of the rows that are given at least one label
 */
public record OperatingPoint(
    double threshold, double precision, double recall, double labelsPerRow, double rowsAnswered) {
  public OperatingPoint {
    share(threshold, "threshold");
    share(precision, "precision");
    share(recall, "recall");
    share(rowsAnswered, "rowsAnswered");
    if (!(labelsPerRow >= 0 && labelsPerRow < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "labelsPerRow must be at least 0 and finite: " + labelsPerRow);
    }
  }

  /** Its values by name. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("threshold", threshold);
    map.put("precision", precision);
    map.put("recall", recall);
    map.put("labelsPerRow", labelsPerRow);
    map.put("rowsAnswered", rowsAnswered);
    return map;
  }

  private static void share(double value, String name) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be from 0 to 1: " + value);
    }
  }
}
