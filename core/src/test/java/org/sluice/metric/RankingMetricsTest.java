package org.sluice.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sluice.data.LabelRows;

class RankingMetricsTest {
  private static final double TIGHT = 1e-12;

  @Test
  void agreesWithAnExampleByHand() {
    // Row 0 has {1, 3}, ranked 3 0 1 2 4; row 1 has {2}, ranked 0 2 4 1 3; row 2 has no labels.
    LabelRows truth = new LabelRows(5, new int[] {0, 2, 3, 3}, new int[] {1, 3, 2});
    int[] top = {3, 0, 1, 2, 4, 0, 2, 4, 1, 3, 0, 1, 2, 3, 4};
    Evaluation e =
        RankingMetrics.evaluate(top, 5, truth, Propensity.DEFAULT, new int[] {9, 9, 9, 9, 9}, 1);
    assertThat(e.rows()).isEqualTo(3);
    assertThat(e.rowsWithoutLabels()).isEqualTo(1);
    assertThat(e.precision(1)).isEqualTo(1 / 3.0, within(TIGHT));
    assertThat(e.precision(3)).isEqualTo(3 / 9.0, within(TIGHT));
    assertThat(e.precision(5)).isEqualTo(3 / 15.0, within(TIGHT));
    assertThat(e.recall(1)).isEqualTo((1 / 2.0) / 3, within(TIGHT));
    assertThat(e.recall(3)).isEqualTo(2 / 3.0, within(TIGHT));
    double second = 1 / (Math.log(3) / Math.log(2)); // discount of place 2; place 3 has 1/2
    assertThat(e.ndcg(1)).isEqualTo(1 / 3.0, within(TIGHT));
    assertThat(e.ndcg(3)).isEqualTo((1.5 / (1 + second) + second) / 3, within(TIGHT));
    assertThat(e.coverage(1)).isEqualTo(1 / 3.0, within(TIGHT));
    assertThat(e.coverage(3)).isEqualTo(1);
    // One training row: every label weighs 1, so PSP is hits over attainable hits.
    assertThat(e.propensityScoredPrecision(1)).isEqualTo(1 / 2.0, within(TIGHT));
    assertThat(e.propensityScoredPrecision(3)).isEqualTo(1);
  }

  @Test
  void propensityScoredPrecisionWeighsRareLabels() {
    int n = 1_000;
    int[] frequencies = {500, 2, 40};
    double[] w = Propensity.AMAZON.inverse(frequencies, n);
    assertThat(w[1]).isGreaterThan(w[2]).isGreaterThan(w[0]);
    double c = (Math.log(n) - 1) * Math.pow(3.6, 0.6);
    assertThat(w[2]).isEqualTo(1 + c * Math.pow(42.6, -0.6), within(TIGHT));
    // Both rows have {0, 1}; row 0 finds the common label first, row 1 the rare one.
    LabelRows truth = new LabelRows(3, new int[] {0, 2, 4}, new int[] {0, 1, 0, 1});
    int[] top = {0, 2, 1, 1, 2, -1};
    Evaluation e = RankingMetrics.evaluate(top, 3, truth, Propensity.AMAZON, frequencies, n);
    assertThat(e.propensityScoredPrecision(1)).isEqualTo((w[0] + w[1]) / (2 * w[1]), within(TIGHT));
    assertThat(e.propensityScoredPrecision(3))
        .isEqualTo((w[0] + 2 * w[1]) / (2 * (w[0] + w[1])), within(TIGHT));
  }

  @Test
  void unknownTrueLabelsStayInDenominators() {
    // The model knows labels 0 and 1; the row also has label 7.
    LabelRows truth = new LabelRows(8, new int[] {0, 2}, new int[] {1, 7});
    Evaluation e =
        RankingMetrics.evaluate(new int[] {1}, 1, truth, Propensity.DEFAULT, new int[] {3, 3}, 10);
    assertThat(e.precision(1)).isEqualTo(1);
    assertThat(e.recall(1)).isEqualTo(0.5);
    assertThat(e.coverage(1)).isEqualTo(0.5);
    assertThat(e.propensityScoredPrecision(1))
        .isEqualTo(
            Propensity.DEFAULT.inverse(3, 10) / Propensity.DEFAULT.inverse(0, 10), within(TIGHT));
  }

