package org.sluice.optim;

import org.sluice.kernel.Kernels;
import org.sluice.memory.FloatRows;

/** Adagrad (Duchi, Hazan and Singer, 2011), a sum of squares for every weight. */
public final class Adagrad implements RowOptimizer {
  private static final float EPSILON = 1e-8f;

  private final FloatRows weights;
  private final FloatRows squares;

  Adagrad(FloatRows weights) {
    this.weights = weights;
    this.squares = FloatRows.allocate(weights.rows(), weights.columns());
  }

  @Override
  public void step(long row, float[] gradient, int offset, float scale, float rate) {
    long at = weights.offset(row);
    Kernels.adagrad(
        weights.segment(),
        at,
        squares.segment(),
        at,
        gradient,
        offset,
        scale,
        rate,
        EPSILON,
        weights.columns());
  }

  @Override
  public void close() {
    squares.close();
  }
}
