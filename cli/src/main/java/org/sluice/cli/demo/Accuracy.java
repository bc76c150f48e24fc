package org.sluice.cli.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.predict.Prediction;

/**
 * How well held-out sentences are answered.
 *
 * @param first share of sentences whose member is the first answer, from 0 to 1
 * @param five share of sentences whose member is among the first five answers, from 0 to 1
 * @param rows number of sentences
 */
record Accuracy(double first, double five, int rows) {
  private static final int TOP = 5;

  /** Asks a finder for all sentences. */
  static Accuracy of(Finder finder, List<Example> sentences) {
    int first = 0;
    int five = 0;
    for (Example sentence : sentences) {
      List<Prediction> answers = finder.find(Terms.of(sentence.text()), TOP);
      for (int i = 0; i < answers.size(); i++) {
        if (answers.get(i).name().equals(sentence.label())) {
          first += i == 0 ? 1 : 0;
          five++;
        }
      }
    }
    int rows = sentences.size();
    return new Accuracy(
        (double) first / Math.max(1, rows), (double) five / Math.max(1, rows), rows);
  }

  /** As in JSON: precisions as fractions of 1, as everywhere, and the share of {@code five}. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("P@1", first);
    map.put("P@5", five / TOP);
    map.put("recall@5", five);
    map.put("rows", rows);
    return map;
  }

  /** The inverse of {@link #toMap}. */
  static Accuracy fromMap(Map<?, ?> map) {
    return new Accuracy(number(map, "P@1"), number(map, "recall@5"), (int) number(map, "rows"));
  }

  private static double number(Map<?, ?> map, String key) {
    if (map.get(key) instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("accuracy." + key + " must be a number: " + map.get(key));
  }
}
