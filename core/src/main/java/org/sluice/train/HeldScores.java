package org.sluice.train;

import java.util.ArrayList;
import java.util.List;
import org.sluice.data.LabelRows;
import org.sluice.metric.PrecisionCurve;
import org.sluice.model.Scoring;
import org.sluice.rank.Calibrator;

/**
 * Measures what scores are worth on the rows kept aside. The few numbers that are fitted to the
 * same rows make these look better than others by less than they differ among themselves.
 */
final class HeldScores {
  /** Fewer labels than this do not tell a precision: at .9 it is sure to .04. */
  private static final int LEAST_GIVEN = 50;

  private HeldScores() {}

  /**
   * @param logits of all candidates of all rows, row by row
   * @param right whether the row has the label
   * @param ends where each row's candidates end
   */
  static Scoring measure(float[] logits, boolean[] right, int[] ends, LabelRows truth) {
    Calibrator calibrator = Calibrator.fit(logits, right, logits.length);
    PrecisionCurve curve = new PrecisionCurve();
    int pair = 0;
    for (int row = 0; row < ends.length; row++) {
      curve.row(truth.count(row));
      for (; pair < ends[row]; pair++) {
        curve.add((float) calibrator.probability(logits[pair]), right[pair]);
      }
    }
    PrecisionCurve.Sorted sorted = curve.sorted();
    List<Scoring.Target> targets = new ArrayList<>();
    for (double precision : Scoring.PRECISIONS) {
      sorted
          .forPrecision(precision, LEAST_GIVEN)
          .ifPresent(point -> targets.add(new Scoring.Target(precision, point)));
    }
    return new Scoring(calibrator, ends.length, targets);
  }
}
