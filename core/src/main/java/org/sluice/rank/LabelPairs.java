package org.sluice.rank;

import java.util.Arrays;
import org.sluice.data.LabelRows;

/**
 * The rows that train each label, by a counting sort over labels: those of label {@code l} are at
 * {@code [starts[l], starts[l + 1])}, first the rows that have it, from {@code middles[l]} on those
 * that proposed it wrongly; both rising. Immutable, safe for many threads.
 */
public final class LabelPairs {
  private final int dataRows;
  private final int[] starts;
  private final int[] middles;
  private final int[] rows;

  private LabelPairs(int dataRows, int[] starts, int[] middles, int[] rows) {
    this.dataRows = dataRows;
    this.starts = starts;
    this.middles = middles;
    this.rows = rows;
  }

  /**
   * Sorts rows by the labels that they train. Neither argument is needed afterwards, so that its
   * memory may be freed before the rankers take theirs.
   *
   * @param truth labels of the rows
   * @param proposed for each row the labels that the network found most likely; those that the row
   *     has are no mistakes and are passed over
   * @throws IllegalArgumentException if the two do not have equally many rows and labels, a label
   *     is out of range, or there are 2^31 pairs or more
   */
  public static LabelPairs of(LabelRows truth, LabelRows proposed) {
    requireSame(truth.rows(), proposed.rows(), "rows of proposed labels");
    requireSame(truth.labels(), proposed.labels(), "labels of the proposals");
    int labels = truth.labels();
    int[] starts = new int[labels + 1];
    int[] positives = new int[labels];
    int[] seen = new int[labels];
    Arrays.fill(seen, -1);
    long pairs = 0;
    for (int row = 0; row < truth.rows(); row++) {
      for (int k = truth.offsets()[row]; k < truth.offsets()[row + 1]; k++) {
        int label = checked(truth.ids()[k], labels, row, "label");
        if (seen[label] != row) {
          seen[label] = row;
          positives[label]++;
          pairs++;
        }
      }
      for (int k = proposed.offsets()[row]; k < proposed.offsets()[row + 1]; k++) {
        int label = checked(proposed.ids()[k], labels, row, "candidate");
        if (seen[label] != row) {
          seen[label] = row;
          starts[label + 1]++;
          pairs++;
        }
      }
    }
    if (pairs > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "pairs of rows and labels must be fewer than 2^31: " + pairs + "; propose fewer labels");
    }
    int[] middles = new int[labels];
    for (int label = 0; label < labels; label++) {
      middles[label] = starts[label] + positives[label];
      starts[label + 1] += middles[label];
    }
    return new LabelPairs(
        truth.rows(), starts, middles, fill(truth, proposed, starts, middles, (int) pairs));
  }

  static void requireSame(int expected, int actual, String what) {
    if (expected != actual) {
      throw new IllegalArgumentException(what + " must be " + expected + ": " + actual);
    }
  }

  private static int[] fill(
      LabelRows truth, LabelRows proposed, int[] starts, int[] middles, int pairs) {
    int[] rows = new int[pairs];
    int[] nextPositive = starts.clone();
    int[] nextNegative = middles.clone();
    int[] seen = new int[truth.labels()];
    Arrays.fill(seen, -1);
    for (int row = 0; row < truth.rows(); row++) {
      for (int k = truth.offsets()[row]; k < truth.offsets()[row + 1]; k++) {
        int label = truth.ids()[k];
        if (seen[label] != row) {
          seen[label] = row;
          rows[nextPositive[label]++] = row;
        }
      }
      for (int k = proposed.offsets()[row]; k < proposed.offsets()[row + 1]; k++) {
        int label = proposed.ids()[k];
        if (seen[label] != row) {
          seen[label] = row;
          rows[nextNegative[label]++] = row;
        }
      }
    }
    return rows;
  }

  private static int checked(int label, int labels, int row, String what) {
    if (label < 0 || label >= labels) {
      throw new IllegalArgumentException(
          what + " of row " + row + " must be in [0, " + labels + "): " + label);
    }
    return label;
  }

  /** Number of rows that have the label. */
  int positives(int label) {
    return middles[label] - starts[label];
  }

  /** Number of rows that train the label. */
  int size(int label) {
    return starts[label + 1] - starts[label];
  }

  /** Number of rows of the data. */
  int dataRows() {
    return dataRows;
  }

  /** Number of labels. */
  int labels() {
    return middles.length;
  }

  /** Number of pairs of a row and a label. */
  int pairs() {
    return rows.length;
  }

  /** Where the rows of each label begin, and the end of the last. */
  int[] starts() {
    return starts;
  }

  /** Where the rows that have it end for each label. */
  int[] middles() {
    return middles;
  }

  /** The rows, label after label. */
  int[] rows() {
    return rows;
  }
}
