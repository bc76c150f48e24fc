package org.sluice.kernel;

import static org.sluice.kernel.Lanes.S;
import static org.sluice.kernel.Lanes.V;

import jdk.incubator.vector.FloatVector;

/**
 * Walsh-Hadamard transform. Butterflies closer than a register are lane exchanges, done in one
 * visit of each register; wider ones are taken two stages at a time, which halves the visits to
 * memory.
 */
final class VectorHadamard {
  /** +1 where the lane's bit is clear, -1 where it is set: a + b below, a - b above. */
  private static final FloatVector SIGN_1 = sign(1);

  private static final FloatVector SIGN_2 = sign(2);
  private static final FloatVector SIGN_4 = sign(4);
  private static final FloatVector SIGN_8 = sign(8);

  private VectorHadamard() {}

  private static FloatVector sign(int bit) {
    float[] signs = new float[V];
    for (int i = 0; i < V; i++) {
      signs[i] = (i & bit) == 0 ? 1 : -1;
    }
    return FloatVector.fromArray(S, signs, 0);
  }

  static void transform(float[] x, int offset, int n) {
    if (n < V) {
      new ScalarKernels().hadamard(x, offset, n);
      return;
    }
    for (int i = offset; i < offset + n; i += V) {
      FloatVector a = FloatVector.fromArray(S, x, i);
      a = a.fma(SIGN_1, a.rearrange(Lanes.SWAP_1));
      a = V > 2 ? a.fma(SIGN_2, a.rearrange(Lanes.SWAP_2)) : a;
      a = V > 4 ? a.fma(SIGN_4, a.rearrange(Lanes.SWAP_4)) : a;
      a = V > 8 ? a.fma(SIGN_8, a.rearrange(Lanes.SWAP_8)) : a;
      a.intoArray(x, i);
    }
    wide(x, offset, n);
  }

  /** The transform of {@code source * signs}, which are multiplied in the first visit. */
  static void rotate(float[] source, int from, float[] signs, int so, float[] x, int xo, int n) {
    if (n < V) {
      new ScalarKernels().rotate(source, from, signs, so, x, xo, n);
      return;
    }
    for (int i = 0; i < n; i += V) {
      FloatVector a =
          FloatVector.fromArray(S, source, from + i).mul(FloatVector.fromArray(S, signs, so + i));
      a = a.fma(SIGN_1, a.rearrange(Lanes.SWAP_1));
      a = V > 2 ? a.fma(SIGN_2, a.rearrange(Lanes.SWAP_2)) : a;
      a = V > 4 ? a.fma(SIGN_4, a.rearrange(Lanes.SWAP_4)) : a;
      a = V > 8 ? a.fma(SIGN_8, a.rearrange(Lanes.SWAP_8)) : a;
      a.intoArray(x, xo + i);
    }
    wide(x, xo, n);
  }

  /** The stages wider than a register. */
  private static void wide(float[] x, int offset, int n) {
    int h = V;
    for (; 4 * h <= n; h *= 4) {
      for (int i = offset; i < offset + n; i += 4 * h) {
        two(x, i, h);
      }
    }
    if (h < n) {
      one(x, offset, h);
    }
  }

  private static void two(float[] x, int from, int h) {
    for (int j = from; j < from + h; j += V) {
      FloatVector a = FloatVector.fromArray(S, x, j);
      FloatVector b = FloatVector.fromArray(S, x, j + h);
      FloatVector c = FloatVector.fromArray(S, x, j + 2 * h);
      FloatVector d = FloatVector.fromArray(S, x, j + 3 * h);
      FloatVector sum = a.add(b);
      FloatVector difference = a.sub(b);
      FloatVector sum2 = c.add(d);
      FloatVector difference2 = c.sub(d);
      sum.add(sum2).intoArray(x, j);
      difference.add(difference2).intoArray(x, j + h);
      sum.sub(sum2).intoArray(x, j + 2 * h);
      difference.sub(difference2).intoArray(x, j + 3 * h);
    }
  }

  private static void one(float[] x, int from, int h) {
    for (int j = from; j < from + h; j += V) {
      FloatVector a = FloatVector.fromArray(S, x, j);
      FloatVector b = FloatVector.fromArray(S, x, j + h);
      a.add(b).intoArray(x, j);
      a.sub(b).intoArray(x, j + h);
    }
  }
}
