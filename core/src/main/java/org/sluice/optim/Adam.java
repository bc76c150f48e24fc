package org.sluice.optim;

import org.sluice.kernel.Kernels;
import org.sluice.memory.FloatRows;

/**
 * Adam (Kingma and Ba, 2015) whose moments move only when their row has a gradient. There is no
 * bias correction: a row's first steps are about three times the rate, which lets rare rows learn
 * from the few examples they get.
 */
public final class Adam implements RowOptimizer {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final FloatRows weights;
  private final FloatRows first;
  private final FloatRows second;

  Adam(FloatRows weights) {
    this.weights = weights;
    this.first = FloatRows.allocate(weights.rows(), weights.columns());
    this.second = FloatRows.allocate(weights.rows(), weights.columns());
  }

  @Override
  public void step(long row, float[] gradient, int offset, float scale, float rate) {
    long at = weights.offset(row);
    Kernels.adam(
        weights.segment(),
        at,
        first.segment(),
        at,
        second.segment(),
        at,
        gradient,
        offset,
        scale,
        rate,
        BETA1,
        BETA2,
        EPSILON,
        weights.columns());
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }
}
