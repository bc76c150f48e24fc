package org.sluice.predict;

import java.util.Objects;
import org.sluice.metric.Propensity;
import org.sluice.model.Model;

/**
 * How much answers favour rare labels. Labels are ordered by {@code p * w^strength}, where p is the
 * probability that a label is right and w its inverse propensity, so that with strength 1 the first
 * labels are those of which propensity-scored precision expects most. From H. Jain, Y. Prabhu, M.
 * Varma, "Extreme Multi-label Loss Functions", KDD 2016. The scores of answers stay what they are,
 * probabilities; they no longer fall from one answer to the next.
 *
 * @param strength from 0, which orders by probability alone, to 1
 * @param propensity where w comes from
 */
public record RareLabels(double strength, Propensity propensity) {
  public RareLabels {
    Objects.requireNonNull(propensity, "propensity");
    if (!(strength >= 0 && strength <= 1)) {
      throw new IllegalArgumentException("strength must be from 0 to 1: " + strength);
    }
  }

  /** What a model was trained to do, with the propensities that fit most data. */
  public static RareLabels of(Model model) {
    return new RareLabels(model.config().rank().propensity(), Propensity.DEFAULT);
  }
}
