package org.sluice.kernel;

import static org.sluice.kernel.Lanes.S;
import static org.sluice.kernel.Lanes.V;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The kernels with SIMD. Those on arrays are here; each is a body of whole registers and a scalar
 * tail. Loaded only where the vector module is present, see {@link Providers}.
 */
final class VectorKernels implements KernelProvider {
  private static final ScalarKernels TAIL = new ScalarKernels();

  @Override
  public void gemm(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int aRowStride,
      int aColumnStride,
      float[] b,
      int bOffset,
      int bRowStride,
      float[] c,
      int cOffset,
      int cRowStride,
      boolean accumulate) {
    VectorGemm.gemm(
        m,
        n,
        k,
        a,
        aOffset,
        aRowStride,
        aColumnStride,
        b,
        bOffset,
        bRowStride,
        c,
        cOffset,
        cRowStride,
        accumulate);
  }

  @Override
  public void axpy(float alpha, MemorySegment x, long xBytes, float[] y, int yo, int n) {
    VectorRows.axpy(alpha, x, xBytes, y, yo, n);
  }

  @Override
  public float dot(MemorySegment x, long xBytes, float[] y, int yo, int n) {
    return VectorRows.dot(x, xBytes, y, yo, n);
  }

  @Override
  public void axpyInto(float alpha, float[] y, int yo, MemorySegment x, long xBytes, int n) {
    VectorRows.axpyInto(alpha, y, yo, x, xBytes, n);
  }

  @Override
  public void softmaxColumns(float[] z, int offset, int rows, int columns, int stride) {
    VectorExp.softmaxColumns(z, offset, rows, columns, stride);
  }

  @Override
  public void sigmoid(float[] z, int offset, int n) {
    VectorExp.sigmoid(z, offset, n);
  }

  @Override
  public void add(float value, float[] z, int offset, int n) {
    FloatVector values = FloatVector.broadcast(S, value);
    int j = 0;
    for (; j <= n - V; j += V) {
      FloatVector.fromArray(S, z, offset + j).add(values).intoArray(z, offset + j);
    }
    TAIL.add(value, z, offset + j, n - j);
  }

  @Override
  public void scale(float value, float[] z, int offset, int n) {
    FloatVector values = FloatVector.broadcast(S, value);
    int j = 0;
    for (; j <= n - V; j += V) {
      FloatVector.fromArray(S, z, offset + j).mul(values).intoArray(z, offset + j);
    }
    TAIL.scale(value, z, offset + j, n - j);
  }

  @Override
  public float dot(float[] x, int xo, float[] y, int yo, int n) {
    return inner(x, xo, y, yo, n);
  }

