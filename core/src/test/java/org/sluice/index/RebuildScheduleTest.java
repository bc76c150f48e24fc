package org.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RebuildScheduleTest {
  @Test
  void gapsGrowExponentially() {
    RebuildSchedule schedule = new RebuildSchedule(50, 0.3);
    long at = 0;
    for (int t = 0; t < 20; t++) {
      long gap = Math.round(50 * Math.exp(0.3 * t));
      assertThat(schedule.gap(t)).isEqualTo(gap);
      assertThat(schedule.nextAfter(at)).isEqualTo(at + gap);
      assertThat(schedule.nextAfter(at + gap - 1)).isEqualTo(at + gap);
      at += gap;
    }
    assertThat(schedule.nextAfter(0)).isEqualTo(50);
    assertThat(schedule.nextAfter(50)).isEqualTo(117);
  }

  @Test
  void equalGapsWithoutDecay() {
    RebuildSchedule schedule = new RebuildSchedule(7, 0);
    assertThat(schedule.nextAfter(0)).isEqualTo(7);
    assertThat(schedule.nextAfter(6)).isEqualTo(7);
    assertThat(schedule.nextAfter(7)).isEqualTo(14);
    assertThat(schedule.nextAfter(7_000_000_000L)).isEqualTo(7_000_000_007L);
  }

  @Test
  void stopsWhenGapsOutgrowTheSteps() {
    RebuildSchedule schedule = new RebuildSchedule(50, 5);
    assertThat(schedule.nextAfter(Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE);
    assertThat(schedule.gap(1000)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void refusesGapsThatCannotBe() {
    assertThatThrownBy(() -> new RebuildSchedule(0, 1))
        .hasMessage("firstGap must be at least 1, not 0");
    assertThatThrownBy(() -> new RebuildSchedule(1, -0.1))
        .hasMessage("decay must be finite and at least 0, not -0.1");
    assertThatThrownBy(() -> new RebuildSchedule(1, Double.NaN))
        .hasMessage("decay must be finite and at least 0, not NaN");
  }
}
