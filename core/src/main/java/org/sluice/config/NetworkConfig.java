package org.sluice.config;

import java.util.List;

/**
 * The network between features and labels.
 *
 * @param hidden widths of the hidden layers, from the input on; at least one, each from 1 to 8,192
 * @param activation what hidden units make of their sums
 * @param dropout share of hidden units set to 0 in training, from 0 to below 1
 * @param normalizeRows whether every row of features is scaled to length 1 before it enters
 * @param storedWeights how weights are kept on disk; where that holds less than floats, training
 *     ends with rounding them, so that a model answers the same before and after it is saved
 */
public record NetworkConfig(
    List<Integer> hidden,
    Activation activation,
    double dropout,
    boolean normalizeRows,
    WeightFormat storedWeights) {
  public NetworkConfig {
    hidden = List.copyOf(Rules.present(hidden, "hidden"));
    Rules.present(activation, "activation");
    Rules.present(storedWeights, "storedWeights");
    Rules.require(!hidden.isEmpty(), "hidden", "at least one width", hidden);
    for (int width : hidden) {
      Rules.require(width >= 1 && width <= 8192, "hidden", "widths from 1 to 8192", hidden);
    }
    Rules.require(dropout >= 0 && dropout < 1, "dropout", "from 0 to below 1", dropout);
  }
}
