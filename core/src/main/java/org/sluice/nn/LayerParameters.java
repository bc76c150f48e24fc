package org.sluice.nn;

import org.sluice.memory.FloatRows;

/**
 * Weights and biases of one layer.
 *
 * <p>In the first layer row f of the weights is the vector of feature f and there is a bias for
 * each hidden unit; in hidden layers row i holds the weights that leave unit i and there is a bias
 * for each unit they reach; in the label layer row l is the vector of label l and there is a bias
 * for each label.
 *
 * @param weights the matrix, outside the heap
 * @param biases one for each output of the layer
 */
public record LayerParameters(FloatRows weights, float[] biases) implements AutoCloseable {
  @Override
  public void close() {
    weights.close();
  }
}
