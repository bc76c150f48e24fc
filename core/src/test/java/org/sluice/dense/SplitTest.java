package org.sluice.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static ArrayExamples numbered(int rows) {
    float[] values = new float[rows];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = i;
      labels[i] = i % 3;
    }
    return new ArrayExamples(values, labels, 1, 3);
  }

  private static List<Integer> numbers(DenseExamples examples) {
    float[] value = new float[1];
    return IntStream.range(0, examples.size())
        .map(
            row -> {
              examples.copyTo(row, value, 0);
              assertThat(examples.label(row)).isEqualTo((int) value[0] % 3);
              return (int) value[0];
            })
        .boxed()
        .toList();
  }

  @Property(tries = 200)
  void aShareIsHeldOutAndNothingIsLost(
      @ForAll @IntRange(min = 2, max = 60) int rows,
      @ForAll @DoubleRange(min = .01, max = .99) double share,
      @ForAll long seed) {
    DenseSets sets = Split.share(numbered(rows), share, seed);
    List<Integer> kept = numbers(sets.train());
    List<Integer> held = numbers(sets.test());

    assertThat(held).isSorted().hasSize((int) Math.clamp(Math.round(share * rows), 1, rows - 1));
    assertThat(kept).isSorted().doesNotContainAnyElementsOf(held).hasSize(rows - held.size());
    assertThat(numbers(Split.share(numbered(rows), share, seed).test())).isEqualTo(held);
  }

  @Test
  void theLastRowsAreHeldOut() {
    DenseSets sets = Split.last(numbered(5), 2);

    assertThat(numbers(sets.train())).containsExactly(0, 1, 2);
    assertThat(numbers(sets.test())).containsExactly(3, 4);
    assertThat(numbers(Split.share(numbered(60), .5, 1).test()))
        .isNotEqualTo(numbers(Split.share(numbered(60), .5, 2).test()));
    assertThatThrownBy(() -> Split.last(numbered(5), 5))
        .hasMessage("count must be from 1 to 4, got 5");
    assertThatThrownBy(() -> Split.share(numbered(5), 1, 1))
        .hasMessage("share must be above 0 and below 1, got 1.0");
  }
}
