package org.sluice.kernel;

import static org.sluice.kernel.Lanes.S;
import static org.sluice.kernel.Lanes.V;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * Matrix product by register tiles: four rows of A against a panel of B that is as wide as the
 * accumulators leave registers for. Panels are copied ("packed") so that they lie in the first
 * level cache whatever B's row stride is: rows 1 KiB apart would share a quarter of its sets.
 *
 * <p>A is read in place. Of every row of a tile it gives one float a step, so that its layout
 * hardly matters.
 */
final class VectorGemm {
  /** Rows of a tile. */
  private static final int ROWS = 4;

  /** With 512 bits there are 32 registers and 16 accumulators fit, below that 16 and 8 fit. */
  private static final boolean WIDE = V > 8;

  /** Columns of a full panel. */
  private static final int PANEL = WIDE ? 4 * V : 2 * V;

  /** Steps of k in a packed panel: 32 KiB at 512 bits, 16 KiB at 256. */
  private static final int DEPTH = WIDE ? 128 : 256;

  /** Fewer rows than this do not pay for a copy of the panel. */
  private static final int ROWS_WORTH_PACKING = 16;

  private VectorGemm() {}

  static void gemm(
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
    if (n == 1 && aColumnStride == 1) {
      column(
          m, k, a, aOffset, aRowStride, b, bOffset, bRowStride, c, cOffset, cRowStride, accumulate);
      return;
    }
    boolean pack = m >= ROWS_WORTH_PACKING;
    int tail = n % V;
    float[] panel = pack || tail > 0 ? new float[Math.min(k, DEPTH) * (pack ? PANEL : V)] : null;
    float[] edge = tail > 0 ? new float[ROWS * V] : null;
    int done = 0;
    do { // at least once, so that C is zeroed where k is 0
      int depth = Math.min(k - done, DEPTH);
      boolean add = accumulate || done > 0;
      int aBlock = aOffset + done * aColumnStride;
      int bBlock = bOffset + done * bRowStride;
      for (int j = 0; j < n; ) {
        int rest = n - j;
        int width = rest >= PANEL ? PANEL : rest >= 2 * V ? 2 * V : Math.min(rest, V);
        float[] from = b;
        int fromOffset = bBlock + j;
        int fromStride = bRowStride;
        if (pack || width < V) {
          from = panel;
          fromOffset = 0;
          fromStride = Math.max(width, V);
          pack(depth, width, b, bBlock + j, bRowStride, panel, fromStride);
        }
        for (int i = 0; i < m; ) {
          int rows = m - i >= ROWS ? ROWS : 1;
          int aTile = aBlock + i * aRowStride;
          int cTile = cOffset + i * cRowStride + j;
          if (width < V) {
            // a tile that leaves C goes through a tile of its own
            edge(rows, width, c, cTile, cRowStride, edge, V, true);
            tile(
                rows,
                V,
                depth,
                a,
                aTile,
                aRowStride,
                aColumnStride,
                from,
                fromOffset,
                fromStride,
                edge,
                0,
                V,
                add);
            edge(rows, width, c, cTile, cRowStride, edge, V, false);
          } else {
            tile(
                rows,
                width,
                depth,
                a,
                aTile,
                aRowStride,
                aColumnStride,
                from,
                fromOffset,
                fromStride,
                c,
                cTile,
                cRowStride,
                add);
          }
          i += rows;
        }
        j += width;
      }
      done += depth;
    } while (done < k);
  }

  /** A matrix times one column, as happens with a single query: inner products, not tiles. */
  private static void column(
      int m,
      int k,
      float[] a,
      int aOffset,
      int aRowStride,
      float[] b,
      int bOffset,
      int bRowStride,
      float[] c,
      int cOffset,
      int cRowStride,
      boolean accumulate) {
    float[] column = new float[k];
    for (int q = 0; q < k; q++) {
      column[q] = b[bOffset + q * bRowStride];
    }
    for (int i = 0; i < m; i++) {
      float dot = VectorKernels.inner(a, aOffset + i * aRowStride, column, 0, k);
      int at = cOffset + i * cRowStride;
      c[at] = accumulate ? c[at] + dot : dot;
    }
  }

