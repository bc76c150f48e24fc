package org.sluice.reproduce;

import org.sluice.dense.DenseExamples;

/**
 * Rows that were made once and are held, a byte a value: images of 256 grey levels from 0 to 1.
 * Generated rows would be made anew in every epoch.
 */
final class HeldRows implements DenseExamples {
  private static final float LEVELS = 255;

  private final int width;
  private final int classes;
  private final byte[] values;
  private final short[] labels;

  /**
   * @param most rows at most
   * @param watch may end the making
   */
  HeldRows(DenseExamples source, int most, RunWatch watch) {
    int rows = Math.min(most, source.size());
    width = source.width();
    classes = source.classes();
    values = new byte[Math.multiplyExact(rows, width)];
    labels = new short[rows];
    float[] row = new float[width];
    for (int i = 0; i < rows; i++) {
      watch.check();
      source.copyTo(i, row, 0);
      labels[i] = (short) source.label(i);
      for (int j = 0; j < width; j++) {
        values[i * width + j] = (byte) Math.round(row[j] * LEVELS);
      }
    }
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int label(int row) {
    return labels[row];
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    int from = java.util.Objects.checkIndex(row, labels.length) * width;
    for (int j = 0; j < width; j++) {
      target[offset + j] = (values[from + j] & 0xff) / LEVELS;
    }
  }
}
