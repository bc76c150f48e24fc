package org.sluice.bench;

import java.util.SplittableRandom;

/** Data for benchmarks: the same in every run. */
final class Random {
  private static final long SEED = 20_200_302;

  private Random() {}

  /** Values uniform in [-1, 1). */
  static float[] floats(int size) {
    SplittableRandom random = new SplittableRandom(SEED + size);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }
}