  /** Four accumulators: one addition waits four cycles for the last, and two start in a cycle. */
  static float inner(float[] x, int xo, float[] y, int yo, int n) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int j = 0;
    for (; j <= n - 4 * V; j += 4 * V) {
      int p = xo + j;
      int q = yo + j;
      s0 = FloatVector.fromArray(S, x, p).fma(FloatVector.fromArray(S, y, q), s0);
      s1 = FloatVector.fromArray(S, x, p + V).fma(FloatVector.fromArray(S, y, q + V), s1);
      s2 = FloatVector.fromArray(S, x, p + 2 * V).fma(FloatVector.fromArray(S, y, q + 2 * V), s2);
      s3 = FloatVector.fromArray(S, x, p + 3 * V).fma(FloatVector.fromArray(S, y, q + 3 * V), s3);
    }
    for (; j <= n - V; j += V) {
      s0 = FloatVector.fromArray(S, x, xo + j).fma(FloatVector.fromArray(S, y, yo + j), s0);
    }
    FloatVector s = s0.add(s1).add(s2.add(s3));
    s = V > 8 ? s.add(s.rearrange(Lanes.SWAP_8)) : s;
    s = V > 4 ? s.add(s.rearrange(Lanes.SWAP_4)) : s;
    s = V > 2 ? s.add(s.rearrange(Lanes.SWAP_2)) : s;
    float sum = s.add(s.rearrange(Lanes.SWAP_1)).lane(0);
    return j == n ? sum : sum + TAIL.dot(x, xo + j, y, yo + j, n - j);
  }

  @Override
  public void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n) {
    FloatVector alphas = FloatVector.broadcast(S, alpha);
    int j = 0;
    for (; j <= n - V; j += V) {
      FloatVector old = FloatVector.fromArray(S, y, yo + j);
      FloatVector.fromArray(S, x, xo + j).fma(alphas, old).intoArray(y, yo + j);
    }
    TAIL.axpy(alpha, x, xo + j, y, yo + j, n - j);
  }

  @Override
  public float sum(float[] x, int offset, int n) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    FloatVector s2 = FloatVector.zero(S);
    FloatVector s3 = FloatVector.zero(S);
    int j = 0;
    for (; j <= n - 4 * V; j += 4 * V) {
      s0 = s0.add(FloatVector.fromArray(S, x, offset + j));
      s1 = s1.add(FloatVector.fromArray(S, x, offset + j + V));
      s2 = s2.add(FloatVector.fromArray(S, x, offset + j + 2 * V));
      s3 = s3.add(FloatVector.fromArray(S, x, offset + j + 3 * V));
    }
    for (; j <= n - V; j += V) {
      s0 = s0.add(FloatVector.fromArray(S, x, offset + j));
    }
    FloatVector s = s0.add(s1).add(s2.add(s3));
    s = V > 8 ? s.add(s.rearrange(Lanes.SWAP_8)) : s;
    s = V > 4 ? s.add(s.rearrange(Lanes.SWAP_4)) : s;
    s = V > 2 ? s.add(s.rearrange(Lanes.SWAP_2)) : s;
    return s.add(s.rearrange(Lanes.SWAP_1)).lane(0) + TAIL.sum(x, offset + j, n - j);
  }

  @Override
  public void adam(
      MemorySegment w,
      long wBytes,
      MemorySegment m,
      long mBytes,
      MemorySegment v,
      long vBytes,
      float[] gradient,
      int go,
      float scale,
      float rate,
      float beta1,
      float beta2,
      float epsilon,
      int n) {
    VectorSteps.adam(
        w, wBytes, m, mBytes, v, vBytes, gradient, go, scale, rate, beta1, beta2, epsilon, n);
  }

  @Override
  public void adagrad(
      MemorySegment w,
      long wBytes,
      MemorySegment s,
      long sBytes,
      float[] gradient,
      int go,
      float scale,
      float rate,
      float epsilon,
      int n) {
    VectorSteps.adagrad(w, wBytes, s, sBytes, gradient, go, scale, rate, epsilon, n);
  }

  @Override
  public void multiply(float[] x, int offset, float[] signs, int so, int n) {
    int j = 0;
    for (; j <= n - V; j += V) {
      FloatVector factor = FloatVector.fromArray(S, signs, so + j);
      FloatVector.fromArray(S, x, offset + j).mul(factor).intoArray(x, offset + j);
    }
    TAIL.multiply(x, offset + j, signs, so + j, n - j);
  }

  @Override
  public void hadamard(float[] x, int offset, int n) {
    VectorHadamard.transform(x, offset, n);
  }

  @Override
  public void rotate(float[] source, int from, float[] signs, int so, float[] x, int xo, int n) {
    VectorHadamard.rotate(source, from, signs, so, x, xo, n);
  }

  @Override
  public void signs(float[] x, int offset, int n, long[] bits) {
    VectorBins.signs(x, offset, n, bits);
  }

  @Override
  public void winners(
      float[] x,
      int stride,
      int[] members,
      int bins,
      int size,
      int n,
      float[] best,
      int[] winners) {
    VectorBins.winners(x, stride, members, bins, size, n, best, winners);
  }

  @Override
  public void gather(
      MemorySegment src,
      long strideBytes,
      int[] rows,
      int from,
      int count,
      int columns,
      float[] dst,
      int dstOffset,
      int dstStride) {
    VectorGather.gather(src, strideBytes, rows, from, count, columns, dst, dstOffset, dstStride);
  }

  @Override
  public void gatherSum(
      MemorySegment src,
      long strideBytes,
      int[] indices,
      float[] values,
      int from,
      int count,
      float[] y,
      int yo,
      int n) {
    VectorGather.gatherSum(src, strideBytes, indices, values, from, count, y, yo, n);
  }

  @Override
  public void gatherDot(
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
    VectorGather.gatherDot(src, strideBytes, rows, from, count, y, yo, n, out, oo);
  }

  @Override
  public void gatherDotBytes(
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
    VectorBytes.gatherDot(src, strideBytes, rows, from, count, y, yo, n, out, oo);
  }

  @Override
  public float maxAbs(float[] x, int offset, int n) {
    FloatVector s0 = FloatVector.zero(S);
    FloatVector s1 = FloatVector.zero(S);
    int j = 0;
    for (; j <= n - 2 * V; j += 2 * V) {
      s0 = s0.max(FloatVector.fromArray(S, x, offset + j).abs());
      s1 = s1.max(FloatVector.fromArray(S, x, offset + j + V).abs());
    }
    // a maximum is the same in any order, so the library's reduction will do
    float max = s0.max(s1).reduceLanes(VectorOperators.MAX);
    return Math.max(max, TAIL.maxAbs(x, offset + j, n - j));
  }

  @Override
  public boolean isFinite(float[] x, int offset, int n) {
    FloatVector zero = FloatVector.zero(S);
    FloatVector s0 = zero;
    FloatVector s1 = zero;
    int j = 0;
    for (; j <= n - 2 * V; j += 2 * V) {
      s0 = FloatVector.fromArray(S, x, offset + j).fma(zero, s0); // infinity * 0 is NaN
      s1 = FloatVector.fromArray(S, x, offset + j + V).fma(zero, s1);
    }
    return s0.add(s1).eq(zero).allTrue() && TAIL.isFinite(x, offset + j, n - j);
  }

  @Override
  public void lookupSums(
      MemorySegment codes, long at, int blocks, int groups, byte[] tables, char[] sums, int so) {
    if (V == 16) {
      VectorLookup.sums512(codes, at, blocks, groups, tables, sums, so);
    } else if (V == 8) {
      VectorLookup.sums256(codes, at, blocks, groups, tables, sums, so);
    } else {
      TAIL.lookupSums(codes, at, blocks, groups, tables, sums, so);
    }
  }

  @Override
  public String describe() {
    return "vector " + S.vectorBitSize() + "-bit";
  }
}