  @Test
  void namesFollowTheLengthOfTheRanking() {
    assertThat(metrics(4).result().toMap().keySet())
        .containsExactly(
            "P@1",
            "P@3",
            "nDCG@1",
            "nDCG@3",
            "PSP@1",
            "PSP@3",
            "recall@1",
            "recall@3",
            "coverage@1",
            "coverage@3");
    assertThat(metrics(10).result().toMap()).containsKeys("P@5", "recall@10", "coverage@10");
    assertThat(metrics(10).result().toMap()).doesNotContainKey("P@10");
    assertThatThrownBy(() -> metrics(4).result().precision(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("metric P@5 was not computed");
  }

  @Test
  void noRowsGiveZeros() {
    assertThat(metrics(5).result().toMap().values()).containsOnly(0.0);
    assertThat(metrics(5).result().rows()).isZero();
  }

  @Test
  void refusesWrongUse() {
    LabelRows truth = new LabelRows(3, new int[] {0, 1}, new int[] {1});
    assertThatThrownBy(() -> metrics(0)).hasMessage("k must be at least 1: 0");
    assertThatThrownBy(() -> metrics(1).add(new int[] {1, 2}, 0, 2, truth, 0))
        .hasMessage("a ranking of 2 is longer than k = 1");
    assertThatThrownBy(() -> metrics(3).add(new int[] {1, 1}, 0, 2, truth, 0))
        .hasMessageContaining("label 1 stands in it twice");
    assertThatThrownBy(() -> metrics(3).merge(metrics(4)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Propensity(0, 1)).hasMessageContaining("propensity A");
    assertThatThrownBy(() -> new Propensity(1, Double.NaN)).hasMessageContaining("propensity B");
  }

  private static RankingMetrics metrics(int k) {
    return new RankingMetrics(k, Propensity.DEFAULT, new int[] {3, 3, 3}, 10);
  }

  @Property(tries = 300)
  void agreesWithANaiveReferenceInPartsAsInOne(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 12) int rows) {
    Random random = new Random(seed);
    int labels = 1 + random.nextInt(25);
    int k = 1 + random.nextInt(12);
    int trainingRows = random.nextInt(500);
    int[] frequencies = random.ints(labels, 0, 50).toArray();
    List<List<Integer>> truths = new ArrayList<>();
    List<List<Integer>> rankings = new ArrayList<>();
    int[] offsets = new int[rows + 1];
    List<Integer> ids = new ArrayList<>();
    int[] top = new int[rows * k];
    for (int row = 0; row < rows; row++) {
      List<Integer> truth = pick(random, labels + 3, random.nextInt(8));
      List<Integer> ranking = pick(random, labels, k);
      truths.add(truth);
      rankings.add(ranking);
      ids.addAll(truth);
      offsets[row + 1] = ids.size();
      for (int i = 0; i < k; i++) {
        top[row * k + i] = i < ranking.size() ? ranking.get(i) : -1;
      }
    }
    LabelRows rowsTruth =
        new LabelRows(labels + 3, offsets, ids.stream().mapToInt(i -> i).toArray());
    Evaluation whole =
        RankingMetrics.evaluate(top, k, rowsTruth, Propensity.WIKIPEDIA, frequencies, trainingRows);

    RankingMetrics sum = new RankingMetrics(k, Propensity.WIKIPEDIA, frequencies, trainingRows);
    RankingMetrics odd = sum.fork();
    for (int row = 0; row < rows; row++) {
      (row % 2 == 0 ? sum : odd).add(top, row * k, k, rowsTruth, row);
    }
    sum.merge(odd);
    Map<String, Double> merged = sum.result().toMap();
    assertThat(whole.toMap().keySet()).isEqualTo(merged.keySet());
    whole
        .toMap()
        .forEach(
            (name, value) -> {
              String[] parts = name.split("@");
              double expected =
                  naive(
                      parts[0],
                      Integer.parseInt(parts[1]),
                      truths,
                      rankings,
                      frequencies,
                      trainingRows);
              assertThat(value).as(name).isEqualTo(expected, within(TIGHT)).isBetween(0.0, 1.0);
              assertThat(merged.get(name)).as(name).isEqualTo(expected, within(TIGHT));
            });
  }

  private static List<Integer> pick(Random random, int bound, int count) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < bound; i++) {
      all.add(i);
    }
    Collections.shuffle(all, random);
    return all.subList(0, Math.min(bound, count));
  }

  /** Each metric straight from its formula, one row and one cut-off at a time. */
  private static double naive(
      String metric,
      int k,
      List<List<Integer>> truths,
      List<List<Integer>> rankings,
      int[] frequencies,
      int n) {
    double sum = 0;
    double best = 0;
    Set<Integer> occurring = new HashSet<>();
    Set<Integer> found = new HashSet<>();
    for (int row = 0; row < truths.size(); row++) {
      List<Integer> truth = truths.get(row);
      List<Integer> first = rankings.get(row).subList(0, Math.min(k, rankings.get(row).size()));
      List<Integer> hits = first.stream().filter(truth::contains).toList();
      occurring.addAll(truth);
      found.addAll(hits);
      switch (metric) {
        case "P" -> sum += hits.size() / (double) k;
        case "recall" -> sum += truth.isEmpty() ? 0 : hits.size() / (double) truth.size();
        case "nDCG" -> {
          double dcg = hits.stream().mapToDouble(id -> discount(first.indexOf(id))).sum();
          double ideal = 0;
          for (int i = 0; i < Math.min(k, truth.size()); i++) {
            ideal += discount(i);
          }
          sum += truth.isEmpty() ? 0 : dcg / ideal;
        }
        case "PSP" -> {
          sum += hits.stream().mapToDouble(id -> weight(id, frequencies, n)).sum();
          best +=
              truth.stream()
                  .map(id -> weight(id, frequencies, n))
                  .sorted(Collections.reverseOrder())
                  .limit(k)
                  .mapToDouble(w -> w)
                  .sum();
        }
        default -> assertThat(metric).isEqualTo("coverage");
      }
    }
    if (metric.equals("coverage")) {
      return occurring.isEmpty() ? 0 : found.size() / (double) occurring.size();
    }
    double whole = metric.equals("PSP") ? best : truths.size();
    return whole == 0 ? 0 : sum / whole;
  }

  private static double discount(int place) {
    return 1 / (Math.log(place + 2) / Math.log(2));
  }

  private static double weight(int label, int[] frequencies, int n) {
    double c = Math.max(0, (Math.log(n) - 1) * Math.pow(1.4, 0.5));
    int frequency = label < frequencies.length ? frequencies[label] : 0;
    return 1 + c * Math.pow(frequency + 0.4, -0.5);
  }
}
