package org.sluice.memory;

import java.util.SplittableRandom;

/** Fills matrices for tests. */
public final class RandomRows {
  private RandomRows() {}

  /** Fills all rows with values uniform from {@code -scale} up to {@code scale}. */
  public static void fill(FloatRows rows, long seed, float scale) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] row = new float[rows.columns()];
    for (long i = 0; i < rows.rows(); i++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (random.nextFloat() * 2 - 1) * scale;
      }
      rows.set(i, row, 0);
    }
  }
}
