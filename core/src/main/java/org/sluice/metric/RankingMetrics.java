package org.sluice.metric;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.sluice.data.LabelRows;

/**
 * Adds up ranking metrics row by row. With T the true labels of a row and {@code r_1, r_2, ...} its
 * ranking:
 *
 * <ul>
 *   <li>{@code P@k}: {@code |{r_1..r_k} and T| / k}, averaged over rows; short rankings count as
 *       filled up with misses.
 *   <li>{@code nDCG@k}: sum of {@code 1 / log2(i + 1)} over hits at place i, divided by that sum
 *       over the first {@code min(k, |T|)} places, averaged over rows.
 *   <li>{@code PSP@k}: sum over all rows of the inverse propensities of the hits in {@code
 *       r_1..r_k}, divided by the sum over all rows of the k largest inverse propensities in T,
 *       which is the best that any ranking attains (extreme classification repository). See {@link
 *       Propensity}.
 *   <li>{@code recall@k}: {@code |{r_1..r_k} and T| / |T|}, averaged over rows.
 *   <li>{@code coverage@k}: distinct labels that are a hit in {@code r_1..r_k} of at least one row,
 *       as a share of the distinct labels that occur in any T.
 * </ul>
 *
 * A row without labels counts in all averages, as 0. True labels unknown to the model, that is ids
 * from its label count on, are never hit and stay in all denominators, with the propensity of a
 * label seen 0 times. Over no rows every metric is 0.
 *
 * <p>Not safe for several threads: give each its {@link #fork()} and {@link #merge} these in a
 * fixed order, which makes sums repeat bit for bit.
 */
public final class RankingMetrics {
  private static final int[] CUTS = {1, 3, 5, 10, 20, 50, 100};

  /** P, nDCG and PSP are reported up to this cut-off, as the field does. */
  private static final int LAST_PRECISION_CUT = 5;

  private final int k;
  private final int[] cuts;
  private final double[] inversePropensities;
  private final double unseenInverse;
  private final double[] discounts;

  private long rows;
  private long rowsWithoutLabels;
  private final long[] hits;
  private final double[] ndcg;
  private final double[] gain;
  private final double[] bestGain;
  private final double[] recall;
  private final BitSet trueLabels = new BitSet();
  private final BitSet[] hitLabels;

  private RankingMetrics(int k, double[] inversePropensities, double unseenInverse) {
    this.k = k;
    this.inversePropensities = inversePropensities;
    this.unseenInverse = unseenInverse;
    cuts = Arrays.stream(CUTS).filter(cut -> cut <= k).toArray();
    discounts = new double[k];
    for (int i = 0; i < k; i++) {
      discounts[i] = Math.log(2) / Math.log(i + 2.0);
    }
    hits = new long[cuts.length];
    ndcg = new double[cuts.length];
    gain = new double[cuts.length];
    bestGain = new double[cuts.length];
    recall = new double[cuts.length];
    hitLabels = new BitSet[cuts.length];
    Arrays.setAll(hitLabels, cut -> new BitSet());
  }

  /**
   * Metrics of rankings of at most {@code k} labels.
   *
   * @param k longest ranking, at least 1
   * @param propensity constants of propensity-scored precision
   * @param labelFrequencies training rows that have each label the model knows
   * @param trainingRows training rows, at least 0
   */
  public RankingMetrics(int k, Propensity propensity, int[] labelFrequencies, int trainingRows) {
    this(
        requirePositive(k),
        propensity.inverse(labelFrequencies, trainingRows),
        propensity.inverse(0, trainingRows));
  }

