package org.sluice.optim;

import org.sluice.config.OptimizerKind;

/**
 * Steps for single biases: Adagrad, which needs one number a bias, whatever rule the weights use,
 * or the plain gradient under SGD. The same promises to threads as {@link RowOptimizer}.
 */
public final class BiasOptimizer {
  private static final float EPSILON = 1e-8f;

  private final float[] biases;
  private final float[] squares;

  public BiasOptimizer(OptimizerKind kind, float[] biases) {
    this.biases = biases;
    this.squares = kind == OptimizerKind.SGD ? null : new float[biases.length];
  }

  /** Moves bias {@code i} against {@code gradient}. */
  public void step(int i, float gradient, float rate) {
    if (squares == null) {
      biases[i] -= rate * gradient;
    } else if (gradient != 0) {
      float sum = squares[i] + gradient * gradient;
      squares[i] = sum;
      biases[i] -= rate * gradient / (float) Math.sqrt(sum + EPSILON);
    }
  }
}
