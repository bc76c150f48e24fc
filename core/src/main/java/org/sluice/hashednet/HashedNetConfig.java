package org.sluice.hashednet;

import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A network and its training by stochastic gradient descent with momentum; units are rectified
 * linear, the loss is the cross-entropy of a softmax.
 *
 * @param hidden units of each hidden layer, from 1 to 65,536 each; none gives a linear classifier
 * @param sharing how edges get their weights
 * @param compression real weights for each edge of a layer, biases included, above 0 and at most 1;
 *     1 where {@code sharing} is {@link Sharing#FULL}
 * @param inputDropout chance that an input is dropped in training, from 0 to below 1
 * @param hiddenDropout chance that a hidden unit is dropped in training, from 0 to below 1
 * @param rate learning rate of the first epoch, above 0; falls on a straight line towards 0
 * @param momentum share of the last step that is taken again, from 0 to below 1
 * @param batchSize rows of a step, at least 1
 * @param epochs passes over the rows, at least 1
 * @param seed of the weights, hashes, orders and drops
 */
public record HashedNetConfig(
    List<Integer> hidden,
    Sharing sharing,
    double compression,
    double inputDropout,
    double hiddenDropout,
    double rate,
    double momentum,
    int batchSize,
    int epochs,
    long seed) {
  private static final int WIDEST = 1 << 16;

  /** Checks the values. */
  public HashedNetConfig {
    hidden = List.copyOf(Objects.requireNonNull(hidden, "hidden"));
    for (int units : hidden) {
      require(units >= 1 && units <= WIDEST, "hidden", "from 1 to " + WIDEST + " units", units);
    }
    Objects.requireNonNull(sharing, "sharing");
    require(compression > 0 && compression <= 1, "compression", "above 0, at most 1", compression);
    require(
        sharing != Sharing.FULL || compression == 1,
        "compression",
        "1 where every edge has a weight of its own",
        compression);
    dropout("inputDropout", inputDropout);
    dropout("hiddenDropout", hiddenDropout);
    require(rate > 0 && rate <= 1000, "rate", "above 0, at most 1000", rate);
    require(momentum >= 0 && momentum < 1, "momentum", "from 0 to below 1", momentum);
    require(batchSize >= 1, "batchSize", "at least 1", batchSize);
    require(epochs >= 1, "epochs", "at least 1", epochs);
  }

  private static void dropout(String field, double chance) {
    require(chance >= 0 && chance < 1, field, "from 0 to below 1", chance);
  }

  private static void require(boolean holds, String field, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(field + " must be " + rule + ", got " + value);
    }
  }

  /**
   * The plain network with one width for all hidden layers that has as many real weights as this
   * one would have over the given inputs and classes, or as few more as possible: the paper's
   * baseline of equal size. Everything else stays.
   *
   * @throws IllegalStateException if this network has no hidden layer
   */
  public HashedNetConfig equalSize(int inputs, int classes) {
    if (hidden.isEmpty()) {
      throw new IllegalStateException("hidden must be of at least one layer, got none");
    }
    long budget = weights(hidden, inputs, classes, compression);
    int units = 1;
    while (weights(uniform(units), inputs, classes, 1) < budget) {
      units++;
    }
    return new HashedNetConfig(
        uniform(units),
        Sharing.FULL,
        1,
        inputDropout,
        hiddenDropout,
        rate,
        momentum,
        batchSize,
        epochs,
        seed);
  }

  private List<Integer> uniform(int units) {
    return Collections.nCopies(hidden.size(), units);
  }

  private static long weights(List<Integer> hidden, int inputs, int classes, double compression) {
    long sum = 0;
    int before = inputs;
    for (int layer = 0; layer <= hidden.size(); layer++) {
      int units = layer < hidden.size() ? hidden.get(layer) : classes;
      sum += SharedWeights.count(before, units, compression);
      before = units;
    }
    return sum;
  }
}
