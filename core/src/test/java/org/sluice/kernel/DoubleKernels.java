package org.sluice.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** What every kernel should give: plain loops in double precision, rounded once at the end. */
final class DoubleKernels implements KernelProvider {
  private static float at(MemorySegment x, long bytes, int j) {
    return x.get(ScalarKernels.FLOAT, bytes + 4L * j);
  }

  private static void put(MemorySegment x, long bytes, int j, double value) {
    x.set(ScalarKernels.FLOAT, bytes + 4L * j, (float) value);
  }

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
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = accumulate ? c[cOffset + i * cRowStride + j] : 0;
        for (int q = 0; q < k; q++) {
          double factor = a[aOffset + i * aRowStride + q * aColumnStride];
          sum += factor * b[bOffset + q * bRowStride + j];
        }
        c[cOffset + i * cRowStride + j] = (float) sum;
      }
    }
  }

  @Override
  public void axpy(float alpha, MemorySegment x, long xBytes, float[] y, int yo, int n) {
    for (int j = 0; j < n; j++) {
      y[yo + j] = (float) (y[yo + j] + (double) alpha * at(x, xBytes, j));
    }
  }

  @Override
  public float dot(MemorySegment x, long xBytes, float[] y, int yo, int n) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += (double) at(x, xBytes, j) * y[yo + j];
    }
    return (float) sum;
  }

  @Override
  public void axpyInto(float alpha, float[] y, int yo, MemorySegment x, long xBytes, int n) {
    for (int j = 0; j < n; j++) {
      put(x, xBytes, j, at(x, xBytes, j) + (double) alpha * y[yo + j]);
    }
  }

  @Override
  public void softmaxColumns(float[] z, int offset, int rows, int columns, int stride) {
    for (int j = 0; j < columns; j++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < rows; i++) {
        max = Math.max(max, z[offset + i * stride + j]);
      }
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += Math.exp(z[offset + i * stride + j] - max);
      }
      for (int i = 0; i < rows; i++) {
        int at = offset + i * stride + j;
        z[at] = (float) (Math.exp(z[at] - max) / sum);
      }
    }
  }

  @Override
  public void sigmoid(float[] z, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      z[i] = (float) (1 / (1 + Math.exp(-z[i])));
    }
  }

  @Override
  public void add(float value, float[] z, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      z[i] = (float) ((double) z[i] + value);
    }
  }

  @Override
  public void scale(float value, float[] z, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      z[i] = (float) ((double) z[i] * value);
    }
  }

  @Override
  public float dot(float[] x, int xo, float[] y, int yo, int n) {
    return dot(MemorySegment.ofArray(x), 4L * xo, y, yo, n);
  }

  @Override
  public void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n) {
    axpy(alpha, MemorySegment.ofArray(x), 4L * xo, y, yo, n);
  }

  @Override
  public float sum(float[] x, int offset, int n) {
    double sum = 0;
    for (int i = offset; i < offset + n; i++) {
      sum += x[i];
    }
    return (float) sum;
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
    for (int j = 0; j < n; j++) {
      double g = (double) scale * gradient[go + j];
      double first = (double) beta1 * at(m, mBytes, j) + (1 - beta1) * g;
      double second = (double) beta2 * at(v, vBytes, j) + (1 - beta2) * g * g;
      put(m, mBytes, j, first);
      put(v, vBytes, j, second);
      put(w, wBytes, j, at(w, wBytes, j) - rate * first / (Math.sqrt(second) + epsilon));
    }
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
    for (int j = 0; j < n; j++) {
      double g = (double) scale * gradient[go + j];
      double squares = at(s, sBytes, j) + g * g;
      put(s, sBytes, j, squares);
      put(w, wBytes, j, at(w, wBytes, j) - rate * g / (Math.sqrt(squares) + epsilon));
    }
  }

  @Override
  public void multiply(float[] x, int offset, float[] signs, int so, int n) {
    for (int j = 0; j < n; j++) {
      x[offset + j] = (float) ((double) x[offset + j] * signs[so + j]);
    }
  }

  /** By definition: entry (i, j) of the matrix is -1 to the number of bits that i and j share. */
  @Override
  public void hadamard(float[] x, int offset, int n) {
    float[] in = Arrays.copyOfRange(x, offset, offset + n);
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += Integer.bitCount(i & j) % 2 == 0 ? in[j] : -in[j];
      }
      x[offset + i] = (float) sum;
    }
  }

  @Override
  public void rotate(float[] source, int from, float[] signs, int so, float[] x, int xo, int n) {
    float[] in = Arrays.copyOfRange(source, from, from + n);
    multiply(in, 0, signs, so, n);
    hadamard(in, 0, n);
    System.arraycopy(in, 0, x, xo, n);
  }

  @Override
  public void signs(float[] x, int offset, int n, long[] bits) {
    Arrays.fill(bits, 0, (n + 63) / 64, 0);
    for (int j = 0; j < n; j++) {
      if (x[offset + j] >= 0) {
        bits[j / 64] += 1L << j % 64;
      }
    }
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
    for (int bin = 0; bin < bins; bin++) {
      for (int j = 0; j < n; j++) {
        float[] values = new float[size];
        for (int place = 0; place < size; place++) {
          values[place] = x[members[bin * size + place] * stride + j];
        }
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        int at = 0;
        while (values[at] != sorted[size - 1]) {
          at++;
        }
        best[bin * n + j] = values[at];
        winners[bin * n + j] = at;
      }
    }
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
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < columns; j++) {
        dst[dstOffset + i * dstStride + j] = at(src, rows[from + i] * strideBytes, j);
      }
    }
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
    for (int j = 0; j < n; j++) {
      double sum = y[yo + j];
      for (int k = from; k < from + count; k++) {
        sum += (double) values[k] * at(src, indices[k] * strideBytes, j);
      }
      y[yo + j] = (float) sum;
    }
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
    for (int i = 0; i < count; i++) {
      out[oo + i] = dot(src, rows[from + i] * strideBytes, y, yo, n);
    }
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
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum +=
            (double) src.get(ValueLayout.JAVA_BYTE, rows[from + i] * strideBytes + j) * y[yo + j];
      }
      out[oo + i] = (float) sum;
    }
  }

  @Override
  public float maxAbs(float[] x, int offset, int n) {
    float max = 0;
    for (int i = offset; i < offset + n; i++) {
      max = Float.isNaN(x[i]) || Float.isNaN(max) ? Float.NaN : Math.max(max, Math.abs(x[i]));
    }
    return max;
  }

  @Override
  public boolean isFinite(float[] x, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      if (!Float.isFinite(x[i])) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void lookupSums(
      MemorySegment codes, long at, int blocks, int groups, byte[] tables, char[] sums, int so) {
    for (int row = 0; row < 64 * blocks; row++) {
      int lane = row % 64 < 32 ? row % 32 * 2 : row % 32 * 2 + 1;
      int sum = 0;
      for (int table = 0; table < 2 * groups; table++) {
        long group = (long) (row / 64) * groups + table / 2;
        int pair = codes.get(ValueLayout.JAVA_BYTE, at + 64 * group + lane) & 255;
        sum += tables[16 * table + (table % 2 == 0 ? pair % 16 : pair / 16)] & 255;
      }
      sums[so + row] = (char) sum;
    }
  }

  @Override
  public String describe() {
    return "double";
  }
}
