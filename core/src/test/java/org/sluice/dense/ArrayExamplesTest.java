package org.sluice.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArrayExamplesTest {
  @Test
  void givesBackRowsAndLabels() {
    ArrayExamples examples = new ArrayExamples(new float[] {1, 2, 3, 4}, new int[] {1, 0}, 2, 2);
    float[] row = new float[3];

    examples.copyTo(1, row, 1);

    assertThat(row).containsExactly(0, 3, 4);
    assertThat(examples.label(0)).isEqualTo(1);
    assertThat(examples.size()).isEqualTo(2);
  }

  @Test
  void namesTheRowOfABadLabelOrNumber() {
    assertThatThrownBy(() -> new ArrayExamples(new float[2], new int[] {0, 2}, 1, 2))
        .hasMessage("labels: row 1 must be from 0 to 1, got 2");
    assertThatThrownBy(
            () -> new ArrayExamples(new float[] {0, 1, Float.NaN, 1}, new int[] {0, 1}, 2, 2))
        .hasMessage("values: row 1, column 0 must be finite, got NaN");
    assertThatThrownBy(() -> new ArrayExamples(new float[3], new int[] {0, 1}, 2, 2))
        .hasMessage("values: 2 rows of 2 numbers are needed, got 3 numbers");
  }

  @Test
  void copiesOtherSets() {
    Convex convex = new Convex(3, 20);
    ArrayExamples copy = ArrayExamples.copyOf(convex);
    float[] row = new float[784];
    float[] expected = new float[784];
    for (int i = 0; i < 20; i++) {
      copy.copyTo(i, row, 0);
      convex.copyTo(i, expected, 0);
      assertThat(row).isEqualTo(expected);
      assertThat(copy.label(i)).isEqualTo(convex.label(i));
    }
    assertThatThrownBy(() -> ArrayExamples.copyOf(new Convex(3, 3_000_000)))
        .hasMessage("examples must be of at most 2147483639 numbers, got 2352000000");
  }
}