  /** Copies a panel of B, its rows then {@code stride} apart and the rest of each zero. */
  private static void pack(
      int depth, int width, float[] b, int from, int rowStride, float[] panel, int stride) {
    if (width < V) {
      Arrays.fill(panel, 0, depth * stride, 0);
    }
    for (int q = 0; q < depth; q++) {
      System.arraycopy(b, from + q * rowStride, panel, q * stride, width);
    }
  }

  /** Copies a tile's values between C and the spare tile. */
  private static void edge(
      int rows, int width, float[] c, int at, int stride, float[] spare, int v, boolean in) {
    for (int i = 0; i < rows; i++) {
      if (in) {
        System.arraycopy(c, at + i * stride, spare, i * v, width);
      } else {
        System.arraycopy(spare, i * v, c, at + i * stride, width);
      }
    }
  }

  private static void tile(
      int rows,
      int width,
      int k,
      float[] a,
      int ao,
      int ar,
      int ac,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs,
      boolean add) {
    if (!add) {
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < width; j += V) {
          FloatVector.zero(S).intoArray(c, co + i * cs + j);
        }
      }
    }
    if (rows < ROWS) {
      for (int j = 0; j < width; j += V) {
        tile1x1(k, a, ao, ac, b, bo + j, bs, c, co + j);
      }
    } else if (width == V) {
      tile4x1(k, a, ao, ar, ac, b, bo, bs, c, co, cs);
    } else if (width > 2 * V) {
      tile4x4(k, a, ao, ar, ac, b, bo, bs, c, co, cs);
    } else {
      tile4x2(k, a, ao, ar, ac, b, bo, bs, c, co, cs);
    }
  }

  private static void tile4x4(
      int k,
      float[] a,
      int ao,
      int ar,
      int ac,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs) {
    int c1 = co + cs;
    int c2 = c1 + cs;
    int c3 = c2 + cs;
    FloatVector s00 = FloatVector.fromArray(S, c, co);
    FloatVector s01 = FloatVector.fromArray(S, c, co + V);
    FloatVector s02 = FloatVector.fromArray(S, c, co + 2 * V);
    FloatVector s03 = FloatVector.fromArray(S, c, co + 3 * V);
    FloatVector s10 = FloatVector.fromArray(S, c, c1);
    FloatVector s11 = FloatVector.fromArray(S, c, c1 + V);
    FloatVector s12 = FloatVector.fromArray(S, c, c1 + 2 * V);
    FloatVector s13 = FloatVector.fromArray(S, c, c1 + 3 * V);
    FloatVector s20 = FloatVector.fromArray(S, c, c2);
    FloatVector s21 = FloatVector.fromArray(S, c, c2 + V);
    FloatVector s22 = FloatVector.fromArray(S, c, c2 + 2 * V);
    FloatVector s23 = FloatVector.fromArray(S, c, c2 + 3 * V);
    FloatVector s30 = FloatVector.fromArray(S, c, c3);
    FloatVector s31 = FloatVector.fromArray(S, c, c3 + V);
    FloatVector s32 = FloatVector.fromArray(S, c, c3 + 2 * V);
    FloatVector s33 = FloatVector.fromArray(S, c, c3 + 3 * V);
    for (int q = 0; q < k; q++) {
      int p = bo + q * bs;
      int w = ao + q * ac;
      FloatVector b0 = FloatVector.fromArray(S, b, p);
      FloatVector b1 = FloatVector.fromArray(S, b, p + V);
      FloatVector b2 = FloatVector.fromArray(S, b, p + 2 * V);
      FloatVector b3 = FloatVector.fromArray(S, b, p + 3 * V);
      FloatVector x = FloatVector.broadcast(S, a[w]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      s02 = x.fma(b2, s02);
      s03 = x.fma(b3, s03);
      x = FloatVector.broadcast(S, a[w + ar]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      s12 = x.fma(b2, s12);
      s13 = x.fma(b3, s13);
      x = FloatVector.broadcast(S, a[w + 2 * ar]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      s22 = x.fma(b2, s22);
      s23 = x.fma(b3, s23);
      x = FloatVector.broadcast(S, a[w + 3 * ar]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
      s32 = x.fma(b2, s32);
      s33 = x.fma(b3, s33);
    }
    s00.intoArray(c, co);
    s01.intoArray(c, co + V);
    s02.intoArray(c, co + 2 * V);
    s03.intoArray(c, co + 3 * V);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + V);
    s12.intoArray(c, c1 + 2 * V);
    s13.intoArray(c, c1 + 3 * V);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + V);
    s22.intoArray(c, c2 + 2 * V);
    s23.intoArray(c, c2 + 3 * V);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + V);
    s32.intoArray(c, c3 + 2 * V);
    s33.intoArray(c, c3 + 3 * V);
  }

  private static void tile4x2(
      int k,
      float[] a,
      int ao,
      int ar,
      int ac,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs) {
    int c1 = co + cs;
    int c2 = c1 + cs;
    int c3 = c2 + cs;
    FloatVector s00 = FloatVector.fromArray(S, c, co);
    FloatVector s01 = FloatVector.fromArray(S, c, co + V);
    FloatVector s10 = FloatVector.fromArray(S, c, c1);
    FloatVector s11 = FloatVector.fromArray(S, c, c1 + V);
    FloatVector s20 = FloatVector.fromArray(S, c, c2);
    FloatVector s21 = FloatVector.fromArray(S, c, c2 + V);
    FloatVector s30 = FloatVector.fromArray(S, c, c3);
    FloatVector s31 = FloatVector.fromArray(S, c, c3 + V);
    for (int q = 0; q < k; q++) {
      int p = bo + q * bs;
      int w = ao + q * ac;
      FloatVector b0 = FloatVector.fromArray(S, b, p);
      FloatVector b1 = FloatVector.fromArray(S, b, p + V);
      FloatVector x = FloatVector.broadcast(S, a[w]);
      s00 = x.fma(b0, s00);
      s01 = x.fma(b1, s01);
      x = FloatVector.broadcast(S, a[w + ar]);
      s10 = x.fma(b0, s10);
      s11 = x.fma(b1, s11);
      x = FloatVector.broadcast(S, a[w + 2 * ar]);
      s20 = x.fma(b0, s20);
      s21 = x.fma(b1, s21);
      x = FloatVector.broadcast(S, a[w + 3 * ar]);
      s30 = x.fma(b0, s30);
      s31 = x.fma(b1, s31);
    }
    s00.intoArray(c, co);
    s01.intoArray(c, co + V);
    s10.intoArray(c, c1);
    s11.intoArray(c, c1 + V);
    s20.intoArray(c, c2);
    s21.intoArray(c, c2 + V);
    s30.intoArray(c, c3);
    s31.intoArray(c, c3 + V);
  }

  private static void tile4x1(
      int k,
      float[] a,
      int ao,
      int ar,
      int ac,
      float[] b,
      int bo,
      int bs,
      float[] c,
      int co,
      int cs) {
    FloatVector s0 = FloatVector.fromArray(S, c, co);
    FloatVector s1 = FloatVector.fromArray(S, c, co + cs);
    FloatVector s2 = FloatVector.fromArray(S, c, co + 2 * cs);
    FloatVector s3 = FloatVector.fromArray(S, c, co + 3 * cs);
    for (int q = 0; q < k; q++) {
      int w = ao + q * ac;
      FloatVector b0 = FloatVector.fromArray(S, b, bo + q * bs);
      s0 = b0.fma(FloatVector.broadcast(S, a[w]), s0);
      s1 = b0.fma(FloatVector.broadcast(S, a[w + ar]), s1);
      s2 = b0.fma(FloatVector.broadcast(S, a[w + 2 * ar]), s2);
      s3 = b0.fma(FloatVector.broadcast(S, a[w + 3 * ar]), s3);
    }
    s0.intoArray(c, co);
    s1.intoArray(c, co + cs);
    s2.intoArray(c, co + 2 * cs);
    s3.intoArray(c, co + 3 * cs);
  }

  private static void tile1x1(
      int k, float[] a, int ao, int ac, float[] b, int bo, int bs, float[] c, int co) {
    FloatVector s = FloatVector.fromArray(S, c, co);
    for (int q = 0; q < k; q++) {
      s = FloatVector.broadcast(S, a[ao + q * ac]).fma(FloatVector.fromArray(S, b, bo + q * bs), s);
    }
    s.intoArray(c, co);
  }
}
