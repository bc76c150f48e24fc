package org.sluice.rank;

import java.util.Arrays;

/**
 * Joins what network, rankers, nearest rows and the labels' names say of a candidate label into the
 * probability that the label is right: a logistic model of a few figures of the pair, fitted on
 * rows that none of them was trained on. Immutable, safe for many threads.
 *
 * <p>The figures are, in this order: the log of the network's softmax over the row's candidates;
 * the ranker's score held between -3 and 3; its squared hinge {@code -max(0, 1 - score)^2}; 1; the
 * log of 1 and the label's training rows; the log of the label's share of the nearest rows' votes;
 * that share; the products of the log softmax with the ranker's score and of the log share with
 * both: a witness counts for less where another is sure; the share of the label's name that the
 * text holds, whether it holds all of it, and the products of that share with the log of 1 and the
 * label's training rows, since a name tells most of labels that were seldom seen, and with the log
 * softmax.
 */
public final class Combination {
  /** Number of figures of a pair. */
  public static final int FIGURES = 14;

  /** The share of votes to give where there are no nearest rows to ask. */
  public static final float NO_VOTES = -1;

  /** The share of a name from which on the text holds all of it, but for rounding. */
  private static final float WHOLE = 0.999f;

  private static final float SCORE_BOUND = 3;
  private static final float HINGE_BOUND = 4;

  /** Added to a share before its log is taken: a tenth of one vote of thirty. */
  private static final double LEAST_SHARE = 0.003;

  private final double[] coefficients;

  /**
   * @param coefficients of the figures, in their order, finite; those left out at the end are 0
   */
  public Combination(double[] coefficients) {
    if (coefficients.length < 1 || coefficients.length > FIGURES) {
      throw new IllegalArgumentException(
          "coefficients must be from 1 to " + FIGURES + ": " + coefficients.length);
    }
    for (double coefficient : coefficients) {
      if (!Double.isFinite(coefficient)) {
        throw new IllegalArgumentException("coefficients must be finite: " + coefficient);
      }
    }
    this.coefficients = Arrays.copyOf(coefficients, FIGURES);
  }

  /** Coefficients of the figures; a copy. */
  public double[] coefficients() {
    return coefficients.clone();
  }

  /**
   * How much speaks for a label; rises with its probability.
   *
   * @param logSoftmax log of the network's softmax over the row's candidates
   * @param ranker score of the label's ranker
   * @param share of the nearest rows' votes, or {@link #NO_VOTES}
   * @param logFrequency log of 1 and the label's training rows
   * @param name how much of the label's name the text holds, from 0 to 1; 0 where names are not
   *     looked at
   */
  public double logit(float logSoftmax, float ranker, float share, float logFrequency, float name) {
    double score = bounded(ranker);
    double logit =
        coefficients[0] * logSoftmax
            + coefficients[1] * score
            + coefficients[2] * hinge(ranker)
            + coefficients[3]
            + coefficients[4] * logFrequency
            + coefficients[7] * logSoftmax * score
            + name
                * (coefficients[10]
                    + coefficients[12] * logFrequency
                    + coefficients[13] * logSoftmax)
            + whole(name) * coefficients[11];
    if (share < 0) {
      return logit;
    }
    double log = logShare(share);
    return logit
        + log * (coefficients[5] + coefficients[8] * logSoftmax + coefficients[9] * score)
        + coefficients[6] * share;
  }

  /**
   * The greatest {@link #logit} that any score of the ranker could give: what is below the logits
   * of enough other labels need not be ranked.
   *
   * @param logSoftmax see {@link #logit}, as the rest
   */
  public double most(float logSoftmax, float share, float logFrequency, float name) {
    double slope = coefficients[1] + coefficients[7] * logSoftmax;
    if (share >= 0) {
      slope += coefficients[9] * logShare(share);
    }
    // From 1 on the score counts by itself, below it minus a parabola with its summit at 1.
    double best = Math.max(at(SCORE_BOUND, slope), at(-SCORE_BOUND, slope));
    best = Math.max(best, at(1, slope));
    if (coefficients[2] > 0) {
      double summit = Math.clamp(1 + slope / (2 * coefficients[2]), -SCORE_BOUND, 1);
      best = Math.max(best, at(summit, slope));
    }
    return logit(logSoftmax, 0, share, logFrequency, name) - at(0, slope) + best;
  }

  /** What a ranker's score within the bounds adds to a logit. */
  private double at(double score, double slope) {
    return slope * score + coefficients[2] * hinge((float) score);
  }

  /** Writes the figures of a pair. */
  static void figures(
      float logSoftmax,
      float ranker,
      float share,
      float logFrequency,
      float name,
      double[] figures) {
    double score = bounded(ranker);
    boolean asked = share >= 0;
    double log = asked ? logShare(share) : 0;
    figures[0] = logSoftmax;
    figures[1] = score;
    figures[2] = hinge(ranker);
    figures[3] = 1;
    figures[4] = logFrequency;
    figures[5] = log;
    figures[6] = asked ? share : 0;
    figures[7] = logSoftmax * score;
    figures[8] = log * logSoftmax;
    figures[9] = log * score;
    figures[10] = name;
    figures[11] = whole(name);
    figures[12] = name * logFrequency;
    figures[13] = name * logSoftmax;
  }

  /** Probability that a label with this logit is right, from 0 to 1. */
  public static double probability(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  private static double bounded(float ranker) {
    return Math.clamp(ranker, -SCORE_BOUND, SCORE_BOUND);
  }

  private static double whole(float name) {
    return name >= WHOLE ? 1 : 0;
  }

  private static double hinge(float ranker) {
    double gap = Math.clamp(1 - ranker, 0, HINGE_BOUND);
    return -gap * gap;
  }

  private static double logShare(float share) {
    return Math.log(LEAST_SHARE + share);
  }

  /**
   * Fits a combination by maximum likelihood.
   *
   * @param evidence at least one pair
   */
  public static Combination fit(Evidence evidence) {
    if (evidence.size() < 1) {
      throw new IllegalArgumentException("pairs must be at least 1: " + evidence.size());
    }
    return new Combination(new LogisticFit(evidence, FIGURES).coefficients());
  }
}
