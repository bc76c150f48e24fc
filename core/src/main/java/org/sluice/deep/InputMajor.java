package org.sluice.deep;

import org.sluice.active.ActiveVector;
import org.sluice.kernel.Kernels;

/**
 * The weights of an input lie side by side: a sparse input's pre-activations of all units are a sum
 * of a few rows, and matrix products take the array as it is.
 */
final class InputMajor extends WeightMatrix {
  InputMajor(int inputs, int units) {
    super(inputs, units);
  }

  @Override
  int at(int input, int unit) {
    return input * units + unit;
  }

  @Override
  void addAll(ActiveVector x, float[] scores) {
    int[] ids = x.ids();
    float[] values = x.values();
    for (int i = 0; i < x.count(); i++) {
      Kernels.axpy(values[i], weights, ids[i] * units, scores, 0, units);
    }
  }

  @Override
  void add(ActiveVector x, int[] ids, int count, float[] scores) {
    int[] places = x.ids();
    float[] values = x.values();
    float[] w = weights;
    int n = x.count();
    int i = 0;
    // Four inputs a round: a score is loaded and stored once for four products.
    for (; i + 3 < n; i += 4) {
      int b0 = places[i] * units;
      int b1 = places[i + 1] * units;
      int b2 = places[i + 2] * units;
      int b3 = places[i + 3] * units;
      float x0 = values[i];
      float x1 = values[i + 1];
      float x2 = values[i + 2];
      float x3 = values[i + 3];
      for (int k = 0; k < count; k++) {
        int id = ids[k];
        scores[k] += x0 * w[b0 + id] + x1 * w[b1 + id] + (x2 * w[b2 + id] + x3 * w[b3 + id]);
      }
    }
    for (; i < n; i++) {
      int base = places[i] * units;
      float value = values[i];
      for (int k = 0; k < count; k++) {
        scores[k] += value * w[base + ids[k]];
      }
    }
  }

  @Override
  void backward(ActiveVector x, int[] ids, int count, float[] deltas, float[] gradient) {
    int[] places = x.ids();
    float[] w = weights;
    int n = x.count();
    int i = 0;
    for (; i + 3 < n; i += 4) {
      int b0 = places[i] * units;
      int b1 = places[i + 1] * units;
      int b2 = places[i + 2] * units;
      int b3 = places[i + 3] * units;
      float s0 = 0;
      float s1 = 0;
      float s2 = 0;
      float s3 = 0;
      for (int k = 0; k < count; k++) {
        int id = ids[k];
        float delta = deltas[k];
        s0 += delta * w[b0 + id];
        s1 += delta * w[b1 + id];
        s2 += delta * w[b2 + id];
        s3 += delta * w[b3 + id];
      }
      gradient[i] = s0;
      gradient[i + 1] = s1;
      gradient[i + 2] = s2;
      gradient[i + 3] = s3;
    }
    for (; i < n; i++) {
      int base = places[i] * units;
      float sum = 0;
      for (int k = 0; k < count; k++) {
        sum += deltas[k] * w[base + ids[k]];
      }
      gradient[i] = sum;
    }
  }

  @Override
  void step(
      EntryOptimizer optimizer, ActiveVector x, int[] ids, int count, float[] deltas, float rate) {
    for (int i = 0; i < x.count(); i++) {
      optimizer.step(x.ids()[i] * units, ids, count, x.values()[i], deltas, rate);
    }
  }

  @Override
  void copyUnit(int unit, float[] target, int offset) {
    for (int i = 0; i < inputs; i++) {
      target[offset + i] = weights[i * units + unit];
    }
  }
}
