package org.sluice.kernel;

import static org.sluice.kernel.Lanes.S;
import static org.sluice.kernel.Lanes.V;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Kernels with exponentials. {@code exp(x) = 2^i * exp(r)} with {@code i = round(x / ln 2)} and
 * {@code r = x - i ln 2}, |r| below 0.35; ln 2 is subtracted in two parts so that r is exact to a
 * float's last bits, and exp(r) is a polynomial (Cephes' coefficients; relative error near 1e-7).
 * The rounding adds 1.5 * 2^23, which leaves i in the low bits of the sum.
 *
 * <p>The lines of the exponential stand in both kernels: a vector handed to a method that is not
 * inlined is boxed.
 */
final class VectorExp {
  private static final float LOG2_E = 1.442695f;
  private static final float LN2_HIGH = -0.6933594f;
  private static final float LN2_LOW = 0.00021219444f;
  private static final float ROUNDER = 12582912f;

  /** Below this the result would be subnormal; it becomes 0. */
  private static final float LEAST = -87.33f;

  private static final FloatVector P0 = FloatVector.broadcast(S, 0.00019875691f);
  private static final FloatVector P1 = FloatVector.broadcast(S, 0.0013981999f);
  private static final FloatVector P2 = FloatVector.broadcast(S, 0.008333452f);
  private static final FloatVector P3 = FloatVector.broadcast(S, 0.041665796f);
  private static final FloatVector P4 = FloatVector.broadcast(S, 0.16666666f);
  private static final FloatVector P5 = FloatVector.broadcast(S, 0.5f);
  private static final FloatVector ONE = FloatVector.broadcast(S, 1);

  private VectorExp() {}

  /** Registers of columns, each streamed down the rows; a rest goes through a block of its own. */
  static void softmaxColumns(float[] z, int offset, int rows, int columns, int stride) {
    int j = 0;
    for (; j <= columns - V; j += V) {
      softmaxRegister(z, offset + j, rows, stride);
    }
    int rest = columns - j;
    if (rest > 0 && rows > 0) {
      float[] block = new float[rows * V];
      for (int i = 0; i < rows; i++) {
        System.arraycopy(z, offset + i * stride + j, block, i * V, rest);
      }
      softmaxRegister(block, 0, rows, V);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(block, i * V, z, offset + i * stride + j, rest);
      }
    }
  }

  private static void softmaxRegister(float[] z, int offset, int rows, int stride) {
    FloatVector max = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < rows; i++) {
      FloatVector x = FloatVector.fromArray(S, z, offset + i * stride);
      // cheaper than max(), which minds NaN and signed zeros; a NaN reaches the sum below
      max = max.blend(x, x.compare(VectorOperators.GT, max));
    }
    FloatVector sum = FloatVector.zero(S);
    for (int i = 0; i < rows; i++) {
      FloatVector x = FloatVector.fromArray(S, z, offset + i * stride).sub(max);
      FloatVector t = x.mul(LOG2_E).add(ROUNDER);
      FloatVector n = t.sub(ROUNDER);
      FloatVector r = n.fma(FloatVector.broadcast(S, LN2_HIGH), x);
      r = n.fma(FloatVector.broadcast(S, LN2_LOW), r);
      FloatVector p = P0.fma(r, P1).fma(r, P2).fma(r, P3).fma(r, P4).fma(r, P5);
      p = p.fma(r.mul(r), r.add(ONE));
      FloatVector power =
          t.reinterpretAsInts()
              .lanewise(VectorOperators.LSHL, 23)
              .add(127 << 23)
              .reinterpretAsFloats();
      p = p.mul(power).blend(0, x.compare(VectorOperators.LT, LEAST));
      p.intoArray(z, offset + i * stride);
      sum = sum.add(p);
    }
    FloatVector share = ONE.div(sum);
    for (int i = 0; i < rows; i++) {
      int at = offset + i * stride;
      FloatVector.fromArray(S, z, at).mul(share).intoArray(z, at);
    }
  }

  static void sigmoid(float[] z, int offset, int n) {
    int j = 0;
    for (; j <= n - V; j += V) {
      sigmoidRegister(z, offset + j);
    }
    if (j < n) {
      float[] block = new float[V];
      System.arraycopy(z, offset + j, block, 0, n - j);
      sigmoidRegister(block, 0);
      System.arraycopy(block, 0, z, offset + j, n - j);
    }
  }

  /** {@code 1 / (1 + e)} with {@code e = exp(-|z|)}, times e where z is negative: no overflow. */
  private static void sigmoidRegister(float[] z, int at) {
    FloatVector value = FloatVector.fromArray(S, z, at);
    FloatVector x = value.abs().neg();
    FloatVector t = x.mul(LOG2_E).add(ROUNDER);
    FloatVector n = t.sub(ROUNDER);
    FloatVector r = n.fma(FloatVector.broadcast(S, LN2_HIGH), x);
    r = n.fma(FloatVector.broadcast(S, LN2_LOW), r);
    FloatVector p = P0.fma(r, P1).fma(r, P2).fma(r, P3).fma(r, P4).fma(r, P5);
    p = p.fma(r.mul(r), r.add(ONE));
    FloatVector power =
        t.reinterpretAsInts()
            .lanewise(VectorOperators.LSHL, 23)
            .add(127 << 23)
            .reinterpretAsFloats();
    p = p.mul(power).blend(0, x.compare(VectorOperators.LT, LEAST));
    FloatVector s = ONE.div(p.add(ONE));
    s.blend(s.mul(p), value.compare(VectorOperators.LT, 0)).intoArray(z, at);
  }
}
