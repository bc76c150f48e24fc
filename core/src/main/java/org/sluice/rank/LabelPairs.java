package org.sluice.rank;

import java.util.Arrays;
import org.sluice.data.LabelRows;

/**
 * The rows that train each label, by a counting sort over labels: those of label {@code l} are at
 * {@code [starts[l], starts[l + 1])}, first the rows that have it, from {@code middles[l]} on those
 * that proposed it wrongly; both rising.
 */
record LabelPairs(int[] starts, int[] middles, int[] rows) {
  static LabelPairs of(LabelRows truth, LabelRows proposed) {
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
    return new LabelPairs(starts, middles, fill(truth, proposed, starts, middles, (int) pairs));
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
}
