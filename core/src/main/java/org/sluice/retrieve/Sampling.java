package org.sluice.retrieve;

import java.util.SplittableRandom;

/** Draws rows without repetition. */
final class Sampling {
  private Sampling() {}

  /**
   * {@code count} of the numbers below {@code rows}, rising, every choice equally likely (selection
   * sampling; Knuth, volume 2, 3.4.2 S). All where there are no more.
   */
  static int[] rising(int rows, int count, SplittableRandom random) {
    int[] chosen = new int[Math.min(rows, count)];
    int n = 0;
    for (int row = 0; n < chosen.length; row++) {
      if (random.nextInt(rows - row) < chosen.length - n) {
        chosen[n++] = row;
      }
    }
    return chosen;
  }
}
