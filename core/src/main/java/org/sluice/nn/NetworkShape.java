package org.sluice.nn;

import java.util.List;
import org.sluice.config.Activation;

/**
 * Sizes of a network.
 *
 * @param features inputs, at least 0
 * @param hidden widths of the hidden layers from the input on, at least one
 * @param labels outputs, at least 0
 * @param activation of all hidden layers
 */
public record NetworkShape(int features, List<Integer> hidden, int labels, Activation activation) {
  public NetworkShape {
    hidden = List.copyOf(hidden);
    if (features < 0 || labels < 0 || hidden.isEmpty()) {
      throw new IllegalArgumentException(
          "a network needs features, labels of at least 0 and a hidden layer: "
              + features
              + ", "
              + labels
              + ", "
              + hidden);
    }
  }

  /** Width of the layer that labels are scored from. */
  public int lastWidth() {
    return hidden.getLast();
  }

  /** Number of weights and biases. */
  public long parameters() {
    long count = (long) features * hidden.getFirst() + hidden.getFirst();
    for (int i = 1; i < hidden.size(); i++) {
      count += ((long) hidden.get(i - 1) + 1) * hidden.get(i);
    }
    return count + ((long) lastWidth() + 1) * labels;
  }
}
