package org.sluice.kernel;

import static org.sluice.kernel.Lanes.S;
import static org.sluice.kernel.Lanes.V;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;

/** Kernels over rows outside the heap. */
final class VectorRows {
  private static final ScalarKernels TAIL = new ScalarKernels();
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Bytes a register. */
  private static final long B = 4L * V;

  private VectorRows() {}

  static void axpy(float alpha, MemorySegment x, long xBytes, float[] y, int yo, int n) {
    FloatVector alphas = FloatVector.broadcast(S, alpha);
    int j = 0;
    for (; j <= n - V; j += V) {
      FloatVector step = FloatVector.fromMemorySegment(S, x, xBytes + 4L * j, ORDER);
      step.fma(alphas, FloatVector.fromArray(S, y, yo + j)).intoArray(y, yo + j);
    }
    TAIL.axpy(alpha, x, xBytes + 4L * j, y, yo + j, n - j);
  }

  static void axpyInto(float alpha, float[] y, int yo, MemorySegment x, long xBytes, int n) {
    FloatVector alphas = FloatVector.broadcast(S, alpha);
    int j = 0;
    for (; j <= n - V; j += V) {
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
    for (; j <= n - 4 * V; j += 4 * V) {
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
    for (; j <= n - V; j += V) {
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

  static void gather(
      MemorySegment src,
      long strideBytes,
      int[] rows,
      int from,
      int count,
      int columns,
      float[] dst,
      int dstOffset,
      int dstStride) {
    for (int i = 0; i < count; i++) {
      long row = rows[from + i] * strideBytes;
      int to = dstOffset + i * dstStride;
      int j = 0;
      for (; j <= columns - 4 * V; j += 4 * V) {
        long p = row + 4L * j;
        FloatVector x0 = FloatVector.fromMemorySegment(S, src, p, ORDER);
        FloatVector x1 = FloatVector.fromMemorySegment(S, src, p + B, ORDER);
        FloatVector x2 = FloatVector.fromMemorySegment(S, src, p + 2 * B, ORDER);
        FloatVector x3 = FloatVector.fromMemorySegment(S, src, p + 3 * B, ORDER);
        x0.intoArray(dst, to + j);
        x1.intoArray(dst, to + j + V);
        x2.intoArray(dst, to + j + 2 * V);
        x3.intoArray(dst, to + j + 3 * V);
      }
      for (; j < columns; j++) {
        dst[to + j] = src.get(ScalarKernels.FLOAT, row + 4L * j);
      }
    }
  }

  /**
   * Eight registers of the result stay put while all rows stream by: a row costs its loads and
   * nothing is stored until the end. Additions of one lane follow the order of the indices.
   */
  static void gatherSum(
      MemorySegment src,
      long strideBytes,
      int[] indices,
      float[] values,
      int from,
      int count,
      float[] y,
      int yo,
      int n) {
    int j = 0;
    for (; j <= n - 8 * V; j += 8 * V) {
      sum8(src, strideBytes, 4L * j, indices, values, from, count, y, yo + j);
    }
    for (; j <= n - V; j += V) {
      sum1(src, strideBytes, 4L * j, indices, values, from, count, y, yo + j);
    }
    if (j < n) {
      for (int k = from; k < from + count; k++) {
        TAIL.axpy(values[k], src, indices[k] * strideBytes + 4L * j, y, yo + j, n - j);
      }
    }
  }

  private static void sum8(
      MemorySegment src,
      long strideBytes,
      long column,
      int[] indices,
      float[] values,
      int from,
      int count,
      float[] y,
      int yo) {
    FloatVector s0 = FloatVector.fromArray(S, y, yo);
    FloatVector s1 = FloatVector.fromArray(S, y, yo + V);
    FloatVector s2 = FloatVector.fromArray(S, y, yo + 2 * V);
    FloatVector s3 = FloatVector.fromArray(S, y, yo + 3 * V);
    FloatVector s4 = FloatVector.fromArray(S, y, yo + 4 * V);
    FloatVector s5 = FloatVector.fromArray(S, y, yo + 5 * V);
    FloatVector s6 = FloatVector.fromArray(S, y, yo + 6 * V);
    FloatVector s7 = FloatVector.fromArray(S, y, yo + 7 * V);
    for (int k = from; k < from + count; k++) {
      long p = indices[k] * strideBytes + column;
      FloatVector a = FloatVector.broadcast(S, values[k]);
      s0 = FloatVector.fromMemorySegment(S, src, p, ORDER).fma(a, s0);
      s1 = FloatVector.fromMemorySegment(S, src, p + B, ORDER).fma(a, s1);
      s2 = FloatVector.fromMemorySegment(S, src, p + 2 * B, ORDER).fma(a, s2);
      s3 = FloatVector.fromMemorySegment(S, src, p + 3 * B, ORDER).fma(a, s3);
      s4 = FloatVector.fromMemorySegment(S, src, p + 4 * B, ORDER).fma(a, s4);
      s5 = FloatVector.fromMemorySegment(S, src, p + 5 * B, ORDER).fma(a, s5);
      s6 = FloatVector.fromMemorySegment(S, src, p + 6 * B, ORDER).fma(a, s6);
      s7 = FloatVector.fromMemorySegment(S, src, p + 7 * B, ORDER).fma(a, s7);
    }
    s0.intoArray(y, yo);
    s1.intoArray(y, yo + V);
    s2.intoArray(y, yo + 2 * V);
    s3.intoArray(y, yo + 3 * V);
    s4.intoArray(y, yo + 4 * V);
    s5.intoArray(y, yo + 5 * V);
    s6.intoArray(y, yo + 6 * V);
    s7.intoArray(y, yo + 7 * V);
  }

  private static void sum1(
      MemorySegment src,
      long strideBytes,
      long column,
      int[] indices,
      float[] values,
      int from,
      int count,
      float[] y,
      int yo) {
    FloatVector s = FloatVector.fromArray(S, y, yo);
    for (int k = from; k < from + count; k++) {
      long p = indices[k] * strideBytes + column;
      s =
          FloatVector.fromMemorySegment(S, src, p, ORDER)
              .fma(FloatVector.broadcast(S, values[k]), s);
    }
    s.intoArray(y, yo);
  }
}
