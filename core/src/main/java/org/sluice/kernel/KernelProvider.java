package org.sluice.kernel;

import java.lang.foreign.MemorySegment;

/** One implementation of all kernels. */
interface KernelProvider {
  /**
   * Matrix product {@code C (+)= A * B}: {@code C[cOffset + i*cRowStride + j] (+)= sum over k of
   * A[aOffset + i*aRowStride + k*aColumnStride] * B[bOffset + k*bRowStride + j]} for i below m, j
   * below n. With {@code aColumnStride == 1} A is stored by rows; with {@code aRowStride == 1} it
   * is stored transposed. B and C are stored by rows.
   *
   * @param accumulate whether to add to C instead of replacing it
   */
  void gemm(
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
      boolean accumulate);

  /** {@code y[yo + j] += alpha * x[j]}, x at a byte position of a segment. */
  void axpy(float alpha, MemorySegment x, long xBytes, float[] y, int yo, int n);

  /** Inner product of a segment's floats and an array's. */
  float dot(MemorySegment x, long xBytes, float[] y, int yo, int n);

  /** {@code x[xBytes + 4j] += alpha * y[yo + j]}: a row outside the heap takes a step. */
  void axpyInto(float alpha, float[] y, int yo, MemorySegment x, long xBytes, int n);

  /**
   * Softmax down the columns of {@code z} ({@code rows x columns}, row stride {@code stride}), in
   * place: {@code z[i][j] = exp(z[i][j] - max_j) / sum_i exp(z[i][j] - max_j)}.
   */
  void softmaxColumns(float[] z, int offset, int rows, int columns, int stride);

  /** {@code z = 1 / (1 + exp(-z))} for n values, in place. */
  void sigmoid(float[] z, int offset, int n);

  /** {@code z[i] += value} for n values. */
  void add(float value, float[] z, int offset, int n);

  /** {@code z[i] *= value} for n values. */
  void scale(float value, float[] z, int offset, int n);

  /** Inner product of two stretches of arrays. */
  float dot(float[] x, int xo, float[] y, int yo, int n);

  /** {@code y[yo + j] += alpha * x[xo + j]}. */
  void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n);

  /** Sum of n values. */
  float sum(float[] x, int offset, int n);

  /**
   * One Adam step of n weights, without bias correction: with {@code g = scale * gradient[go + j]},
   * {@code m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g*g; w -= rate * m / (sqrt(v) +
   * epsilon)}. The three rows lie at byte positions of their segments.
   */
  void adam(
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
      int n);

  /**
   * One Adagrad step of n weights: {@code s += g*g; w -= rate * g / (sqrt(s) + epsilon)} with
   * {@code g = scale * gradient[go + j]}.
   */
  void adagrad(
      MemorySegment w,
      long wBytes,
      MemorySegment s,
      long sBytes,
      float[] gradient,
      int go,
      float scale,
      float rate,
      float epsilon,
      int n);

  /** {@code x[offset + j] *= signs[so + j]} for n values (signs are +1 or -1). */
  void multiply(float[] x, int offset, float[] signs, int so, int n);

  /** Unnormalised fast Walsh-Hadamard transform of n values in place; n is a power of two. */
  void hadamard(float[] x, int offset, int n);

  /** {@code x =} the unnormalised Walsh-Hadamard transform of {@code source * signs}. */
  void rotate(float[] source, int from, float[] signs, int so, float[] x, int xo, int n);

  /** Bit {@code j % 64} of {@code bits[j / 64]} tells whether {@code x[offset + j] >= 0}. */
  void signs(float[] x, int offset, int n, long[] bits);

  /** The place and value of the greatest member of each bin, for n columns at a time. */
  void winners(
      float[] x, int stride, int[] members, int bins, int size, int n, float[] best, int[] winners);

  /**
   * Copies rows into a dense block: {@code dst[dstOffset + i*dstStride + j] = } float j of the row
   * that starts at byte {@code rows[from + i] * strideBytes} of {@code src}, for i below count, j
   * below columns.
   */
  void gather(
      MemorySegment src,
      long strideBytes,
      int[] rows,
      int from,
      int count,
      int columns,
      float[] dst,
      int dstOffset,
      int dstStride);

  /**
   * A sparse row times a matrix: {@code y[yo + j] += sum over k of values[from + k] * } float j of
   * the row that starts at byte {@code indices[from + k] * strideBytes} of {@code src}, for k below
   * count, j below n.
   */
  void gatherSum(
      MemorySegment src,
      long strideBytes,
      int[] indices,
      float[] values,
      int from,
      int count,
      float[] y,
      int yo,
      int n);

  /**
   * One query against many rows: {@code out[oo + i] =} the inner product of {@code y[yo ...]} and
   * the row that starts at byte {@code rows[from + i] * strideBytes} of {@code src}, for i below
   * count, over n columns.
   */
  void gatherDot(
      MemorySegment src,
      long strideBytes,
      int[] rows,
      int from,
      int count,
      float[] y,
      int yo,
      int n,
      float[] out,
      int oo);

  /**
   * One query against many rows of signed bytes: {@code out[oo + i] =} the inner product of {@code
   * y[yo ...]} and the row that starts at byte {@code rows[from + i] * strideBytes} of {@code src},
   * for i below count, over n columns.
   */
  void gatherDotBytes(
      MemorySegment src,
      long strideBytes,
      int[] rows,
      int from,
      int count,
      float[] y,
      int yo,
      int n,
      float[] out,
      int oo);

  /** Greatest absolute value of n values, NaN if one of them is NaN, 0 if there are none. */
  float maxAbs(float[] x, int offset, int n);

  /** Whether none of n values is infinite or NaN. */
  boolean isFinite(float[] x, int offset, int n);

  /**
   * Sums of looked-up values: {@code sums[so + 64*b + r]} is the sum over groups g of {@code
   * tables[32*g + low]} and {@code tables[32*g + 16 + high]}, with low and high the halves of byte
   * {@code at + 64 * (b * groups + g) + (r < 32 ? 2*r : 2*r - 63)}.
   */
  void lookupSums(
      MemorySegment codes, long at, int blocks, int groups, byte[] tables, char[] sums, int so);

  /** What this provider is, such as {@code scalar} or {@code vector 512-bit}. */
  String describe();
}
