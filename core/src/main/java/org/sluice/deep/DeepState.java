package org.sluice.deep;

import java.util.List;
import java.util.Map;

/**
 * All numbers of a trained network. Arrays are not copied.
 *
 * @param inputs numbers in a row
 * @param classes units of the output layer
 * @param weights of each layer, the output layer's last: unit after unit, one for each input
 * @param biases of each layer, one a unit
 * @param learned what each hidden layer's selection has learned beyond the weights, by name
 */
public record DeepState(
    int inputs,
    int classes,
    List<float[]> weights,
    List<float[]> biases,
    List<Map<String, float[]>> learned) {
  public DeepState {
    weights = List.copyOf(weights);
    biases = List.copyOf(biases);
    learned = List.copyOf(learned);
    DeepConfig.require(
        biases.size() == weights.size() && learned.size() == weights.size() - 1,
        "biases and learned",
        "of each layer, and of each but the last",
        biases.size() + " and " + learned.size());
  }
}
