package org.sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class OrderTest {
  @Property(tries = 200)
  void theBestAreThoseOfASort(
      @ForAll @IntRange(min = 1, max = 60) int size,
      @ForAll @IntRange(min = 1, max = 60) int wanted,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] scores = new float[size];
    for (int i = 0; i < size; i++) {
      scores[i] = random.nextInt(-4, 5) / 2f;
    }
    int capacity = Math.min(size, wanted);
    int[] expected =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(id -> -(double) scores[id] + 0.0))
            .mapToInt(id -> id)
            .limit(capacity)
            .toArray();
    Best best = new Best(capacity);
    best.of(new float[size]);

    assertThat(best.of(scores)).isEqualTo(expected);
  }

  @Test
  void correlationsAreThoseOfTheTextbook() {
    double[] x = {106, 100, 86, 101, 99, 103, 97, 113, 112, 110};
    double[] y = {7, 27, 2, 50, 28, 29, 20, 12, 6, 17};
    assertThat(RankCorrelation.spearman(x, y)).isEqualTo(-29.0 / 165, within(1e-12));
    assertThat(RankCorrelation.kendall(x, y)).isEqualTo(-5.0 / 45, within(1e-12));

    double[] tied = {1, 1, 2, 3};
    double[] other = {1, 2, 2, 3};
    assertThat(RankCorrelation.kendall(tied, other)).isEqualTo(0.8, within(1e-12));
    assertThat(RankCorrelation.spearman(tied, tied)).isEqualTo(1, within(1e-12));
    assertThat(RankCorrelation.spearman(tied, new double[4])).isZero();
    assertThat(RankCorrelation.kendall(new double[4], tied)).isZero();
  }
}
