package org.sluice.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * Dense arithmetic on blocks of floats. Every method checks the ranges it is given once and throws
 * {@link IndexOutOfBoundsException} before anything is written; inside, nothing is checked by hand
 * again. Stateless, safe for any number of threads, which may share a row on purpose (HOGWILD).
 * Unless a method says otherwise, stretches that are written must not overlap stretches that are
 * read.
 */
public final class Kernels {
  private static final KernelProvider PROVIDER = Providers.choose();
  private static final ScalarKernels SCALAR = new ScalarKernels();

  private Kernels() {}

  /** What runs here: {@code scalar}, or {@code vector} with the register width in bits. */
  public static String describe() {
    return PROVIDER.describe();
  }

  /**
   * Matrix product {@code C (+)= A * B}: {@code C[cOffset + i*cRowStride + j] (+)= sum over q of
   * A[aOffset + i*aRowStride + q*aColumnStride] * B[bOffset + q*bRowStride + j]} for i below m, j
   * below n, q below k. With {@code aColumnStride == 1} A is stored by rows; with {@code aRowStride
   * == 1} it is stored transposed. B and C are stored by rows. The order of additions depends on
   * the register width, not on threads or chance.
   *
   * @param accumulate whether to add to C instead of replacing it
   * @throws IndexOutOfBoundsException if a size or stride is negative or a matrix leaves its array
   */
  public static void gemm(
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
    if (m < 0 || n < 0 || k < 0) {
      throw new IndexOutOfBoundsException("gemm: sizes " + m + " x " + n + " x " + k);
    }
    if (m == 0 || n == 0) {
      return;
    }
    matrix("A", a, aOffset, m, aRowStride, k, aColumnStride);
    matrix("B", b, bOffset, k, bRowStride, n, 1);
    matrix("C", c, cOffset, m, cRowStride, n, 1);
    PROVIDER.gemm(
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

  /** {@code y[yo + j] += alpha * x[j]} for n values, x at byte {@code xBytes} of a segment. */
  public static void axpy(float alpha, MemorySegment x, long xBytes, float[] y, int yo, int n) {
    check(x, xBytes, n);
    check(y, yo, n);
    PROVIDER.axpy(alpha, x, xBytes, y, yo, n);
  }

  /** Inner product of n floats at byte {@code xBytes} of a segment and n of an array. */
  public static float dot(MemorySegment x, long xBytes, float[] y, int yo, int n) {
    check(x, xBytes, n);
    check(y, yo, n);
    return PROVIDER.dot(x, xBytes, y, yo, n);
  }

  /** {@code x[xBytes + 4j] += alpha * y[yo + j]}: a row outside the heap takes a step. */
  public static void axpyInto(float alpha, float[] y, int yo, MemorySegment x, long xBytes, int n) {
    check(x, xBytes, n);
    check(y, yo, n);
    PROVIDER.axpyInto(alpha, y, yo, x, xBytes, n);
  }

  /**
   * Softmax down the columns of {@code z} ({@code rows x columns}, row stride {@code stride}), in
   * place, relative error below 2e-6; results below about 1e-38 become 0. A value of -infinity
   * gives 0. A column that holds NaN or +infinity, or nothing but -infinity, becomes NaN.
   */
  public static void softmaxColumns(float[] z, int offset, int rows, int columns, int stride) {
    matrix("softmax", z, offset, rows, stride, columns, 1);
    PROVIDER.softmaxColumns(z, offset, rows, columns, stride);
  }

  /**
   * {@code z = 1 / (1 + exp(-z))} for n values, in place, relative error below 2e-6; results below
   * about 1e-38 become 0. NaN stays NaN.
   */
  public static void sigmoid(float[] z, int offset, int n) {
    check(z, offset, n);
    PROVIDER.sigmoid(z, offset, n);
  }

  /** {@code z[offset + i] += value} for n values. */
  public static void add(float value, float[] z, int offset, int n) {
    check(z, offset, n);
    PROVIDER.add(value, z, offset, n);
  }

  /** {@code z[offset + i] *= value} for n values. */
  public static void scale(float value, float[] z, int offset, int n) {
    check(z, offset, n);
    PROVIDER.scale(value, z, offset, n);
  }

  /** Inner product of n values of two arrays, which may be the same. */
  public static float dot(float[] x, int xo, float[] y, int yo, int n) {
    check(x, xo, n);
    check(y, yo, n);
    return PROVIDER.dot(x, xo, y, yo, n);
  }

  /** {@code y[yo + j] += alpha * x[xo + j]} for n values. */
  public static void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n) {
    check(x, xo, n);
    check(y, yo, n);
    PROVIDER.axpy(alpha, x, xo, y, yo, n);
  }

  /** Sum of n values. */
  public static float sum(float[] x, int offset, int n) {
    check(x, offset, n);
    return PROVIDER.sum(x, offset, n);
  }

  /**
   * One Adam step of n weights (Kingma and Ba, 2015) without bias correction: with {@code g = scale
   * * gradient[go + j]}, {@code m = beta1*m + (1-beta1)*g; v = beta2*v + (1-beta2)*g*g; w -= rate *
   * m / (sqrt(v) + epsilon)}. The three rows lie at byte positions of their segments.
   */
  public static void adam(
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
    check(w, wBytes, n);
    check(m, mBytes, n);
    check(v, vBytes, n);
    check(gradient, go, n);
    PROVIDER.adam(
        w, wBytes, m, mBytes, v, vBytes, gradient, go, scale, rate, beta1, beta2, epsilon, n);
  }

  /**
   * One Adagrad step of n weights (Duchi, Hazan and Singer, 2011): {@code s += g*g; w -= rate * g /
   * (sqrt(s) + epsilon)} with {@code g = scale * gradient[go + j]}.
   */
  public static void adagrad(
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
    check(w, wBytes, n);
    check(s, sBytes, n);
    check(gradient, go, n);
    PROVIDER.adagrad(w, wBytes, s, sBytes, gradient, go, scale, rate, epsilon, n);
  }

  /** {@code x[offset + j] *= signs[so + j]} for n values. */
  public static void multiply(float[] x, int offset, float[] signs, int so, int n) {
    check(x, offset, n);
    check(signs, so, n);
    PROVIDER.multiply(x, offset, signs, so, n);
  }

  /**
   * Unnormalised fast Walsh-Hadamard transform of n values in place.
   *
   * @throws IllegalArgumentException if n is not a power of two
   */
  public static void hadamard(float[] x, int offset, int n) {
    check(x, offset, n);
    if (Integer.bitCount(n) != 1) {
      throw new IllegalArgumentException("hadamard: n must be a power of two, not " + n);
    }
    PROVIDER.hadamard(x, offset, n);
  }

  /**
   * The unnormalised Walsh-Hadamard transform of n values times n signs: {@code x[xo ...]} becomes
   * that of {@code source[from + j] * signs[so + j]}. Source and target may be the same stretch.
   *
   * @throws IllegalArgumentException if n is not a power of two
   */
  public static void rotate(
      float[] source, int from, float[] signs, int so, float[] x, int xo, int n) {
    check(source, from, n);
    check(signs, so, n);
    check(x, xo, n);
    if (Integer.bitCount(n) != 1) {
      throw new IllegalArgumentException("rotate: n must be a power of two, not " + n);
    }
    PROVIDER.rotate(source, from, signs, so, x, xo, n);
  }

  /**
   * Which of n values are not negative: bit {@code j % 64} of {@code bits[j / 64]} is 1 where
   * {@code x[offset + j] >= 0}; -0 counts as 0, NaN as negative. The last word's other bits are 0.
   */
  public static void signs(float[] x, int offset, int n, long[] bits) {
    check(x, offset, n);
    Objects.checkFromIndexSize(0, (n + 63) >>> 6, bits.length);
    PROVIDER.signs(x, offset, n, bits);
  }

  /**
   * Winners among the members of bins, for many columns at a time: {@code winners[bin * n + j]} is
   * the place, below {@code size}, of the greatest {@code x[members[bin * size + place] * stride +
   * j]}, for j below n; of equal values the lower place wins. {@code best[bin * n + j]} is that
   * value.
   *
   * @param members rows of x, {@code bins * size} of them
   */
  public static void winners(
      float[] x,
      int stride,
      int[] members,
      int bins,
      int size,
      int n,
      float[] best,
      int[] winners) {
    if (bins < 0 || size < 1 || n < 0 || stride < n) {
      throw new IndexOutOfBoundsException(
          "winners: " + bins + " bins of " + size + ", " + n + " columns, stride " + stride);
    }
    Objects.checkFromIndexSize(0L, (long) bins * size, members.length);
    Objects.checkFromIndexSize(0L, (long) bins * n, best.length);
    Objects.checkFromIndexSize(0L, (long) bins * n, winners.length);
    int rows = x.length < n ? 0 : stride == 0 ? 1 : (x.length - n) / stride + 1;
    for (int i = 0; i < bins * size; i++) {
      Objects.checkIndex(members[i], rows);
    }
    PROVIDER.winners(x, stride, members, bins, size, n, best, winners);
  }

  /**
   * Copies rows into a dense block: {@code dst[dstOffset + i*dstStride + j] =} float j of the row
   * that starts at byte {@code rows[from + i] * strideBytes} of {@code src}, for i below count, j
   * below columns.
   */
  public static void gather(
      MemorySegment src,
      long strideBytes,
      int[] rows,
      int from,
      int count,
      int columns,
      float[] dst,
      int dstOffset,
      int dstStride) {
    rows(src, strideBytes, rows, from, count, columns);
    matrix("gather", dst, dstOffset, count, dstStride, columns, 1);
    PROVIDER.gather(src, strideBytes, rows, from, count, columns, dst, dstOffset, dstStride);
  }

  /**
   * A sparse row times a matrix: {@code y[yo + j] += sum over k of values[from + k] *} float j of
   * the row that starts at byte {@code indices[from + k] * strideBytes} of {@code src}, for k below
   * count, j below n. The forward pass of a first layer.
   */
  public static void gatherSum(
      MemorySegment src,
      long strideBytes,
      int[] indices,
      float[] values,
      int from,
      int count,
      float[] y,
      int yo,
      int n) {
    rows(src, strideBytes, indices, from, count, n);
    check(values, from, count);
    check(y, yo, n);
    PROVIDER.gatherSum(src, strideBytes, indices, values, from, count, y, yo, n);
  }

  /**
   * One query against many rows: {@code out[oo + i] =} the inner product of {@code y[yo ...]} and
   * the row that starts at byte {@code rows[from + i] * strideBytes} of {@code src}, for i below
   * count, over n columns. Several times faster than {@link #dot} for each row.
   */
  public static void gatherDot(
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
    rows(src, strideBytes, rows, from, count, n);
    check(y, yo, n);
    check(out, oo, count);
    PROVIDER.gatherDot(src, strideBytes, rows, from, count, y, yo, n, out, oo);
  }

  /**
   * One query against many rows of signed bytes: {@code out[oo + i] =} the inner product of {@code
   * y[yo ...]} and the row that starts at byte {@code rows[from + i] * strideBytes} of {@code src},
   * for i below count, over n columns. Reads a quarter of the memory that {@link #gatherDot} reads.
   */
  public static void gatherDotBytes(
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
    rows(src, strideBytes, rows, from, count, n, Byte.BYTES);
    check(y, yo, n);
    check(out, oo, count);
    PROVIDER.gatherDotBytes(src, strideBytes, rows, from, count, y, yo, n, out, oo);
  }

  /** Greatest absolute value of n values, NaN if one of them is NaN, 0 if there are none. */
  public static float maxAbs(float[] x, int offset, int n) {
    check(x, offset, n);
    return PROVIDER.maxAbs(x, offset, n);
  }

  /** Whether none of n values is infinite or NaN: how a diverging training is noticed. */
  public static boolean isFinite(float[] x, int offset, int n) {
    check(x, offset, n);
    return PROVIDER.isFinite(x, offset, n);
  }

  /**
   * Sums of looked-up values, 64 rows at a time (Andre, Kermarrec and Le Scouarnec, VLDB 2015): a
   * block of 64 rows takes {@code groups} groups of 64 bytes; byte {@code 2p} of group g belongs to
   * row p of the block and byte {@code 2p + 1} to row {@code p + 32}; its low four bits choose one
   * of the 16 unsigned values of table {@code 2g}, its high four bits one of table {@code 2g + 1}.
   * Row r of block b gets the sum of its {@code 2 * groups} values in {@code sums[so + 64 * b +
   * r]}.
   *
   * @param codes blocks one after the other from byte {@code at} on
   * @param groups from 0 to 128, so that a sum fits 16 bits
   * @param tables {@code 2 * groups} tables of 16 bytes
   */
  public static void lookupSums(
      MemorySegment codes, long at, int blocks, int groups, byte[] tables, char[] sums, int so) {
    checkLookup(codes, at, blocks, groups, tables, sums, so);
    PROVIDER.lookupSums(codes, at, blocks, groups, tables, sums, so);
  }

  /**
   * The same without vector registers: for work that would be done before the just-in-time compiler
   * has made machine code of the vector form, which until then takes microseconds an operation.
   */
  public static void lookupSumsScalar(
      MemorySegment codes, long at, int blocks, int groups, byte[] tables, char[] sums, int so) {
    checkLookup(codes, at, blocks, groups, tables, sums, so);
    SCALAR.lookupSums(codes, at, blocks, groups, tables, sums, so);
  }

  private static void checkLookup(
      MemorySegment codes, long at, int blocks, int groups, byte[] tables, char[] sums, int so) {
    if (groups < 0 || groups > 128 || blocks < 0) {
      throw new IndexOutOfBoundsException(
          "lookupSums: " + blocks + " blocks of " + groups + " groups, not of 0 to 128");
    }
    Objects.checkFromIndexSize(at, 64L * blocks * groups, codes.byteSize());
    Objects.checkFromIndexSize(0, 32 * groups, tables.length);
    Objects.checkFromToIndex(so, so + 64L * blocks, sums.length);
  }

  private static void check(float[] x, int offset, int n) {
    Objects.checkFromIndexSize(offset, n, x.length);
  }

  private static void check(MemorySegment x, long bytes, int n) {
    Objects.checkFromIndexSize(bytes, (long) Float.BYTES * n, x.byteSize());
  }

  private static void matrix(
      String name, float[] x, int offset, int rows, int rowStride, int columns, int columnStride) {
    boolean legal = rows >= 0 && columns >= 0 && rowStride >= 0 && columnStride >= 0 && offset >= 0;
    if (legal && (rows == 0 || columns == 0)) {
      return;
    }
    long last = offset + (rows - 1L) * rowStride + (columns - 1L) * columnStride;
    if (!legal || last >= x.length) {
      throw new IndexOutOfBoundsException(
          "%s: %d x %d values from %d, strides %d and %d, do not lie in an array of %d"
              .formatted(name, rows, columns, offset, rowStride, columnStride, x.length));
    }
  }

  private static void rows(
      MemorySegment src, long strideBytes, int[] ids, int from, int count, int columns) {
    rows(src, strideBytes, ids, from, count, columns, Float.BYTES);
  }

  private static void rows(
      MemorySegment src,
      long strideBytes,
      int[] ids,
      int from,
      int count,
      int columns,
      int valueBytes) {
    Objects.checkFromIndexSize(from, count, ids.length);
    if (strideBytes < 0 || columns < 0) {
      throw new IndexOutOfBoundsException(
          "rows of " + columns + " values, " + strideBytes + " bytes apart");
    }
    long last = src.byteSize() - (long) valueBytes * columns;
    long rows = last < 0 ? 0 : strideBytes == 0 ? Integer.MAX_VALUE : last / strideBytes + 1;
    for (int i = from; i < from + count; i++) {
      if (ids[i] < 0 || ids[i] >= rows) {
        throw new IndexOutOfBoundsException("row " + ids[i] + " of " + rows);
      }
    }
  }
}
