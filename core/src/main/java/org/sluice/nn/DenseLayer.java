package org.sluice.nn;

import org.sluice.kernel.Kernels;
import org.sluice.memory.FloatRows;

/** A full layer between two hidden layers, for one thread: matrix products over a batch. */
final class DenseLayer {
  private final LayerParameters parameters;
  private final int inputs;
  private final int outputs;
  private final float[] weights;
  private final float[] transposed;
  private final float[] gradient;
  private final float[] inputGradient;

  DenseLayer(LayerParameters parameters, int batchSize) {
    this.parameters = parameters;
    this.inputs = Math.toIntExact(parameters.weights().rows());
    this.outputs = parameters.weights().columns();
    this.weights = new float[inputs * outputs];
    this.transposed = new float[inputs * outputs];
    this.gradient = new float[inputs * outputs];
    this.inputGradient = new float[batchSize * inputs];
  }

  /** {@code out = in * W + b} for {@code count} rows. */
  void forward(float[] in, float[] out, int count) {
    FloatRows rows = parameters.weights();
    for (int i = 0; i < inputs; i++) {
      rows.get(i, weights, i * outputs);
    }
    for (int q = 0; q < count; q++) {
      System.arraycopy(parameters.biases(), 0, out, q * outputs, outputs);
    }
    Kernels.gemm(
        count, outputs, inputs, in, 0, inputs, 1, weights, 0, outputs, out, 0, outputs, true);
  }

  /**
   * Steps this layer and returns the gradient by its inputs. Uses the weights that the forward pass
   * saw.
   */
  float[] backward(float[] in, float[] delta, int count, NetworkOptimizer.Layer state, float rate) {
    for (int i = 0; i < inputs; i++) {
      for (int j = 0; j < outputs; j++) {
        transposed[j * inputs + i] = weights[i * outputs + j];
      }
    }
    Kernels.gemm(
        count,
        inputs,
        outputs,
        delta,
        0,
        outputs,
        1,
        transposed,
        0,
        inputs,
        inputGradient,
        0,
        inputs,
        false);
    Kernels.gemm(
        inputs, outputs, count, in, 0, 1, inputs, delta, 0, outputs, gradient, 0, outputs, false);
    for (int i = 0; i < inputs; i++) {
      state.weights().step(i, gradient, i * outputs, 1, rate);
    }
    for (int j = 0; j < outputs; j++) {
      float sum = 0;
      for (int q = 0; q < count; q++) {
        sum += delta[q * outputs + j];
      }
      state.biases().step(j, sum, rate);
    }
    return inputGradient;
  }
}
