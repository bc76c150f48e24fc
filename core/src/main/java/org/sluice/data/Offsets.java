package org.sluice.data;

/** Row positions of compressed-row arrays. */
final class Offsets {
  private Offsets() {}

  /** Positions of the chosen rows when they are copied one behind the other. */
  static int[] of(int[] offsets, int[] rows) {
    int[] starts = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      starts[i + 1] = Math.addExact(starts[i], offsets[row + 1] - offsets[row]);
    }
    return starts;
  }
}
