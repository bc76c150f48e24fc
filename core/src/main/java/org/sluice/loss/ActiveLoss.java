package org.sluice.loss;

import org.sluice.config.LossKind;

/**
 * A loss over the labels that are active in a batch. Stateless, safe for many threads.
 *
 * <p>Scores lie by label: the score of active label u for row q is {@code scores[u * stride + q]}.
 */
public sealed interface ActiveLoss permits SampledSoftmax, Logistic {
  /** Probabilities below this count as this in the reported loss, which stays finite. */
  double LEAST = 1e-20;

  /**
   * Replaces scores by the gradient of the loss by them.
   *
   * @param active number of active labels
   * @param targets true labels of {@code targets.rows()} rows
   * @return the rows' losses, added up
   */
  double gradient(float[] scores, int active, int stride, Targets targets);

  /** The loss of a kind. */
  static ActiveLoss of(LossKind kind) {
    return switch (kind) {
      case SOFTMAX -> new SampledSoftmax();
      case LOGISTIC -> new Logistic();
    };
  }
}
