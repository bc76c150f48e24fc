package org.sluice.predict;

import org.sluice.data.LabelRows;
import org.sluice.metric.Calibration;
import org.sluice.metric.Evaluation;
import org.sluice.metric.PrecisionCurve;
import org.sluice.metric.RankingMetrics;

/**
 * What a model's answers for a data set are worth.
 *
 * @param ranking measures of the order of labels
 * @param first how true the scores of the first answers are
 * @param firstFive how true the scores of the first five answers are
 * @param thresholds what comes of giving all labels from some score on
 */
public record Assessment(
    Evaluation ranking,
    Calibration first,
    Calibration firstFive,
    PrecisionCurve.Sorted thresholds) {

  /** Places of a row whose scores are judged besides the first. */
  private static final int PLACES = 5;

  /** Adds up answers. For one thread. */
  static final class Judge {
    private final LabelRows truth;
    private final int k;
    private final RankingMetrics metrics;
    private final Calibration first = new Calibration();
    private final Calibration firstFive = new Calibration();
    private final PrecisionCurve curve = new PrecisionCurve();

    /**
     * @param k longest ranking that the metrics take
     */
    Judge(LabelRows truth, int k, RankingMetrics metrics) {
      this.truth = truth;
      this.k = k;
      this.metrics = metrics;
    }

    /** Judges the answers for the rows from {@code from} on. */
    void add(int from, RankingRun.Answers answers) {
      int rows = answers.ids().length / answers.k();
      for (int row = 0; row < rows; row++) {
        metrics.add(answers.ids(), row * answers.k(), k, truth, from + row);
        curve.row(truth.count(from + row));
        int count = answers.count(row);
        for (int place = 0; place < count; place++) {
          float score = answers.probabilities()[row * answers.k() + place];
          boolean right = truth.has(from + row, answers.ids()[row * answers.k() + place]);
          curve.add(score, right);
          if (place == 0) {
            first.add(score, right);
          }
          if (place < PLACES) {
            firstFive.add(score, right);
          }
        }
      }
    }

    Assessment result() {
      return new Assessment(metrics.result(), first, firstFive, curve.sorted());
    }
  }
}
