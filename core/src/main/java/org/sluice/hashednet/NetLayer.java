package org.sluice.hashednet;

import org.sluice.kernel.MatrixProducts;

/**
 * A layer for one thread, with room for a batch. Inputs lie in {@link #in}, row after row, each
 * followed by a 1 that carries the biases.
 */
final class NetLayer {
  final int inputs;
  final int units;
  final SharedWeights weights;

  /** {@code batch x (inputs + 1)}. */
  final float[] in;

  /** {@code batch x units}: what the units add up, before any rectification. */
  final float[] out;

  /** {@code batch x units}: derivatives of the loss by {@link #out}. */
  final float[] delta;

  /** Derivatives of the loss by the real weights. */
  final float[] gradient;

  private final float[] virtual;
  private final float[] virtualGradient;
  private final float[] velocity;
  private final float[] scratch;

  NetLayer(SharedWeights weights, int inputs, int units, int batchSize) {
    this.weights = weights;
    this.inputs = inputs;
    this.units = units;
    in = new float[Math.multiplyExact(batchSize, inputs + 1)];
    for (int row = 0; row < batchSize; row++) {
      in[row * (inputs + 1) + inputs] = 1;
    }
    out = new float[Math.multiplyExact(batchSize, units)];
    delta = new float[out.length];
    gradient = new float[weights.real.length];
    virtual = new float[weights.edges()];
    virtualGradient = new float[weights.edges()];
    velocity = new float[gradient.length];
    scratch = new float[Math.addExact(in.length, out.length)];
  }

  /** Takes the real weights into use; needed after each change of them. */
  void unpack() {
    weights.unpack(virtual);
  }

  void forward(int count) {
    MatrixProducts.times(in, virtual, out, count, inputs + 1, units);
  }

  /**
   * Derivatives by the weights, from {@link #delta}.
   *
   * @param inputDelta receives the derivatives by {@link #in}, or null where nobody needs them
   */
  void backward(int count, float[] inputDelta) {
    MatrixProducts.transposedTimes(in, delta, virtualGradient, inputs + 1, count, units);
    weights.fold(virtualGradient, gradient);
    if (inputDelta != null) {
      MatrixProducts.timesTransposed(delta, virtual, inputDelta, count, units, inputs + 1, scratch);
    }
  }

  void step(float rate, float momentum) {
    float[] real = weights.real;
    for (int i = 0; i < real.length; i++) {
      velocity[i] = momentum * velocity[i] - rate * gradient[i];
      real[i] += velocity[i];
    }
  }
}
