package org.sluice.deep;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sluice.active.ActiveVector;
import org.sluice.active.OperationCounts;
import org.sluice.dense.DenseExamples;

/** What rows bring to a hidden layer of a network when it answers. For one thread. */
public final class LayerInputs {
  private final ExamplePass pass;
  private final int layer;
  private final int width;

  /**
   * @param layer hidden layers counted from 0
   * @throws IllegalArgumentException if there is no such hidden layer
   */
  public LayerInputs(DeepNetwork network, int layer) {
    int hidden = network.layers() - 1;
    DeepConfig.require(layer >= 0 && layer < hidden, "layer", "from 0 to " + (hidden - 1), layer);
    this.pass = new ExamplePass(network, new OperationCounts(network.layers()));
    this.layer = layer;
    this.width = network.widths()[layer];
  }

  /**
   * The inputs of the layer for a row, those of units that are not active being 0.
   *
   * @param target receives as many numbers as the layer has inputs, from {@code offset} on
   */
  public void copyTo(DenseExamples examples, int row, float[] target, int offset) {
    pass.load(examples, row);
    if (layer > 0) {
      pass.forward(false, new SplittableRandom(row));
    }
    ActiveVector x = pass.input(layer);
    Arrays.fill(target, offset, offset + width, 0);
    for (int i = 0; i < x.count(); i++) {
      target[offset + x.ids()[i]] = x.values()[i];
    }
  }
}
