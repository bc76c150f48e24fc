package org.sluice.dense;

/**
 * Rows of {@link #width()} numbers with one class each. Rows may be made at the moment they are
 * asked for, so a set of millions of images need not lie in memory; the same row always gives the
 * same numbers.
 *
 * <p>Safe for use by many threads at once.
 */
public interface DenseExamples {
  /** Number of rows, at least 1. */
  int size();

  /** Numbers in a row, at least 1. */
  int width();

  /** Number of classes, at least 2; labels are from 0 to {@code classes() - 1}. */
  int classes();

  /** The class of a row. */
  int label(int row);

  /**
   * Copies a row's numbers.
   *
   * @param target receives {@link #width()} finite numbers from {@code offset} on
   */
  void copyTo(int row, float[] target, int offset);
}
