package org.sluice.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CombinationTest {
  private static final int PAIRS = 40_000;

  private final float[] logSoftmax = new float[PAIRS];
  private final float[] ranker = new float[PAIRS];
  private final boolean[] right = new boolean[PAIRS];

  private void draw(Combination truth) {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < PAIRS; i++) {
      logSoftmax[i] = (float) -random.nextDouble(8);
      ranker[i] = (float) (random.nextDouble(5) - 3);
      double p = Combination.probability(truth.logit(logSoftmax[i], ranker[i]));
      right[i] = random.nextDouble() < p;
    }
  }

  @Test
  void findsTheModelThatMadeTheData() {
    Combination truth = new Combination(new double[] {0.7, 1.2, 0.5, 1});
    draw(truth);
    Combination fitted = Combination.fit(logSoftmax, ranker, right, PAIRS);
    for (float log = -6; log <= 0; log += 1.5f) {
      for (float score = -2; score <= 2; score += 0.5f) {
        assertThat(Combination.probability(fitted.logit(log, score)))
            .isCloseTo(Combination.probability(truth.logit(log, score)), offset(0.03));
      }
    }
  }

  @Test
  void probabilitiesMatchFrequencies() {
    draw(new Combination(new double[] {0.4, 0.3, 1.5, 0}));
    Combination fitted = Combination.fit(logSoftmax, ranker, right, PAIRS);
    double expected = 0;
    int found = 0;
    for (int i = 0; i < PAIRS; i++) {
      expected += Combination.probability(fitted.logit(logSoftmax[i], ranker[i]));
      found += right[i] ? 1 : 0;
    }
    assertThat(expected / PAIRS).isCloseTo(found / (double) PAIRS, offset(1e-3));
  }

  @Test
  void staysFiniteWherePairsCanBeSeparated() {
    for (int i = 0; i < PAIRS; i++) {
      ranker[i] = i % 2 == 0 ? 1 : -1;
      right[i] = i % 2 == 0;
    }
    Combination fitted = Combination.fit(logSoftmax, ranker, right, PAIRS);
    assertThat(Combination.probability(fitted.logit(0, 1))).isGreaterThan(0.99);
    assertThat(Combination.probability(fitted.logit(0, -1))).isLessThan(0.01);
  }

  @Test
  void wrongCoefficientsAreRefused() {
    assertThatThrownBy(() -> new Combination(new double[3]))
        .hasMessage("coefficients must be 4: 3");
    assertThatThrownBy(() -> new Combination(new double[] {0, 1, Double.NaN, 0}))
        .hasMessage("coefficients must be finite: NaN");
    assertThatThrownBy(() -> Combination.fit(logSoftmax, ranker, right, 0))
        .hasMessage("pairs must be at least 1: 0");
  }
}
