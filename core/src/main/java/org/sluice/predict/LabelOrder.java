package org.sluice.predict;

import org.sluice.model.Model;
import org.sluice.rank.Calibrator;

/**
 * Turns scores into keys that labels are ordered by, and keys back into probabilities. A key rises
 * with the label's probability times a weight of the label. Immutable, safe for many threads.
 */
final class LabelOrder {
  private static final float[] NONE = {};

  /** Logs of the labels' weights, empty where all weigh 1. */
  private final float[] bonus;

  private final boolean softmax;
  private final Calibrator calibrator;

  private LabelOrder(float[] bonus, boolean softmax, Calibrator calibrator) {
    this.bonus = bonus;
    this.softmax = softmax;
    this.calibrator = calibrator;
  }

  /** By score. */
  static LabelOrder byScore() {
    return new LabelOrder(NONE, false, Calibrator.IDENTITY);
  }

  /** By logits of a softmax over all labels, rare labels of the model being favoured. */
  static LabelOrder softmax(Model model, RareLabels rare) {
    return new LabelOrder(bonus(model, rare), true, Calibrator.IDENTITY);
  }

  /**
   * By logits that each have a probability of their own, rare labels of the model being favoured.
   */
  static LabelOrder logistic(Model model, RareLabels rare, Calibrator calibrator) {
    return new LabelOrder(bonus(model, rare), false, calibrator);
  }

  private static float[] bonus(Model model, RareLabels rare) {
    if (rare.strength() == 0) {
      return NONE;
    }
    int[] frequencies = model.labelFrequencies();
    float[] bonus = new float[frequencies.length];
    for (int label = 0; label < bonus.length; label++) {
      double inverse = rare.propensity().inverse(frequencies[label], model.trainingRows());
      bonus[label] = (float) (rare.strength() * Math.log(inverse));
    }
    return bonus;
  }

  /** A bound of {@link #key} that is cheaper to compute, for scores that are not calibrated. */
  float bound(int label, float score) {
    return bonus.length == 0 ? score : score + bonus[label];
  }

  /** What the label is ordered by. */
  float key(int label, float score) {
    if (bonus.length == 0) {
      return score;
    }
    return bonus[label] + (softmax ? score : (float) logProbability(calibrator.map(score)));
  }

  /** Log of the probability of a logit, also where that is too small for a float. */
  private static double logProbability(double logit) {
    return Math.min(logit, 0) - Math.log1p(Math.exp(-Math.abs(logit)));
  }

  /**
   * Probability of a label with this key.
   *
   * @param logNormalizer of a softmax, else without effect
   */
  double probability(int label, float key, double logNormalizer) {
    if (bonus.length == 0 && !softmax) {
      return calibrator.probability(key);
    }
    double log = key - (bonus.length == 0 ? 0 : bonus[label]);
    return Math.min(1, Math.exp(softmax ? log - logNormalizer : log));
  }
}
