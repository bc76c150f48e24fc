package org.sluice.loss;

import org.sluice.kernel.Kernels;

/**
 * The sum over the active labels of their logistic losses, each label on its own. A row without
 * labels pushes all active labels down.
 */
public final class Logistic implements ActiveLoss {
  Logistic() {}

  @Override
  public double gradient(float[] scores, int active, int stride, Targets targets) {
    int rows = targets.rows();
    for (int u = 0; u < active; u++) {
      Kernels.sigmoid(scores, u * stride, rows);
    }
    double loss = 0;
    for (int u = 0; u < active; u++) {
      for (int q = 0; q < rows; q++) {
        loss -= Math.log(Math.max(LEAST, 1 - scores[u * stride + q]));
      }
    }
    for (int q = 0; q < rows; q++) {
      for (int k = targets.from(q); k < targets.to(q); k++) {
        int at = targets.slot(k) * stride + q;
        double p = scores[at];
        loss += Math.log(Math.max(LEAST, 1 - p)) - Math.log(Math.max(LEAST, p));
        scores[at] -= 1;
      }
    }
    return loss;
  }
}