  private static int requirePositive(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1: " + k);
    }
    return k;
  }

  /**
   * Judges all rows of a matrix of rankings.
   *
   * @param topIds {@code rows * k} label ids, best first in each row, -1 where there are fewer
   */
  public static Evaluation evaluate(
      int[] topIds,
      int k,
      LabelRows truth,
      Propensity propensity,
      int[] labelFrequencies,
      int trainingRows) {
    if (topIds.length != (long) truth.rows() * k) {
      throw new IllegalArgumentException(
          truth.rows() + " rows of " + k + " ids need another length than " + topIds.length);
    }
    RankingMetrics metrics = new RankingMetrics(k, propensity, labelFrequencies, trainingRows);
    for (int row = 0; row < truth.rows(); row++) {
      metrics.add(topIds, row * k, k, truth, row);
    }
    return metrics.result();
  }

  /** An accumulator of the same settings that has seen no rows, for another thread. */
  public RankingMetrics fork() {
    return new RankingMetrics(k, inversePropensities, unseenInverse);
  }

  /**
   * Judges one row.
   *
   * @param topIds holds the ranking: distinct ids, best first; it ends early at the first -1
   * @param from place of its first id
   * @param n places it takes, at most k
   * @param truth true labels, in ids of the model
   * @param row row of {@code truth}
   */
  public void add(int[] topIds, int from, int n, LabelRows truth, int row) {
    if (n > k) {
      throw new IllegalArgumentException("a ranking of " + n + " is longer than k = " + k);
    }
    Objects.checkFromIndexSize(from, n, topIds.length);
    int labels = truth.count(row);
    rows++;
    if (labels == 0) {
      rowsWithoutLabels++;
      return;
    }
    int start = truth.offsets()[row];
    for (int i = start; i < start + labels; i++) {
      trueLabels.set(truth.ids()[i]);
    }
    addBestGain(truth.ids(), start, labels);
    addRanking(topIds, from, length(topIds, from, n), truth, row);
  }

  /** Places before the first -1: what an array holds after the ranking's end does not count. */
  private static int length(int[] topIds, int from, int n) {
    int length = 0;
    while (length < n && topIds[from + length] >= 0) {
      length++;
    }
    return length;
  }

  private void addRanking(int[] topIds, int from, int n, LabelRows truth, int row) {
    int labels = truth.count(row);
    int found = 0;
    double dcg = 0;
    double ideal = 0;
    double foundGain = 0;
    int place = 0;
    for (int c = 0; c < cuts.length; c++) {
      for (; place < cuts[c]; place++) {
        ideal += place < labels ? discounts[place] : 0;
        if (place < n && truth.has(row, topIds[from + place])) {
          requireFirst(topIds, from, place);
          found++;
          dcg += discounts[place];
          foundGain += inverse(topIds[from + place]);
          // A hit counts as covered at this cut-off and at all later ones.
          hitLabels[c].set(topIds[from + place]);
        }
      }
      hits[c] += found;
      ndcg[c] += dcg / ideal;
      gain[c] += foundGain;
      recall[c] += (double) found / labels;
    }
  }

  /** A label ranked twice would be hit twice and could lift recall above 1. */
  private static void requireFirst(int[] topIds, int from, int place) {
    for (int i = from; i < from + place; i++) {
      if (topIds[i] == topIds[from + place]) {
        throw new IllegalArgumentException(
            "a ranking must name a label once: label " + topIds[i] + " stands in it twice");
      }
    }
  }

  private void addBestGain(int[] ids, int start, int labels) {
    double[] gains = new double[labels];
    for (int i = 0; i < labels; i++) {
      gains[i] = inverse(ids[start + i]);
    }
    Arrays.sort(gains);
    double sum = 0;
    int taken = 0;
    for (int c = 0; c < cuts.length; c++) {
      while (taken < Math.min(cuts[c], labels)) {
        sum += gains[labels - 1 - taken++];
      }
      bestGain[c] += sum;
    }
  }

  private double inverse(int label) {
    return label < inversePropensities.length ? inversePropensities[label] : unseenInverse;
  }

  /** Adds what another accumulator of the same settings has seen. */
  public void merge(RankingMetrics other) {
    if (other.k != k || other.inversePropensities.length != inversePropensities.length) {
      throw new IllegalArgumentException("only metrics of the same k and labels can be merged");
    }
    rows += other.rows;
    rowsWithoutLabels += other.rowsWithoutLabels;
    trueLabels.or(other.trueLabels);
    for (int c = 0; c < cuts.length; c++) {
      hits[c] += other.hits[c];
      ndcg[c] += other.ndcg[c];
      gain[c] += other.gain[c];
      bestGain[c] += other.bestGain[c];
      recall[c] += other.recall[c];
      hitLabels[c].or(other.hitLabels[c]);
    }
  }

  /** Metrics over the rows so far. */
  public Evaluation result() {
    Map<String, Double> values = new LinkedHashMap<>();
    int last = (int) Arrays.stream(cuts).filter(cut -> cut <= LAST_PRECISION_CUT).count();
    for (int c = 0; c < last; c++) {
      values.put("P@" + cuts[c], ratio((double) hits[c], (double) rows * cuts[c]));
    }
    for (int c = 0; c < last; c++) {
      values.put("nDCG@" + cuts[c], ratio(ndcg[c], (double) rows));
    }
    for (int c = 0; c < last; c++) {
      values.put("PSP@" + cuts[c], ratio(gain[c], bestGain[c]));
    }
    for (int c = 0; c < cuts.length; c++) {
      values.put("recall@" + cuts[c], ratio(recall[c], (double) rows));
    }
    BitSet covered = new BitSet();
    for (int c = 0; c < cuts.length; c++) {
      covered.or(hitLabels[c]);
      values.put("coverage@" + cuts[c], ratio(covered.cardinality(), trueLabels.cardinality()));
    }
    return new Evaluation(rows, rowsWithoutLabels, k, values);
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }
}
