package org.sluice.nn;

import java.util.List;
import org.sluice.config.OptimizerKind;
import org.sluice.optim.BiasOptimizer;
import org.sluice.optim.RowOptimizer;

/**
 * The optimiser state of all layers of a network; shared by the training threads, which do not
 * lock.
 */
public final class NetworkOptimizer implements AutoCloseable {
  private final Layer input;
  private final List<Layer> hidden;
  private final Layer output;

  /** State of one layer. */
  record Layer(RowOptimizer weights, BiasOptimizer biases) {}

  /**
   * Learning rates of one batch.
   *
   * @param input of the first layer
   * @param hidden of layers between hidden layers
   * @param output of the label layer
   */
  public record Rates(float input, float hidden, float output) {}

  public NetworkOptimizer(OptimizerKind kind, Network network) {
    input = layer(kind, network.input());
    hidden = network.hidden().stream().map(parameters -> layer(kind, parameters)).toList();
    output = layer(kind, network.output());
  }

  private static Layer layer(OptimizerKind kind, LayerParameters parameters) {
    return new Layer(
        RowOptimizer.of(kind, parameters.weights()), new BiasOptimizer(kind, parameters.biases()));
  }

  Layer input() {
    return input;
  }

  Layer hidden(int i) {
    return hidden.get(i);
  }

  Layer output() {
    return output;
  }

  @Override
  public void close() {
    input.weights().close();
    hidden.forEach(layer -> layer.weights().close());
    output.weights().close();
  }
}
