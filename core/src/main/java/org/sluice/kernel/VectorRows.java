package org.sluice.kernel;

import static org.sluice.kernel.Lanes.S;
import static org.sluice.kernel.Lanes.V;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/**
 * Kernels over one row outside the heap. The loops run by the steps of {@link Lanes#step}; with a
 * constant step and the access checks of segments they took up to twice the time.
 */
final class VectorRows {
  private static final ScalarKernels TAIL = new ScalarKernels();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Bytes a register. */
  private static final long B = 4L * V;

  private VectorRows() {}

  static void axpy(float alpha, MemorySegment x, long xBytes, float[] y, int yo, int n) {
    FloatVector alphas = FloatVector.broadcast(S, alpha);
    int j = 0;
    for (int step = Lanes.step4; j <= n - 4 * V; j += step) {
      long p = xBytes + 4L * j;
      int q = yo + j;
      FloatVector x0 = FloatVector.fromMemorySegment(S, x, p, ORDER);
      FloatVector x1 = FloatVector.fromMemorySegment(S, x, p + B, ORDER);
      FloatVector x2 = FloatVector.fromMemorySegment(S, x, p + 2 * B, ORDER);
      FloatVector x3 = FloatVector.fromMemorySegment(S, x, p + 3 * B, ORDER);
      x0.fma(alphas, FloatVector.fromArray(S, y, q)).intoArray(y, q);
      x1.fma(alphas, FloatVector.fromArray(S, y, q + V)).intoArray(y, q + V);
      x2.fma(alphas, FloatVector.fromArray(S, y, q + 2 * V)).intoArray(y, q + 2 * V);
      x3.fma(alphas, FloatVector.fromArray(S, y, q + 3 * V)).intoArray(y, q + 3 * V);
    }
    for (int step = Lanes.step; j <= n - V; j += step) {
      FloatVector x0 = FloatVector.fromMemorySegment(S, x, xBytes + 4L * j, ORDER);
      x0.fma(alphas, FloatVector.fromArray(S, y, yo + j)).intoArray(y, yo + j);
    }
    TAIL.axpy(alpha, x, xBytes + 4L * j, y, yo + j, n - j);
  }

  static void axpyInto(float alpha, float[] y, int yo, MemorySegment x, long xBytes, int n) {
    FloatVector alphas = FloatVector.broadcast(S, alpha);
    int j = 0;
    for (int step = Lanes.step4; j <= n - 4 * V; j += step) {
      long p = xBytes + 4L * j;
      int q = yo + j;
      FloatVector x0 = FloatVector.fromMemorySegment(S, x, p, ORDER);
      FloatVector x1 = FloatVector.fromMemorySegment(S, x, p + B, ORDER);
      FloatVector x2 = FloatVector.fromMemorySegment(S, x, p + 2 * B, ORDER);
      FloatVector x3 = FloatVector.fromMemorySegment(S, x, p + 3 * B, ORDER);
      x0 = FloatVector.fromArray(S, y, q).fma(alphas, x0);
      x1 = FloatVector.fromArray(S, y, q + V).fma(alphas, x1);
      x2 = FloatVector.fromArray(S, y, q + 2 * V).fma(alphas, x2);
      x3 = FloatVector.fromArray(S, y, q + 3 * V).fma(alphas, x3);
      x0.intoMemorySegment(x, p, ORDER);
      x1.intoMemorySegment(x, p + B, ORDER);
      x2.intoMemorySegment(x, p + 2 * B, ORDER);
      x3.intoMemorySegment(x, p + 3 * B, ORDER);
    }
    for (int step = Lanes.step; j <= n - V; j += step) {
      long at = xBytes + 4L * j;
      FloatVector old = FloatVector.fromMemorySegment(S, x, at, ORDER);
      FloatVector.fromArray(S, y, yo + j).fma(alphas, old).intoMemorySegment(x, at, ORDER);
    }
    TAIL.axpyInto(alpha, y, yo + j, x, xBytes + 4L * j, n - j);
  }

  static float dot(MemorySegment x, long xBytes, float[] y, int yo, int n) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int j = 0;
    for (int step = Lanes.step4; j <= n - 4 * V; j += step) {
      long p = xBytes + 4L * j;
      int q = yo + j;
      FloatVector x0 = FloatVector.fromMemorySegment(S, x, p, ORDER);
      FloatVector x1 = FloatVector.fromMemorySegment(S, x, p + B, ORDER);
      FloatVector x2 = FloatVector.fromMemorySegment(S, x, p + 2 * B, ORDER);
      FloatVector x3 = FloatVector.fromMemorySegment(S, x, p + 3 * B, ORDER);
      s0 = x0.fma(FloatVector.fromArray(S, y, q), s0);
      s1 = x1.fma(FloatVector.fromArray(S, y, q + V), s1);
      s2 = x2.fma(FloatVector.fromArray(S, y, q + 2 * V), s2);
      s3 = x3.fma(FloatVector.fromArray(S, y, q + 3 * V), s3);
    }
    for (int step = Lanes.step; j <= n - V; j += step) {
      FloatVector x0 = FloatVector.fromMemorySegment(S, x, xBytes + 4L * j, ORDER);
      s0 = x0.fma(FloatVector.fromArray(S, y, yo + j), s0);
    }
    FloatVector s = s0.add(s1).add(s2.add(s3));
    s = V > 8 ? s.add(s.rearrange(Lanes.SWAP_8)) : s;
    s = V > 4 ? s.add(s.rearrange(Lanes.SWAP_4)) : s;
    s = V > 2 ? s.add(s.rearrange(Lanes.SWAP_2)) : s;
    float sum = s.add(s.rearrange(Lanes.SWAP_1)).lane(0);
    return j == n ? sum : sum + TAIL.dot(x, xBytes + 4L * j, y, yo + j, n - j);
  }
}
