package org.sluice.loss;

import org.sluice.kernel.Kernels;

/**
 * Cross entropy between a softmax over the active labels and the row's labels at equal shares. With
 * all labels active this is the full softmax. Scores of sampled labels are expected with their
 * correction {@code log(1/q)} already added (Bengio and Senecal, 2008). A row without labels has no
 * loss and no gradient.
 */
public final class SampledSoftmax implements ActiveLoss {
  SampledSoftmax() {}

  @Override
  public double gradient(float[] scores, int active, int stride, Targets targets) {
    int rows = targets.rows();
    Kernels.softmaxColumns(scores, 0, active, rows, stride);
    double loss = 0;
    for (int q = 0; q < rows; q++) {
      int from = targets.from(q);
      int to = targets.to(q);
      if (from == to) {
        for (int u = 0; u < active; u++) {
          scores[u * stride + q] = 0;
        }
        continue;
      }
      float share = 1f / (to - from);
      for (int k = from; k < to; k++) {
        int at = targets.slot(k) * stride + q;
        loss -= share * Math.log(Math.max(LEAST, scores[at]));
        scores[at] -= share;
      }
    }
    return loss;
  }
}
