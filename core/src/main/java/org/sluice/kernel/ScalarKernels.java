package org.sluice.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Plain loops: the specification of every kernel, and what runs without the vector module. */
final class ScalarKernels implements KernelProvider {
  static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

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
      int row = cOffset + i * cRowStride;
      if (!accumulate) {
        Arrays.fill(c, row, row + n, 0);
      }
      for (int q = 0; q < k; q++) {
        axpy(
            a[aOffset + i * aRowStride + q * aColumnStride],
            b,
            bOffset + q * bRowStride,
            c,
            row,
            n);
      }
    }
  }

  @Override
  public void axpy(float alpha, MemorySegment x, long xBytes, float[] y, int yo, int n) {
    for (int j = 0; j < n; j++) {
      y[yo + j] += alpha * x.get(FLOAT, xBytes + 4L * j);
    }
  }

  @Override
  public float dot(MemorySegment x, long xBytes, float[] y, int yo, int n) {
    float sum = 0;
    for (int j = 0; j < n; j++) {
      sum += x.get(FLOAT, xBytes + 4L * j) * y[yo + j];
    }
    return sum;
  }

  @Override
  public void axpyInto(float alpha, float[] y, int yo, MemorySegment x, long xBytes, int n) {
    for (int j = 0; j < n; j++) {
      long at = xBytes + 4L * j;
      x.set(FLOAT, at, x.get(FLOAT, at) + alpha * y[yo + j]);
    }
  }

  @Override
  public void softmaxColumns(float[] z, int offset, int rows, int columns, int stride) {
    for (int j = 0; j < columns; j++) {
      float max = Float.NEGATIVE_INFINITY;
      for (int i = 0; i < rows; i++) {
        max = Math.max(max, z[offset + i * stride + j]);
      }
      float sum = 0;
      for (int i = 0; i < rows; i++) {
        int at = offset + i * stride + j;
        z[at] = (float) Math.exp(z[at] - max);
        sum += z[at];
      }
      for (int i = 0; i < rows; i++) {
        z[offset + i * stride + j] /= sum;
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
      z[i] += value;
    }
  }

  @Override
  public void scale(float value, float[] z, int offset, int n) {
    for (int i = offset; i < offset + n; i++) {
      z[i] *= value;
    }
  }

  @Override
  public float dot(float[] x, int xo, float[] y, int yo, int n) {
    float sum = 0;
    for (int j = 0; j < n; j++) {
      sum += x[xo + j] * y[yo + j];
    }
    return sum;
  }

  @Override
  public void axpy(float alpha, float[] x, int xo, float[] y, int yo, int n) {
    for (int j = 0; j < n; j++) {
      y[yo + j] += alpha * x[xo + j];
    }
  }

  @Override
  public float sum(float[] x, int offset, int n) {
    float sum = 0;
    for (int i = offset; i < offset + n; i++) {
      sum += x[i];
    }
    return sum;
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
      long at = 4L * j;
      float g = scale * gradient[go + j];
      float first = beta1 * m.get(FLOAT, mBytes + at) + (1 - beta1) * g;
      float second = beta2 * v.get(FLOAT, vBytes + at) + (1 - beta2) * g * g;
      m.set(FLOAT, mBytes + at, first);
      v.set(FLOAT, vBytes + at, second);
      float step = rate * first / ((float) Math.sqrt(second) + epsilon);
      w.set(FLOAT, wBytes + at, w.get(FLOAT, wBytes + at) - step);
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
      long at = 4L * j;
      float g = scale * gradient[go + j];
      float squares = s.get(FLOAT, sBytes + at) + g * g;
      s.set(FLOAT, sBytes + at, squares);
      float step = rate * g / ((float) Math.sqrt(squares) + epsilon);
      w.set(FLOAT, wBytes + at, w.get(FLOAT, wBytes + at) - step);
    }
  }

  @Override
  public void multiply(float[] x, int offset, float[] signs, int so, int n) {
    for (int j = 0; j < n; j++) {
      x[offset + j] *= signs[so + j];
    }
  }

  @Override
  public void hadamard(float[] x, int offset, int n) {
    for (int h = 1; h < n; h *= 2) {
      for (int i = offset; i < offset + n; i += 2 * h) {
        for (int j = i; j < i + h; j++) {
          float a = x[j];
          float b = x[j + h];
          x[j] = a + b;
          x[j + h] = a - b;
        }
      }
    }
  }

  @Override
  public void rotate(float[] source, int from, float[] signs, int so, float[] x, int xo, int n) {
    System.arraycopy(source, from, x, xo, n);
    multiply(x, xo, signs, so, n);
    hadamard(x, xo, n);
  }

  @Override
  public void signs(float[] x, int offset, int n, long[] bits) {
    for (int first = 0; first < n; first += Long.SIZE) {
      long word = 0;
      for (int j = first; j < Math.min(n, first + Long.SIZE); j++) {
        word |= x[offset + j] >= 0 ? 1L << j : 0;
      }
      bits[first / Long.SIZE] = word;
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
        float greatest = x[members[bin * size] * stride + j];
        int winner = 0;
        for (int place = 1; place < size; place++) {
          float value = x[members[bin * size + place] * stride + j];
          if (value > greatest) {
            greatest = value;
            winner = place;
          }
        }
        best[bin * n + j] = greatest;
        winners[bin * n + j] = winner;
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
      MemorySegment.copy(
          src, FLOAT, (long) rows[from + i] * strideBytes, dst, dstOffset + i * dstStride, columns);
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
    for (int k = from; k < from + count; k++) {
      axpy(values[k], src, indices[k] * strideBytes, y, yo, n);
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
      long p = rows[from + i] * strideBytes;
      float sum = 0;
      for (int j = 0; j < n; j++) {
        sum += src.get(ValueLayout.JAVA_BYTE, p + j) * y[yo + j];
      }
      out[oo + i] = sum;
    }
  }

  @Override
  public float maxAbs(float[] x, int offset, int n) {
    float max = 0;
    for (int i = offset; i < offset + n; i++) {
      max = Math.max(max, Math.abs(x[i]));
    }
    return max;
  }

  @Override
  public boolean isFinite(float[] x, int offset, int n) {
    return maxAbs(x, offset, n) <= Float.MAX_VALUE; // false for NaN too
  }

  @Override
  public void lookupSums(
      MemorySegment codes, long at, int blocks, int groups, byte[] tables, char[] sums, int so) {
    for (int b = 0; b < blocks; b++) {
      for (int r = 0; r < 64; r++) {
        long from = at + 64L * b * groups + (r < 32 ? 2 * r : 2 * r - 63);
        int sum = 0;
        for (int g = 0; g < groups; g++) {
          int code = codes.get(ValueLayout.JAVA_BYTE, from + 64L * g);
          sum += tables[32 * g + (code & 15)] & 0xFF;
          sum += tables[32 * g + 16 + (code >> 4 & 15)] & 0xFF;
        }
        sums[so + 64 * b + r] = (char) sum;
      }
    }
  }

  @Override
  public String describe() {
    return "scalar";
  }
}
