package org.sluice.kernel;

import static org.sluice.kernel.Lanes.S;
import static org.sluice.kernel.Lanes.V;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Kernels over many rows outside the heap that lie anywhere. The columns are cut into blocks of 8,
 * 4 and 1 registers; a block takes all rows, one after the other, in a body without an inner loop.
 * What the rows share, the sum or the query, stays in registers, and the processor has the loads of
 * the next ten rows or so under way while it works on one: nothing needs to be fetched ahead by
 * hand.
 */
final class VectorGather {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Bytes a register. */
  private static final long B = 4L * V;

  private VectorGather() {}

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
    int j = 0;
    for (; j <= columns - 8 * V; j += 8 * V) {
      copy8(src, strideBytes, 4L * j, rows, from, count, dst, dstOffset + j, dstStride);
    }
    for (; j <= columns - V; j += V) {
      copy1(src, strideBytes, 4L * j, rows, from, count, dst, dstOffset + j, dstStride);
    }
    if (j < columns) {
      for (int i = 0; i < count; i++) {
        long p = rows[from + i] * strideBytes + 4L * j;
        int q = dstOffset + i * dstStride + j;
        MemorySegment.copy(src, ScalarKernels.FLOAT, p, dst, q, columns - j);
      }
    }
  }

  private static void copy8(
      MemorySegment src,
      long strideBytes,
      long column,
      int[] rows,
      int from,
      int count,
      float[] dst,
      int dstOffset,
      int dstStride) {
    for (int i = 0; i < count; i++) {
      long p = rows[from + i] * strideBytes + column;
      int q = dstOffset + i * dstStride;
      FloatVector.fromMemorySegment(S, src, p, ORDER).intoArray(dst, q);
      FloatVector.fromMemorySegment(S, src, p + B, ORDER).intoArray(dst, q + V);
      FloatVector.fromMemorySegment(S, src, p + 2 * B, ORDER).intoArray(dst, q + 2 * V);
      FloatVector.fromMemorySegment(S, src, p + 3 * B, ORDER).intoArray(dst, q + 3 * V);
      FloatVector.fromMemorySegment(S, src, p + 4 * B, ORDER).intoArray(dst, q + 4 * V);
      FloatVector.fromMemorySegment(S, src, p + 5 * B, ORDER).intoArray(dst, q + 5 * V);
      FloatVector.fromMemorySegment(S, src, p + 6 * B, ORDER).intoArray(dst, q + 6 * V);
      FloatVector.fromMemorySegment(S, src, p + 7 * B, ORDER).intoArray(dst, q + 7 * V);
    }
  }

  private static void copy1(
      MemorySegment src,
      long strideBytes,
      long column,
      int[] rows,
      int from,
      int count,
      float[] dst,
      int dstOffset,
      int dstStride) {
    for (int i = 0; i < count; i++) {
      long p = rows[from + i] * strideBytes + column;
      int q = dstOffset + i * dstStride;
      FloatVector.fromMemorySegment(S, src, p, ORDER).intoArray(dst, q);
    }
  }

  /** Additions of one column follow the order of the indices. */
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
    for (; j <= n - 4 * V; j += 4 * V) {
      sum4(src, strideBytes, 4L * j, indices, values, from, count, y, yo + j);
    }
    for (; j <= n - V; j += V) {
      sum1(src, strideBytes, 4L * j, indices, values, from, count, y, yo + j);
    }
    for (int k = from; j < n && k < from + count; k++) {
      long p = indices[k] * strideBytes;
      for (int i = j; i < n; i++) {
        y[yo + i] += values[k] * src.get(ScalarKernels.FLOAT, p + 4L * i);
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

  private static void sum4(
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
    for (int k = from; k < from + count; k++) {
      long p = indices[k] * strideBytes + column;
      FloatVector a = FloatVector.broadcast(S, values[k]);
      s0 = FloatVector.fromMemorySegment(S, src, p, ORDER).fma(a, s0);
      s1 = FloatVector.fromMemorySegment(S, src, p + B, ORDER).fma(a, s1);
      s2 = FloatVector.fromMemorySegment(S, src, p + 2 * B, ORDER).fma(a, s2);
      s3 = FloatVector.fromMemorySegment(S, src, p + 3 * B, ORDER).fma(a, s3);
    }
    s0.intoArray(y, yo);
    s1.intoArray(y, yo + V);
    s2.intoArray(y, yo + 2 * V);
    s3.intoArray(y, yo + 3 * V);
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
    FloatVector s0 = FloatVector.fromArray(S, y, yo);
    for (int k = from; k < from + count; k++) {
      long p = indices[k] * strideBytes + column;
      FloatVector a = FloatVector.broadcast(S, values[k]);
      s0 = FloatVector.fromMemorySegment(S, src, p, ORDER).fma(a, s0);
    }
    s0.intoArray(y, yo);
  }

  static void gatherDot(
      MemorySegment src,
      long strideBytes,
      int[] rows,
      int from,
      int count,
      float[] y,
      int yo,
      int n,
      float[] out,
      int oo) {
    Arrays.fill(out, oo, oo + count, 0);
    int j = 0;
    for (; j <= n - 8 * V; j += 8 * V) {
      dot8(src, strideBytes, 4L * j, rows, from, count, y, yo + j, out, oo);
    }
    for (; j <= n - 4 * V; j += 4 * V) {
      dot4(src, strideBytes, 4L * j, rows, from, count, y, yo + j, out, oo);
    }
    for (; j <= n - V; j += V) {
      dot1(src, strideBytes, 4L * j, rows, from, count, y, yo + j, out, oo);
    }
    for (int i = 0; j < n && i < count; i++) {
      long p = rows[from + i] * strideBytes;
      for (int q = j; q < n; q++) {
        out[oo + i] += src.get(ScalarKernels.FLOAT, p + 4L * q) * y[yo + q];
      }
    }
  }

  private static void dot8(
      MemorySegment src,
      long strideBytes,
      long column,
      int[] rows,
      int from,
      int count,
      float[] y,
      int yo,
      float[] out,
      int oo) {
    FloatVector y0 = FloatVector.fromArray(S, y, yo);
    FloatVector y1 = FloatVector.fromArray(S, y, yo + V);
    FloatVector y2 = FloatVector.fromArray(S, y, yo + 2 * V);
    FloatVector y3 = FloatVector.fromArray(S, y, yo + 3 * V);
    FloatVector y4 = FloatVector.fromArray(S, y, yo + 4 * V);
    FloatVector y5 = FloatVector.fromArray(S, y, yo + 5 * V);
    FloatVector y6 = FloatVector.fromArray(S, y, yo + 6 * V);
    FloatVector y7 = FloatVector.fromArray(S, y, yo + 7 * V);
    for (int i = 0; i < count; i++) {
      long p = rows[from + i] * strideBytes + column;
      FloatVector s0 = FloatVector.fromMemorySegment(S, src, p, ORDER).mul(y0);
      FloatVector s1 = FloatVector.fromMemorySegment(S, src, p + B, ORDER).mul(y1);
      FloatVector s2 = FloatVector.fromMemorySegment(S, src, p + 2 * B, ORDER).mul(y2);
      FloatVector s3 = FloatVector.fromMemorySegment(S, src, p + 3 * B, ORDER).mul(y3);
      s0 = FloatVector.fromMemorySegment(S, src, p + 4 * B, ORDER).fma(y4, s0);
      s1 = FloatVector.fromMemorySegment(S, src, p + 5 * B, ORDER).fma(y5, s1);
      s2 = FloatVector.fromMemorySegment(S, src, p + 6 * B, ORDER).fma(y6, s2);
      s3 = FloatVector.fromMemorySegment(S, src, p + 7 * B, ORDER).fma(y7, s3);
      FloatVector s = s0.add(s1).add(s2.add(s3));
      s = V > 8 ? s.add(s.rearrange(Lanes.SWAP_8)) : s;
      s = V > 4 ? s.add(s.rearrange(Lanes.SWAP_4)) : s;
      s = V > 2 ? s.add(s.rearrange(Lanes.SWAP_2)) : s;
      out[oo + i] += s.add(s.rearrange(Lanes.SWAP_1)).lane(0);
    }
  }

  private static void dot4(
      MemorySegment src,
      long strideBytes,
      long column,
      int[] rows,
      int from,
      int count,
      float[] y,
      int yo,
      float[] out,
      int oo) {
    FloatVector y0 = FloatVector.fromArray(S, y, yo);
    FloatVector y1 = FloatVector.fromArray(S, y, yo + V);
    FloatVector y2 = FloatVector.fromArray(S, y, yo + 2 * V);
    FloatVector y3 = FloatVector.fromArray(S, y, yo + 3 * V);
    for (int i = 0; i < count; i++) {
      long p = rows[from + i] * strideBytes + column;
      FloatVector s0 = FloatVector.fromMemorySegment(S, src, p, ORDER).mul(y0);
      FloatVector s1 = FloatVector.fromMemorySegment(S, src, p + B, ORDER).mul(y1);
      FloatVector s2 = FloatVector.fromMemorySegment(S, src, p + 2 * B, ORDER).mul(y2);
      FloatVector s3 = FloatVector.fromMemorySegment(S, src, p + 3 * B, ORDER).mul(y3);
      FloatVector s = s0.add(s1).add(s2.add(s3));
      s = V > 8 ? s.add(s.rearrange(Lanes.SWAP_8)) : s;
      s = V > 4 ? s.add(s.rearrange(Lanes.SWAP_4)) : s;
      s = V > 2 ? s.add(s.rearrange(Lanes.SWAP_2)) : s;
      out[oo + i] += s.add(s.rearrange(Lanes.SWAP_1)).lane(0);
    }
  }

  private static void dot1(
      MemorySegment src,
      long strideBytes,
      long column,
      int[] rows,
      int from,
      int count,
      float[] y,
      int yo,
      float[] out,
      int oo) {
    FloatVector y0 = FloatVector.fromArray(S, y, yo);
    for (int i = 0; i < count; i++) {
      long p = rows[from + i] * strideBytes + column;
      FloatVector s0 = FloatVector.fromMemorySegment(S, src, p, ORDER).mul(y0);
      FloatVector s = s0;
      s = V > 8 ? s.add(s.rearrange(Lanes.SWAP_8)) : s;
      s = V > 4 ? s.add(s.rearrange(Lanes.SWAP_4)) : s;
      s = V > 2 ? s.add(s.rearrange(Lanes.SWAP_2)) : s;
      out[oo + i] += s.add(s.rearrange(Lanes.SWAP_1)).lane(0);
    }
  }
}
