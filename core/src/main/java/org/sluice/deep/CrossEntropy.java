package org.sluice.deep;

/** Cross entropy of a softmax over the classes. Stateless. */
final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * The loss of an example, in nats, and its share of the mean gradient of a batch.
   *
   * @param scores of the classes, from place {@code at} on
   * @param deltas receives the gradient of the scores at the same places
   * @param batch examples of the batch
   */
  static double of(float[] scores, int at, int classes, int label, int batch, float[] deltas) {
    float most = Float.NEGATIVE_INFINITY;
    for (int c = at; c < at + classes; c++) {
      most = Math.max(most, scores[c]);
    }
    double sum = 0;
    for (int c = at; c < at + classes; c++) {
      double e = Math.exp(scores[c] - most);
      deltas[c] = (float) e;
      sum += e;
    }
    for (int c = at; c < at + classes; c++) {
      deltas[c] = (float) (deltas[c] / sum / batch);
    }
    deltas[at + label] -= 1f / batch;
    return Math.log(sum) - (scores[at + label] - most);
  }
}
