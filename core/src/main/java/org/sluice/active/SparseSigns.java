package org.sluice.active;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Random projections of signs, most of which are 0 and take no time (Achlioptas, 2003). Immutable.
 */
final class SparseSigns {
  private final int projections;

  /**
   * The entries of coordinate i lie from {@code starts[i]} to below {@code starts[i + 1]}, those of
   * sign -1 from {@code minus[i]} on.
   */
  private final int[] starts;

  private final int[] minus;

  /** Projections. */
  private final int[] entries;

  /**
   * @param density share of the coordinates with a sign other than 0 in a projection
   */
  SparseSigns(int coordinates, int projections, double density, SplittableRandom random) {
    this.projections = projections;
    starts = new int[coordinates + 1];
    minus = new int[coordinates];
    int[] negative = new int[projections];
    int[] drawn = new int[Math.multiplyExact(coordinates, projections)];
    int n = 0;
    for (int i = 0; i < coordinates; i++) {
      int below = 0;
      for (int p = 0; p < projections; p++) {
        if (random.nextDouble() < density) {
          if (random.nextBoolean()) {
            drawn[n++] = p;
          } else {
            negative[below++] = p;
          }
        }
      }
      minus[i] = n;
      System.arraycopy(negative, 0, drawn, n, below);
      n += below;
      starts[i + 1] = n;
    }
    entries = Arrays.copyOf(drawn, n);
  }

  /** All signs other than 0. */
  int count() {
    return entries.length;
  }

  /**
   * Projects a vector.
   *
   * @param sums receives a value for each projection
   * @return how many additions it took
   */
  long project(ActiveVector input, float[] sums) {
    Arrays.fill(sums, 0, projections, 0);
    long added = 0;
    for (int i = 0; i < input.count(); i++) {
      int id = input.ids()[i];
      float value = input.values()[i];
      for (int e = starts[id]; e < minus[id]; e++) {
        sums[entries[e]] += value;
      }
      for (int e = minus[id]; e < starts[id + 1]; e++) {
        sums[entries[e]] -= value;
      }
      added += starts[id + 1] - starts[id];
    }
    return added;
  }
}
