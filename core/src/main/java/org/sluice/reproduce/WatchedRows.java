package org.sluice.reproduce;

import org.sluice.dense.DenseExamples;

/** The first of some rows, every read of which a watch sees; training needs no hook of its own. */
public final class WatchedRows implements DenseExamples {
  private final DenseExamples all;
  private final int size;
  private final RunWatch watch;
  private final boolean counted;

  /**
   * The first rows of a set.
   *
   * @param most rows at most, at least 1
   * @param counted whether reads count as progress
   */
  public WatchedRows(DenseExamples all, int most, RunWatch watch, boolean counted) {
    this.all = all;
    this.size = Math.min(most, all.size());
    this.watch = watch;
    this.counted = counted;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int width() {
    return all.width();
  }

  @Override
  public int classes() {
    return all.classes();
  }

  @Override
  public int label(int row) {
    return all.label(row);
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    if (counted) {
      watch.visit(1);
    } else {
      watch.check();
    }
    all.copyTo(row, target, offset);
  }
}
