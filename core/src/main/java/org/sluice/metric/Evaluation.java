package org.sluice.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metrics over a set of rows, all as fractions of 1. {@link RankingMetrics} says how each is
 * defined. Immutable.
 *
 * @param rows rows counted, those without labels among them
 * @param rowsWithoutLabels rows that no ranking can hit; they count as misses
 * @param k length of the rankings that were judged
 * @param toMap values by name: {@code P@1}, {@code nDCG@3}, {@code PSP@5}, {@code recall@10},
 *     {@code coverage@5}, ...; in reading order; cut-offs above k are absent
 */
public record Evaluation(long rows, long rowsWithoutLabels, int k, Map<String, Double> toMap) {
  public Evaluation {
    toMap = Collections.unmodifiableMap(new LinkedHashMap<>(toMap));
  }

  /** {@code P@k} for 1, 3 or 5. */
  public double precision(int at) {
    return get("P@" + at);
  }

  /** {@code nDCG@k} for 1, 3 or 5. */
  public double ndcg(int at) {
    return get("nDCG@" + at);
  }

  /** {@code PSP@k} for 1, 3 or 5. */
  public double propensityScoredPrecision(int at) {
    return get("PSP@" + at);
  }

  /** {@code recall@k} for 1, 3, 5, 10, 20, 50 or 100. */
  public double recall(int at) {
    return get("recall@" + at);
  }

  /** {@code coverage@k} for 1, 3, 5, 10, 20, 50 or 100. */
  public double coverage(int at) {
    return get("coverage@" + at);
  }

  /**
   * A metric by its name.
   *
   * @throws IllegalArgumentException if it was not computed
   */
  public double get(String name) {
    Double value = toMap.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "metric " + name + " was not computed; there are " + String.join(", ", toMap.keySet()));
    }
    return value;
  }
}
