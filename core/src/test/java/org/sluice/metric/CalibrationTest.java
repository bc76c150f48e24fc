package org.sluice.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
  @Test
  void binsHoldEquallyManyAnswersByScore() {
    Calibration calibration = new Calibration();
    float[] scores = {0.9f, 0.1f, 0.5f, 0.3f, 0.7f, 0.8f, 0.2f};
    for (float score : scores) {
      calibration.add(score, score > 0.4f);
    }

    List<ReliabilityBin> bins = calibration.bins(3);
    assertThat(bins).extracting(ReliabilityBin::answers).containsExactly(2L, 2L, 3L);
    assertThat(bins.get(0)).isEqualTo(new ReliabilityBin(2, 0.1f, 0.2f, mean(0.1f, 0.2f), 0));
    assertThat(bins.get(1)).isEqualTo(new ReliabilityBin(2, 0.3f, 0.5f, mean(0.3f, 0.5f), 0.5));
    assertThat(bins.get(2).right()).isEqualTo(1);
    double expected =
        (2 * bins.get(0).meanScore()
                + 2 * (0.5 - bins.get(1).meanScore())
                + 3 * (1 - bins.get(2).meanScore()))
            / 7;
    assertThat(Calibration.error(bins)).isCloseTo(expected, offset(1e-12));
    assertThat(calibration.bins(100)).hasSize(7);
  }

  private static double mean(float a, float b) {
    return ((double) a + b) / 2;
  }

  @Test
  void honestScoresHaveHardlyAnyErrorAndBoastfulOnesTheirExcess() {
    SplittableRandom random = new SplittableRandom(1);
    Calibration honest = new Calibration();
    Calibration boastful = new Calibration();
    for (int i = 0; i < 100_000; i++) {
      double p = random.nextDouble();
      boolean right = random.nextDouble() < p;
      honest.add((float) p, right);
      boastful.add((float) (0.8 * p + 0.2), right);
    }
    assertThat(Calibration.error(honest.bins(20))).isLessThan(0.01);
    assertThat(Calibration.error(boastful.bins(20))).isCloseTo(0.1, offset(0.01));
  }

  @Test
  void partsAddUpToTheWholeInAnyOrder() {
    SplittableRandom random = new SplittableRandom(2);
    Calibration whole = new Calibration();
    Calibration[] parts = {new Calibration(), new Calibration(), new Calibration()};
    for (int i = 0; i < 1_000; i++) {
      float score = random.nextInt(50) / 50f;
      boolean right = random.nextBoolean();
      whole.add(score, right);
      parts[random.nextInt(3)].add(score, right);
    }
    parts[2].merge(parts[0]);
    parts[2].merge(parts[1]);

    assertThat(parts[2].bins(15)).isEqualTo(whole.bins(15));
    assertThat(parts[2].answers()).isEqualTo(1_000);
  }

  @Test
  void noAnswersHaveNoError() {
    assertThat(new Calibration().bins(20)).isEmpty();
    assertThat(Calibration.error(List.of())).isZero();
  }

  @Test
  void refusesWhatIsNoScore() {
    Calibration calibration = new Calibration();
    assertThatThrownBy(() -> calibration.add(1.1f, true))
        .hasMessage("a score must be from 0 to 1: 1.1");
    assertThatThrownBy(() -> calibration.add(Float.NaN, true))
        .hasMessage("a score must be from 0 to 1: NaN");
    assertThatThrownBy(() -> calibration.bins(0)).hasMessage("bins must be at least 1: 0");
    calibration.add(-0f, true);
    calibration.add(1, true);
    assertThat(calibration.bins(2)).extracting(ReliabilityBin::highest).containsExactly(0f, 1f);
  }
}
