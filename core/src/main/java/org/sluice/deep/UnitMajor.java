package org.sluice.deep;

import java.util.Arrays;
import org.sluice.active.ActiveVector;
import org.sluice.kernel.Kernels;

/**
 * The weights of a unit lie side by side: few units of an input that is not very sparse, as in a
 * first layer, are whole rows.
 */
final class UnitMajor extends WeightMatrix {
  /**
   * An input that holds more than this share is multiplied with its zeros: registers are faster.
   */
  private static final int WORTH_WHOLE = 16;

  UnitMajor(int inputs, int units) {
    super(inputs, units);
  }

  @Override
  int at(int input, int unit) {
    return unit * inputs + input;
  }

  private boolean whole(ActiveVector x) {
    return x.dense() != null && x.count() > inputs / WORTH_WHOLE;
  }

  @Override
  void addAll(ActiveVector x, float[] scores) {
    boolean whole = whole(x);
    for (int unit = 0; unit < units; unit++) {
      scores[unit] += product(x, unit, whole);
    }
  }

  @Override
  void add(ActiveVector x, int[] ids, int count, float[] scores) {
    boolean whole = whole(x);
    for (int k = 0; k < count; k++) {
      scores[k] += product(x, ids[k], whole);
    }
  }

  private float product(ActiveVector x, int unit, boolean whole) {
    int base = unit * inputs;
    if (whole) {
      return Kernels.dot(x.dense(), 0, weights, base, inputs);
    }
    int[] places = x.ids();
    float[] values = x.values();
    float sum = 0;
    for (int i = 0; i < x.count(); i++) {
      sum += values[i] * weights[base + places[i]];
    }
    return sum;
  }

  @Override
  void backward(ActiveVector x, int[] ids, int count, float[] deltas, float[] gradient) {
    int[] places = x.ids();
    Arrays.fill(gradient, 0, x.count(), 0);
    for (int k = 0; k < count; k++) {
      int base = ids[k] * inputs;
      float delta = deltas[k];
      for (int i = 0; i < x.count(); i++) {
        gradient[i] += delta * weights[base + places[i]];
      }
    }
  }

  @Override
  void step(
      EntryOptimizer optimizer, ActiveVector x, int[] ids, int count, float[] deltas, float rate) {
    boolean whole = whole(x) && optimizer.zerosStay();
    for (int k = 0; k < count; k++) {
      if (whole) {
        Kernels.axpy(-rate * deltas[k], x.dense(), 0, weights, ids[k] * inputs, inputs);
      } else {
        optimizer.step(ids[k] * inputs, x.ids(), x.count(), deltas[k], x.values(), rate);
      }
    }
  }

  @Override
  void copyUnit(int unit, float[] target, int offset) {
    System.arraycopy(weights, unit * inputs, target, offset, inputs);
  }
}
