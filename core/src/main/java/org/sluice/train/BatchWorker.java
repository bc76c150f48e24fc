package org.sluice.train;

import java.util.SplittableRandom;
import org.sluice.config.TrainingConfig;
import org.sluice.data.LabelRows;
import org.sluice.data.SparseRows;
import org.sluice.index.HashTables;
import org.sluice.nn.HiddenLayers;
import org.sluice.nn.Network;
import org.sluice.nn.NetworkOptimizer;
import org.sluice.nn.OutputLayer;

/** Takes batches forward and backward through the network. One a thread; weights are shared. */
final class BatchWorker {
  private final SparseRows x;
  private final LabelRows truth;
  private final NetworkOptimizer state;
  private final HiddenLayers hidden;
  private final OutputLayer output;
  private final boolean dropout;
  private final float[] gradient;

  BatchWorker(
      Network network,
      NetworkOptimizer state,
      TrainingConfig config,
      SparseRows x,
      LabelRows truth) {
    this.x = x;
    this.truth = truth;
    this.state = state;
    int batch = config.run().batchSize();
    this.hidden = new HiddenLayers(network, batch, config.network().dropout());
    this.output = OutputLayer.of(network, state, config);
    this.dropout = config.network().dropout() > 0;
    this.gradient = new float[batch * network.shape().lastWidth()];
  }

  void use(HashTables tables) {
    output.use(tables);
  }

  /**
   * Trains on rows {@code rows[from .. from + count)}.
   *
   * @param random the batch's own randomness
   * @return the rows' losses, added up
   */
  double train(
      int[] rows, int from, int count, SplittableRandom random, NetworkOptimizer.Rates rates) {
    float[] activations = hidden.forward(x, rows, from, count, dropout ? random : null);
    double loss =
        output.step(activations, truth, rows, from, count, random, rates.output(), gradient);
    hidden.backward(x, rows, from, count, gradient, state, rates);
    return loss;
  }

  long activeLabels() {
    return output.activeLabels();
  }
}
