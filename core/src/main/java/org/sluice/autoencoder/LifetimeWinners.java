package org.sluice.autoencoder;

/**
 * Lifetime sparsity: of a unit's activations over a batch only the greatest stay, and of those only
 * the positive ones. The unit need not win in every row, nor a row have any winner. Scratch space
 * of one thread.
 */
final class LifetimeWinners {
  /** The greatest so far, from the greatest down. */
  private final float[] greatest;

  /** Rows that the unit won, in order. */
  final int[] rows;

  /** The activations there. */
  final float[] values;

  int count;

  LifetimeWinners(int batchSize) {
    greatest = new float[batchSize];
    rows = new int[batchSize];
    values = new float[batchSize];
  }

  /**
   * Finds the winners among {@code size} sums from {@code from} on; of equal ones the first win.
   *
   * @param most how many may win
   */
  void choose(float[] sums, int from, int size, int most) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      float value = sums[from + i];
      if (value > 0 && (kept < most || value > greatest[kept - 1])) {
        int at = kept < most ? kept++ : kept - 1;
        while (at > 0 && greatest[at - 1] < value) {
          greatest[at] = greatest[at - 1];
          at--;
        }
        greatest[at] = value;
      }
    }
    float least = kept == 0 ? Float.POSITIVE_INFINITY : greatest[kept - 1];
    int equal = 0;
    for (int i = kept - 1; i >= 0 && greatest[i] == least; i--) {
      equal++;
    }
    count = 0;
    for (int row = 0; row < size && count < kept; row++) {
      float value = sums[from + row];
      if (value > least || value == least && equal-- > 0) {
        rows[count] = row;
        values[count++] = value;
      }
    }
  }
}
