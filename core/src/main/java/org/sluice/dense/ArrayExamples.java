package org.sluice.dense;

import java.util.Objects;

/** Examples held in arrays: rows of floats one after another, and their classes. */
public final class ArrayExamples implements DenseExamples {
  private final float[] values;
  private final int[] labels;
  private final int width;
  private final int classes;

  /**
   * Takes the arrays as they are; they must not change afterwards.
   *
   * @param values {@code labels.length * width} finite numbers, row after row
   * @param labels a class from 0 to {@code classes - 1} for each row
   * @throws IllegalArgumentException where sizes do not fit or a number breaks its rule
   */
  public ArrayExamples(float[] values, int[] labels, int width, int classes) {
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(labels, "labels");
    if (labels.length == 0) {
      throw new IllegalArgumentException("labels: at least one row is needed, got none");
    }
    Rules.require(width >= 1, "width", "at least 1", width);
    Rules.require(classes >= 2, "classes", "at least 2", classes);
    if ((long) labels.length * width != values.length) {
      throw new IllegalArgumentException(
          "values: %d rows of %d numbers are needed, got %d numbers"
              .formatted(labels.length, width, values.length));
    }
    Rules.labels(labels, classes);
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "values: row %d, column %d must be finite, got %s"
                .formatted(i / width, i % width, values[i]));
      }
    }
    this.values = values;
    this.labels = labels;
    this.width = width;
    this.classes = classes;
  }

  /**
   * A copy of a set in memory, 4 bytes a number: for sets that are made as asked for and read many
   * times.
   *
   * @throws IllegalArgumentException if there are more than 2^31 numbers
   */
  public static ArrayExamples copyOf(DenseExamples examples) {
    int width = examples.width();
    Rules.require(
        (long) examples.size() * width <= Faults.LONGEST,
        "examples",
        "of at most " + Faults.LONGEST + " numbers",
        (long) examples.size() * width);
    float[] values = new float[examples.size() * width];
    int[] labels = new int[examples.size()];
    for (int row = 0; row < labels.length; row++) {
      examples.copyTo(row, values, row * width);
      labels[row] = examples.label(row);
    }
    return new ArrayExamples(values, labels, width, examples.classes());
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
    System.arraycopy(values, row * width, target, offset, width);
  }
}
