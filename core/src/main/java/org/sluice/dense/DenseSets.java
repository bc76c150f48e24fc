package org.sluice.dense;

import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Rows to learn from and rows to test with.
 *
 * @param train rows to learn from
 * @param test rows to test with, as wide and of the same classes
 */
public record DenseSets(DenseExamples train, DenseExamples test) {
  /** Checks that the two sets fit each other. */
  public DenseSets {
    Objects.requireNonNull(train, "train");
    Objects.requireNonNull(test, "test");
    Rules.require(
        train.width() == test.width(),
        "test",
        "of " + train.width() + " numbers a row like train",
        test.width());
    int classes = Math.max(train.classes(), test.classes());
    train = widened(train, classes);
    test = widened(test, classes);
  }

  /** A set whose greatest class does not occur in it still has as many classes as the other. */
  private static DenseExamples widened(DenseExamples examples, int classes) {
    return examples.classes() == classes
        ? examples
        : new SelectedRows(examples, IntStream.range(0, examples.size()).toArray(), classes);
  }
}
