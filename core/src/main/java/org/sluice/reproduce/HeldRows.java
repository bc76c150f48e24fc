package org.sluice.reproduce;

import org.sluice.dense.ByteExamples;
import org.sluice.dense.DenseExamples;

/**
 * Rows that were made once and are held, a byte a value: images of 256 grey levels from 0 to 1.
 * Generated rows would be made anew in every epoch.
 */
final class HeldRows {
  private static final float LEVELS = 255;

  private HeldRows() {}

  /**
   * The first rows of a set.
   *
   * @param most rows at most
   * @param watch may end the making
   */
  static DenseExamples of(DenseExamples source, int most, RunWatch watch) {
    int rows = Math.min(most, source.size());
    int width = source.width();
    byte[] values = new byte[Math.multiplyExact(rows, width)];
    int[] labels = new int[rows];
    float[] row = new float[width];
    for (int i = 0; i < rows; i++) {
      watch.check();
      source.copyTo(i, row, 0);
      labels[i] = source.label(i);
      for (int j = 0; j < width; j++) {
        values[i * width + j] = (byte) Math.round(row[j] * LEVELS);
      }
    }
    return new ByteExamples(values, labels, width, source.classes(), 1 / LEVELS);
  }
}
