package org.sluice.dense;

/** Some rows of a set, in an order of their own, or with more classes than the set itself has. */
final class SelectedRows implements DenseExamples {
  private final DenseExamples all;
  private final int[] rows;
  private final int classes;

  SelectedRows(DenseExamples all, int[] rows, int classes) {
    this.all = all;
    this.rows = rows;
    this.classes = classes;
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public int width() {
    return all.width();
  }

  @Override
  public int classes() {
    return classes;
  }

  @Override
  public int label(int row) {
    return all.label(rows[row]);
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    all.copyTo(rows[row], target, offset);
  }
}
