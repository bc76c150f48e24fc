package org.sluice.kernel;

import static org.sluice.kernel.Lanes.S;
import static org.sluice.kernel.Lanes.V;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products with rows of signed bytes, which become floats on their way into the registers.
 * The columns are cut into blocks of 8 registers as in {@link VectorGather}, then, where a register
 * takes 8 bytes or more, of 1.
 */
final class VectorBytes {
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Bytes for a register of floats, or for several where that would be less than 8. */
  private static final VectorSpecies<Byte> BYTES =
      V > 8 ? ByteVector.SPECIES_128 : ByteVector.SPECIES_64;

  /** Bytes that are loaded at once. */
  private static final int WIDTH = Math.max(V, 8);

  private VectorBytes() {}

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
      dot8(src, strideBytes, j, rows, from, count, y, yo + j, out, oo);
    }
    for (; V == WIDTH && j <= n - V; j += V) {
      dot1(src, strideBytes, j, rows, from, count, y, yo + j, out, oo);
    }
    for (int i = 0; j < n && i < count; i++) {
      long p = rows[from + i] * strideBytes;
      for (int q = j; q < n; q++) {
        out[oo + i] += src.get(ValueLayout.JAVA_BYTE, p + q) * y[yo + q];
      }
    }
  }

  /** Floats {@code [i V, (i + 1) V)} of the bytes from p on. */
  private static FloatVector floats(MemorySegment src, long p, int i) {
    long at = p + (long) (i * V / WIDTH) * WIDTH;
    ByteVector bytes = ByteVector.fromMemorySegment(BYTES, src, at, ORDER);
    return (FloatVector) bytes.castShape(S, i * V % WIDTH / V);
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
      FloatVector s0 = floats(src, p, 0).mul(y0);
      FloatVector s1 = floats(src, p, 1).mul(y1);
      FloatVector s2 = floats(src, p, 2).mul(y2);
      FloatVector s3 = floats(src, p, 3).mul(y3);
      s0 = floats(src, p, 4).fma(y4, s0);
      s1 = floats(src, p, 5).fma(y5, s1);
      s2 = floats(src, p, 6).fma(y6, s2);
      s3 = floats(src, p, 7).fma(y7, s3);
      out[oo + i] += sum(s0.add(s1).add(s2.add(s3)));
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
      out[oo + i] += sum(floats(src, rows[from + i] * strideBytes + column, 0).mul(y0));
    }
  }

  /** The lanes' sum, always in the same order. */
  private static float sum(FloatVector lanes) {
    FloatVector s = lanes;
    s = V > 8 ? s.add(s.rearrange(Lanes.SWAP_8)) : s;
    s = V > 4 ? s.add(s.rearrange(Lanes.SWAP_4)) : s;
    s = V > 2 ? s.add(s.rearrange(Lanes.SWAP_2)) : s;
    return s.add(s.rearrange(Lanes.SWAP_1)).lane(0);
  }
}
