package org.sluice.rank;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LabelProblemTest {
  @Test
  void arraysGrowByHalfAsFarAsArraysGo() {
    assertThat(LabelProblem.larger(1_000)).isEqualTo(1_516);
    assertThat(LabelProblem.larger(1_500_000_000)).isEqualTo(Integer.MAX_VALUE - 8);
    assertThat(LabelProblem.larger(Integer.MAX_VALUE - 2)).isEqualTo(Integer.MAX_VALUE - 2);
  }
}
