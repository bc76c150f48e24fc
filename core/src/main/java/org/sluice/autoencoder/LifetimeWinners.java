package org.sluice.autoencoder;

import java.util.Arrays;

/**
 * Lifetime sparsity: of a unit's activations over a batch only the greatest stay, and of those only
 * the positive ones. The unit need not win in every row, nor a row have any winner. Scratch space
 * of one thread.
 */
final class LifetimeWinners {
  private final float[] sorted;

  /** Rows that the unit won, in order. */
  final int[] rows;

  /** The activations there. */
  final float[] values;

  int count;

  LifetimeWinners(int batchSize) {
    sorted = new float[batchSize];
    rows = new int[batchSize];
    values = new float[batchSize];
  }

  /**
   * Finds the winners among {@code size} sums from {@code from} on; of equal ones the first win.
   *
   * @param most how many may win
   */
  void choose(float[] sums, int from, int size, int most) {
    System.arraycopy(sums, from, sorted, 0, size);
    Arrays.sort(sorted, 0, size);
    float least = sorted[size - Math.min(most, size)];
    int above = 0;
    for (int i = 0; i < size; i++) {
      above += sums[from + i] > least ? 1 : 0;
    }
    int equal = most - above;
    count = 0;
    for (int row = 0; row < size; row++) {
      float value = sums[from + row];
      if (value > 0 && (value > least || value == least && equal-- > 0)) {
        rows[count] = row;
        values[count++] = value;
      }
    }
  }
}
