package org.sluice.cli;

import java.util.List;
import org.sluice.predict.Prediction;
import org.sluice.predict.Predictor;

/**
 * Answers with a number of labels, or with all from a score on. Safe for many threads.
 *
 * @param predictor that answers
 * @param asked labels asked of it
 * @param threshold least score of a label that is given
 * @param most labels given
 */
record Answerer(Predictor predictor, int asked, double threshold, int most) {
  private static final int USUAL = 5;

  /**
   * @param threshold or null
   * @param top most labels given, or null
   */
  static Answerer of(Predictor predictor, Double threshold, Integer top) {
    if (threshold == null) {
      int k = top == null ? USUAL : top;
      return new Answerer(predictor, k, 0, k);
    }
    // The threshold comes first, whichever way labels are ordered.
    int all = Math.max(1, predictor.mostAboveThreshold());
    return new Answerer(predictor, all, threshold, top == null ? all : top);
  }

  List<Prediction> answer(String text) {
    return cut(predictor.predict(text, asked));
  }

  List<Prediction> answer(int[] indices, float[] values) {
    return cut(predictor.predict(indices, values, asked));
  }

  private List<Prediction> cut(List<Prediction> best) {
    return best.stream().filter(label -> label.score() >= threshold).limit(most).toList();
  }
}
