package org.sluice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.sluice.config.DecayKind;
import org.sluice.config.OptimizerConfig;
import org.sluice.config.OptimizerKind;

class RateScheduleTest {
  private static RateSchedule schedule(double warmup, DecayKind decay) {
    return new RateSchedule(new OptimizerConfig(OptimizerKind.ADAM, 3, 2, 1, warmup, decay), 1_000);
  }

  @Test
  void linearFallsToZero() {
    RateSchedule rates = schedule(0, DecayKind.LINEAR);
    assertThat(rates.at(0).input()).isEqualTo(3);
    assertThat(rates.at(500).hidden()).isEqualTo(1);
    assertThat(rates.at(999).output()).isCloseTo(0.001f, offset(1e-6f));
  }

  @Test
  void cosineIsHalfWayInTheMiddle() {
    assertThat(schedule(0, DecayKind.COSINE).factor(500)).isCloseTo(0.5, offset(1e-9));
    assertThat(schedule(0, DecayKind.COSINE).factor(100)).isGreaterThan(0.95);
  }

  @Test
  void warmUpRisesThenTheCourseBegins() {
    RateSchedule rates = schedule(0.1, DecayKind.CONSTANT);
    assertThat(rates.factor(0)).isLessThan(0.02);
    assertThat(rates.factor(50)).isCloseTo(0.5, offset(0.02));
    assertThat(rates.factor(100)).isEqualTo(1);
    assertThat(rates.factor(999)).isEqualTo(1);
  }
}
