package org.sluice.dense;

import java.util.Objects;

/**
 * How a table of numbers is read.
 *
 * @param label the column that holds the class
 * @param unit what a value of 1 stands for, above 0: 1 takes the values as they are, {@code 1f /
 *     255} scales grey values to numbers from 0 to 1
 */
public record CsvOptions(LabelColumn label, float unit) {
  /** Label last, values as they are. */
  public static final CsvOptions DEFAULT = new CsvOptions(LabelColumn.LAST, 1);

  /** Which column holds the class. */
  public enum LabelColumn {
    /** The first column, as in the tables of MNIST. */
    FIRST,
    /** The last column, as in the tables of Larochelle et al. (2007). */
    LAST
  }

  /** Checks the values. */
  public CsvOptions {
    Objects.requireNonNull(label, "label");
    Rules.require(unit > 0 && Float.isFinite(unit), "unit", "above 0 and finite", unit);
  }
}
