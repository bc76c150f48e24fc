package org.sluice.bench.rival;

import java.io.IOException;
import java.nio.file.Path;
import org.sluice.data.LabelRows;
import org.sluice.metric.Evaluation;
import org.sluice.metric.Propensity;
import org.sluice.metric.RankingMetrics;

/**
 * Judges the rankings of any program: every test row counts, one without labels as a miss;
 * propensities come from the training rows.
 *
 * @param truth labels of the test rows
 * @param frequencies training rows that have each label
 * @param trainingRows training rows
 */
record Judge(LabelRows truth, int[] frequencies, int trainingRows) {
  /** Length of the rankings that are judged. */
  static final int K = 5;

  /** Judges a file that {@link Rankings} reads. */
  Evaluation judge(Path rankings) throws IOException {
    int[] ids = Rankings.read(rankings, truth.rows(), K);
    return RankingMetrics.evaluate(ids, K, truth, Propensity.DEFAULT, frequencies, trainingRows);
  }
}
