package org.sluice.dense;

import java.util.Objects;

/**
 * How a path is opened.
 *
 * @param csv how tables are read
 * @param testShare share of the rows that is held out for testing where there are no rows of their
 *     own for that, above 0 and below 1
 * @param seed chooses those rows
 */
public record DenseOptions(CsvOptions csv, double testShare, long seed) {
  /** Label last, values as they are, one row in six held out. */
  public static final DenseOptions DEFAULT = new DenseOptions(CsvOptions.DEFAULT, 1.0 / 6, 1);

  /** Checks the values. */
  public DenseOptions {
    Objects.requireNonNull(csv, "csv");
    Rules.require(testShare > 0 && testShare < 1, "testShare", "above 0 and below 1", testShare);
  }
}
