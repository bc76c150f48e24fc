package org.sluice.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class CalibratorTest {
  private static final int PAIRS = 200_000;

  private final float[] logits = new float[PAIRS];
  private final boolean[] right = new boolean[PAIRS];

  /** Pairs, most of them unlikely, of which the given share is right at each logit. */
  private void draw(DoubleUnaryOperator probability) {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < PAIRS; i++) {
      logits[i] = (float) (-5 + 2 * random.nextGaussian());
      right[i] = random.nextDouble() < probability.applyAsDouble(logits[i]);
    }
  }

  @Test
  void findsHowOftenALogitIsRight() {
    DoubleUnaryOperator truth = logit -> 0.02 + 0.6 * Combination.probability(logit + 1);
    draw(truth);
    Calibrator calibrator = Calibrator.fit(logits, right, PAIRS);
    assertThat(calibrator.from()).hasSizeBetween(10, Calibrator.MOST_KNOTS);
    double distance = 0;
    for (int i = 0; i < PAIRS; i++) {
      double expected = truth.applyAsDouble(logits[i]);
      distance += Math.abs(calibrator.probability(logits[i]) - expected) / PAIRS;
    }
    assertThat(distance).isLessThan(0.005);
    assertThat(calibrator.probability(-1)).isCloseTo(truth.applyAsDouble(-1), offset(0.03));
  }

  @Test
  void whatWasHonestStaysAlmostAsItIs() {
    draw(Combination::probability);
    Calibrator calibrator = Calibrator.fit(logits, right, PAIRS);
    for (double logit = -6; logit < 1; logit += 0.5) {
      assertThat(calibrator.probability(logit))
          .isCloseTo(Combination.probability(logit), offset(0.05));
    }
  }

  @Test
  void neverChangesAnOrder() {
    draw(logit -> 0.3 + 0.1 * Math.sin(5 * logit));
    Calibrator calibrator = Calibrator.fit(logits, right, PAIRS);
    double before = Double.NEGATIVE_INFINITY;
    for (double logit = -20; logit < 20; logit += 0.01) {
      double after = calibrator.map(logit);
      assertThat(after).isGreaterThan(before);
      before = after;
    }
  }

  @Test
  void fewRightPairsTellNothing() {
    draw(Combination::probability);
    assertThat(Calibrator.fit(logits, new boolean[PAIRS], PAIRS).from()).isEmpty();
    assertThat(Calibrator.fit(new float[0], new boolean[0], 0).map(1.5)).isEqualTo(1.5);
    java.util.Arrays.fill(right, true);
    assertThat(Calibrator.fit(logits, right, PAIRS).probability(-5)).isGreaterThan(0.99);
    java.util.Arrays.fill(logits, 2);
    everyFourth();
    assertThat(Calibrator.fit(logits, right, PAIRS).probability(2))
        .as("all pairs alike")
        .isCloseTo(0.25, offset(0.01));
  }

  private void everyFourth() {
    for (int i = 0; i < PAIRS; i++) {
      right[i] = i % 4 == 0;
    }
  }

  @Test
  void isStraightBetweenKnotsAndOfSlopeOneBeyond() {
    Calibrator calibrator = new Calibrator(new double[] {-1, 1, 2}, new double[] {0, 4, 5});
    assertThat(calibrator.map(-1)).isZero();
    assertThat(calibrator.map(0)).isEqualTo(2);
    assertThat(calibrator.map(1)).isEqualTo(4);
    assertThat(calibrator.map(-3)).isEqualTo(-2);
    assertThat(calibrator.map(7)).isEqualTo(10);
    assertThat(Calibrator.IDENTITY.map(7)).isEqualTo(7);
  }

  @Test
  void wrongKnotsAreRefused() {
    assertThatThrownBy(() -> new Calibrator(new double[2], new double[1]))
        .hasMessage("knots must have as many ends as starts (2): 1");
    assertThatThrownBy(() -> new Calibrator(new double[] {1, 1}, new double[] {1, 2}))
        .hasMessage("knots must be finite and rise: 1.0");
    assertThatThrownBy(() -> new Calibrator(new double[] {1}, new double[] {Double.NaN}))
        .hasMessage("knots must be finite and rise: NaN");
  }
}
