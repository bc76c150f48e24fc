package org.sluice.nn;

import java.util.SplittableRandom;
import org.sluice.config.Activation;
import org.sluice.data.SparseRows;
import org.sluice.kernel.Kernels;
import org.sluice.memory.FloatRows;

/**
 * Takes a batch through the input and hidden layers, forward and backward. Holds one thread's work
 * space; the parameters are shared.
 */
public final class HiddenLayers {
  private final Network network;
  private final int batchSize;
  private final DenseLayer[] dense;
  private final float[][] outputs;
  private final float[][] masks;
  private final float keep;

  /**
   * @param batchSize most rows a batch
   * @param dropout share of hidden units set to 0 while training
   */
  public HiddenLayers(Network network, int batchSize, double dropout) {
    this.network = network;
    this.batchSize = batchSize;
    this.keep = (float) (1 - dropout);
    int depth = network.shape().hidden().size();
    outputs = new float[depth][];
    masks = new float[depth][];
    dense = new DenseLayer[depth];
    for (int i = 0; i < depth; i++) {
      int width = network.shape().hidden().get(i);
      outputs[i] = new float[batchSize * width];
      masks[i] = dropout > 0 ? new float[batchSize * width] : null;
      if (i > 0) {
        dense[i] = new DenseLayer(network.hidden().get(i - 1), batchSize);
      }
    }
  }

  /**
   * Computes the last hidden layer for rows {@code rows[from .. from + count)} of {@code x}.
   *
   * @param dropout where dropped units are drawn from; null when answering, where none are dropped
   * @return activations by row, {@code count x lastWidth}; valid until the next call
   */
  public float[] forward(SparseRows x, int[] rows, int from, int count, SplittableRandom dropout) {
    if (count > batchSize) {
      throw new IllegalArgumentException(count + " rows do not fit a batch of " + batchSize);
    }
    for (int i = 0; i < outputs.length; i++) {
      int width = network.shape().hidden().get(i);
      if (i == 0) {
        embed(x, rows, from, count, width);
      } else {
        dense[i].forward(outputs[i - 1], outputs[i], count);
      }
      activate(outputs[i], count * width);
      if (dropout != null && masks[i] != null) {
        drop(outputs[i], masks[i], count * width, dropout);
      }
    }
    return outputs[outputs.length - 1];
  }

  private void embed(SparseRows x, int[] rows, int from, int count, int width) {
    FloatRows weights = network.input().weights();
    float[] biases = network.input().biases();
    float[] out = outputs[0];
    for (int q = 0; q < count; q++) {
      int row = rows[from + q];
      System.arraycopy(biases, 0, out, q * width, width);
      int first = x.offsets()[row];
      Kernels.gatherSum(
          weights.segment(),
          weights.strideBytes(),
          x.indices(),
          x.values(),
          first,
          x.offsets()[row + 1] - first,
          out,
          q * width,
          width);
    }
  }

  private void activate(float[] values, int n) {
    if (network.shape().activation() == Activation.RELU) {
      for (int j = 0; j < n; j++) {
        values[j] = Math.max(0, values[j]);
      }
    }
  }

  private void drop(float[] values, float[] mask, int n, SplittableRandom random) {
    float scale = 1 / keep;
    int threshold = (int) (keep * (1 << 24));
    for (int j = 0; j < n; j++) {
      mask[j] = random.nextInt() >>> 8 < threshold ? scale : 0;
      values[j] *= mask[j];
    }
  }

  /**
   * Sends the gradient back and steps all layers.
   *
   * @param gradient of the loss by the last activations, {@code count x lastWidth}; overwritten
   * @param state the layers' optimisers
   */
  public void backward(
      SparseRows x,
      int[] rows,
      int from,
      int count,
      float[] gradient,
      NetworkOptimizer state,
      NetworkOptimizer.Rates rates) {
    float[] delta = gradient;
    for (int i = outputs.length - 1; i >= 0; i--) {
      int n = count * network.shape().hidden().get(i);
      float[] out = outputs[i];
      if (network.shape().activation() == Activation.RELU) {
        for (int j = 0; j < n; j++) {
          delta[j] = out[j] > 0 ? delta[j] : 0;
        }
      }
      if (masks[i] != null) {
        for (int j = 0; j < n; j++) {
          delta[j] *= masks[i][j];
        }
      }
      if (i > 0) {
        delta =
            dense[i].backward(outputs[i - 1], delta, count, state.hidden(i - 1), rates.hidden());
      }
    }
    stepInput(x, rows, from, count, delta, state.input(), rates.input());
  }

  private void stepInput(
      SparseRows x,
      int[] rows,
      int from,
      int count,
      float[] delta,
      NetworkOptimizer.Layer state,
      float rate) {
    int width = network.shape().hidden().getFirst();
    for (int q = 0; q < count; q++) {
      int row = rows[from + q];
      for (int k = x.offsets()[row]; k < x.offsets()[row + 1]; k++) {
        state.weights().step(x.indices()[k], delta, q * width, x.values()[k], rate);
      }
    }
    for (int j = 0; j < width; j++) {
      float sum = 0;
      for (int q = 0; q < count; q++) {
        sum += delta[q * width + j];
      }
      state.biases().step(j, sum, rate);
    }
  }
}
