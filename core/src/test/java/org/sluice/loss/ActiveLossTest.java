package org.sluice.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sluice.config.LossKind;

class ActiveLossTest {
  private static final int ACTIVE = 37;
  private static final int ROWS = 5;
  private static final int STRIDE = 16;

  private final float[] scores = new float[ACTIVE * STRIDE];
  private final Targets targets = new Targets(ROWS);

  ActiveLossTest() {
    SplittableRandom random = new SplittableRandom(1);
    for (int u = 0; u < ACTIVE; u++) {
      for (int q = 0; q < ROWS; q++) {
        scores[u * STRIDE + q] = (float) (random.nextDouble() * 20 - 10);
      }
    }
    targets.clear();
    for (int q = 0; q < ROWS; q++) {
      for (int k = 0; k < q; k++) {
        targets.add((q * 7 + k * 3) % ACTIVE);
      }
      targets.endRow();
    }
  }

  @Test
  void softmaxOverAllLabelsIsTheFullSoftmax() {
    double loss = 0;
    double[][] gradient = new double[ACTIVE][ROWS];
    for (int q = 1; q < ROWS; q++) {
      double sum = 0;
      for (int u = 0; u < ACTIVE; u++) {
        sum += Math.exp(scores[u * STRIDE + q]);
      }
      for (int u = 0; u < ACTIVE; u++) {
        gradient[u][q] = Math.exp(scores[u * STRIDE + q]) / sum;
      }
      for (int k = targets.from(q); k < targets.to(q); k++) {
        int u = targets.slot(k);
        loss -= (scores[u * STRIDE + q] - Math.log(sum)) / q;
        gradient[u][q] -= 1.0 / q;
      }
    }
    check(ActiveLoss.of(LossKind.SOFTMAX), loss, gradient);
  }

  @Test
  void logisticIsTheSumOverLabels() {
    double loss = 0;
    double[][] gradient = new double[ACTIVE][ROWS];
    for (int q = 0; q < ROWS; q++) {
      for (int u = 0; u < ACTIVE; u++) {
        double z = scores[u * STRIDE + q];
        boolean hit = false;
        for (int k = targets.from(q); k < targets.to(q); k++) {
          hit |= targets.slot(k) == u;
        }
        loss += Math.log1p(Math.exp(hit ? -z : z));
        gradient[u][q] = 1 / (1 + Math.exp(-z)) - (hit ? 1 : 0);
      }
    }
    check(ActiveLoss.of(LossKind.LOGISTIC), loss, gradient);
  }

  private void check(ActiveLoss kind, double loss, double[][] gradient) {
    assertThat(kind.gradient(scores, ACTIVE, STRIDE, targets)).isCloseTo(loss, offset(2e-3));
    for (int u = 0; u < ACTIVE; u++) {
      for (int q = 0; q < ROWS; q++) {
        assertThat((double) scores[u * STRIDE + q])
            .as("label %d row %d", u, q)
            .isCloseTo(gradient[u][q], offset(1e-5));
      }
    }
  }

  @Test
  void lossStaysFiniteWhereTheTrueLabelHasNoChance() {
    float[] extreme = {500, -500};
    Targets one = new Targets(1);
    one.clear();
    one.add(1);
    one.endRow();
    for (LossKind kind : LossKind.values()) {
      assertThat(ActiveLoss.of(kind).gradient(extreme.clone(), 2, 1, one)).isFinite().isPositive();
    }
  }
}
