package org.sluice.rank;

import java.util.Arrays;
import org.sluice.retrieve.Keys;

/**
 * Maps logits to probabilities that hold: a rising curve through knots, straight between them on
 * the scale of logits and of slope 1 beyond them, fitted to rows that nothing was trained on. It
 * never changes an order, so rankings stay what they are. A histogram binning of scores (B.
 * Zadrozny, C. Elkan, "Obtaining calibrated probability estimates from decision trees and naive
 * Bayesian classifiers", ICML 2001) whose falling neighbours are pooled as in isotonic regression
 * (the same, "Transforming Classifier Scores into Accurate Multiclass Probability Estimates", KDD
 * 2002), with lines in place of steps. Immutable, safe for many threads.
 */
public final class Calibrator {
  /** Takes logits as they are. */
  public static final Calibrator IDENTITY = new Calibrator(new double[0], new double[0]);

  /** Most knots that are fitted. */
  public static final int MOST_KNOTS = 24;

  /** Fewer right pairs than this to a knot would follow chance: their count is sure to a tenth. */
  private static final int LEAST_RIGHT = 100;

  private final double[] from;
  private final double[] to;

  /**
   * @param from logits, rising
   * @param to the logits that they become, rising, as many
   * @throws IllegalArgumentException if one of these does not hold or a value is not finite
   */
  public Calibrator(double[] from, double[] to) {
    if (from.length != to.length) {
      throw new IllegalArgumentException(
          "knots must have as many ends as starts (" + from.length + "): " + to.length);
    }
    requireRising(from);
    requireRising(to);
    this.from = from.clone();
    this.to = to.clone();
  }

  private static void requireRising(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i]) || (i > 0 && values[i] <= values[i - 1])) {
        throw new IllegalArgumentException("knots must be finite and rise: " + values[i]);
      }
    }
  }

  /** Logits of the knots; a copy. */
  public double[] from() {
    return from.clone();
  }

  /** What these become; a copy. */
  public double[] to() {
    return to.clone();
  }

  /** Probability that a label with this logit is right, from 0 to 1. */
  public double probability(double logit) {
    return Combination.probability(map(logit));
  }

  /** The logit of {@link #probability}. */
  public double map(double logit) {
    int last = from.length - 1;
    if (last < 0) {
      return logit;
    }
    if (logit <= from[0]) {
      return logit + to[0] - from[0];
    }
    if (logit >= from[last]) {
      return logit + to[last] - from[last];
    }
    int at = Arrays.binarySearch(from, logit);
    int i = at >= 0 ? at : -at - 2;
    double share = (logit - from[i]) / (from[i + 1] - from[i]);
    return to[i] + share * (to[i + 1] - to[i]);
  }

  /**
   * Fits a curve.
   *
   * @param logits of pairs of a row and a label
   * @param right whether the label is one of the row's
   * @param pairs number of pairs
   * @return {@link #IDENTITY} where there are too few right or wrong pairs to tell
   */
  public static Calibrator fit(float[] logits, boolean[] right, int pairs) {
    int[] order = byLogit(logits, pairs);
    int positives = 0;
    for (int i = 0; i < pairs; i++) {
      positives += right[i] ? 1 : 0;
    }
    int knots = Math.min(MOST_KNOTS, positives / LEAST_RIGHT);
    Pools pools = new Pools(knots);
    int seen = 0;
    int begin = 0;
    for (int i = 0; i < pairs && pools.size < MOST_KNOTS; i++) {
      seen += right[order[i]] ? 1 : 0;
      boolean full = knots > 0 && seen >= (long) positives * (pools.cut + 1) / knots;
      boolean tied = i + 1 < pairs && logits[order[i]] == logits[order[i + 1]];
      if (full && !tied) {
        boolean lastPool = seen == positives;
        pools.add(order, logits, right, begin, lastPool ? pairs : i + 1);
        begin = i + 1;
        if (lastPool) {
          break;
        }
      }
    }
    return pools.curve();
  }

  /** Pairs by rising logit. */
  private static int[] byLogit(float[] logits, int pairs) {
    long[] keys = new long[pairs];
    for (int i = 0; i < pairs; i++) {
      keys[i] = Keys.of(logits[i], i);
    }
    Arrays.sort(keys);
    return Arrays.stream(keys).mapToInt(Keys::id).toArray();
  }

  /** Neighbouring pairs put together so that the share of right ones rises from pool to pool. */
  private static final class Pools {
    private final double[] count;
    private final double[] score;
    private final double[] right;
    private int size;
    private int cut;

    Pools(int most) {
      count = new double[most + 1];
      score = new double[most + 1];
      right = new double[most + 1];
    }

    void add(int[] order, float[] logits, boolean[] truth, int begin, int end) {
      count[size] = end - begin;
      score[size] = 0;
      right[size] = 0;
      for (int i = begin; i < end; i++) {
        score[size] += Combination.probability(logits[order[i]]);
        right[size] += truth[order[i]] ? 1 : 0;
      }
      size++;
      cut++;
      while (size > 1 && right[size - 2] * count[size - 1] >= right[size - 1] * count[size - 2]) {
        size--;
        count[size - 1] += count[size];
        score[size - 1] += score[size];
        right[size - 1] += right[size];
      }
    }

    /** Half a right and half a wrong pair are added to each pool: no share is 0 or 1. */
    Calibrator curve() {
      double[] from = new double[size];
      double[] to = new double[size];
      int kept = 0;
      for (int i = 0; i < size; i++) {
        double x = logit(score[i] / count[i]);
        double y = logit((right[i] + 0.5) / (count[i] + 1));
        if (Double.isFinite(x) && (kept == 0 || (x > from[kept - 1] && y > to[kept - 1]))) {
          from[kept] = x;
          to[kept++] = y;
        }
      }
      return kept == 0
          ? IDENTITY
          : new Calibrator(Arrays.copyOf(from, kept), Arrays.copyOf(to, kept));
    }

    private static double logit(double p) {
      return Math.log(p / (1 - p));
    }
  }
}
