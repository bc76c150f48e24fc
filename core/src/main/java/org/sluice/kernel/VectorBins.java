package org.sluice.kernel;

import static org.sluice.kernel.Lanes.S;
import static org.sluice.kernel.Lanes.V;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** What hash functions do with coordinates once they are computed: compare them. */
final class VectorBins {
  private static final VectorSpecies<Integer> I = IntVector.SPECIES_PREFERRED;
  private static final ScalarKernels TAIL = new ScalarKernels();

  private VectorBins() {}

  static void signs(float[] x, int offset, int n, long[] bits) {
    int whole = n & -Long.SIZE;
    for (int first = 0; first < whole; first += Long.SIZE) {
      long word = 0;
      for (int j = 0; j < Long.SIZE; j += V) {
        FloatVector values = FloatVector.fromArray(S, x, offset + first + j);
        word |= values.compare(VectorOperators.GE, 0f).toLong() << j;
      }
      bits[first / Long.SIZE] = word;
    }
    if (whole < n) {
      long word = 0;
      int j = whole;
      for (; j <= n - V; j += V) {
        FloatVector values = FloatVector.fromArray(S, x, offset + j);
        word |= values.compare(VectorOperators.GE, 0f).toLong() << j;
      }
      for (; j < n; j++) {
        word |= x[offset + j] >= 0 ? 1L << j : 0;
      }
      bits[whole / Long.SIZE] = word;
    }
  }

  static void winners(
      float[] x,
      int stride,
      int[] members,
      int bins,
      int size,
      int n,
      float[] best,
      int[] winners) {
    if (n % V != 0) {
      TAIL.winners(x, stride, members, bins, size, n, best, winners);
      return;
    }
    for (int bin = 0; bin < bins; bin++) {
      int first = bin * size;
      for (int j = 0; j < n; j += V) {
        FloatVector greatest = FloatVector.fromArray(S, x, members[first] * stride + j);
        IntVector winner = IntVector.zero(I);
        for (int place = 1; place < size; place++) {
          FloatVector value = FloatVector.fromArray(S, x, members[first + place] * stride + j);
          VectorMask<Float> wins = value.compare(VectorOperators.GT, greatest);
          greatest = greatest.blend(value, wins);
          winner = winner.blend(place, wins.cast(I));
        }
        greatest.intoArray(best, bin * n + j);
        winner.intoArray(winners, bin * n + j);
      }
    }
  }
}
