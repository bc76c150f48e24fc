package org.sluice.dense;

/** Checks shared by the sets of this package. */
final class Rules {
  private Rules() {}

  static void require(boolean holds, String field, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(field + " must be " + rule + ", got " + value);
    }
  }

  static void labels(int[] labels, int classes) {
    require(labels.length > 0, "labels", "of at least one row", "none");
    for (int row = 0; row < labels.length; row++) {
      if (labels[row] < 0 || labels[row] >= classes) {
        throw new IllegalArgumentException(
            "labels: row %d must be from 0 to %d, got %d".formatted(row, classes - 1, labels[row]));
      }
    }
  }
}
