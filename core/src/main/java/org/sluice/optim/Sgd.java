package org.sluice.optim;

import org.sluice.kernel.Kernels;
import org.sluice.memory.FloatRows;

/** The plain gradient times the rate; keeps no state. */
public final class Sgd implements RowOptimizer {
  private final FloatRows weights;

  Sgd(FloatRows weights) {
    this.weights = weights;
  }

  @Override
  public void step(long row, float[] gradient, int offset, float scale, float rate) {
    Kernels.axpyInto(
        -rate * scale, gradient, offset, weights.segment(), weights.offset(row), weights.columns());
  }

  @Override
  public void close() {}
}
