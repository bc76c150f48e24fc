package org.sluice.dense;

import java.util.Objects;

/**
 * Examples held as unsigned bytes that are scaled as they are read: 60,000 images of 28x28 take 47
 * MB instead of 188.
 */
public final class ByteExamples implements DenseExamples {
  private final byte[] values;
  private final int[] labels;
  private final int width;
  private final int classes;
  private final float[] scaled = new float[256];

  /**
   * Takes the arrays as they are; they must not change afterwards.
   *
   * @param values {@code labels.length * width} bytes from 0 to 255, row after row
   * @param labels a class from 0 to {@code classes - 1} for each row
   * @param unit what a byte of 1 stands for, above 0; {@code 1f / 255} gives numbers from 0 to 1
   * @throws IllegalArgumentException where sizes do not fit or a label breaks its rule
   */
  public ByteExamples(byte[] values, int[] labels, int width, int classes, float unit) {
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(labels, "labels");
    Rules.require(width >= 1, "width", "at least 1", width);
    Rules.require(classes >= 2, "classes", "at least 2", classes);
    Rules.require(unit > 0 && Float.isFinite(unit * 255), "unit", "above 0 and finite", unit);
    Rules.labels(labels, classes);
    if ((long) labels.length * width != values.length) {
      throw new IllegalArgumentException(
          "values: %d rows of %d bytes are needed, got %d bytes"
              .formatted(labels.length, width, values.length));
    }
    this.values = values;
    this.labels = labels;
    this.width = width;
    this.classes = classes;
    for (int i = 0; i < 256; i++) {
      scaled[i] = i * unit;
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
    Objects.checkIndex(row, labels.length);
    Objects.checkFromIndexSize(offset, width, target.length);
    int from = row * width;
    for (int i = 0; i < width; i++) {
      target[offset + i] = scaled[values[from + i] & 0xff];
    }
  }
}
