package org.sluice.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShuffleTest {
  @Test
  void everyNumberTakesEveryPlaceEquallyOften() {
    int[][] seen = new int[5][5];
    SplittableRandom random = new SplittableRandom(1);
    for (int run = 0; run < 20_000; run++) {
      int[] order = Shuffle.order(5, random);
      assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
      for (int place = 0; place < 5; place++) {
        seen[place][order[place]]++;
      }
    }

    // 4,000 expected; the standard deviation is 57.
    for (int[] place : seen) {
      assertThat(IntStream.of(place).boxed()).allMatch(count -> Math.abs(count - 4_000) < 300);
    }
  }

  @Test
  void theSameSeedGivesTheSameOrder() {
    assertThat(Shuffle.order(100, new SplittableRandom(7)))
        .isEqualTo(Shuffle.order(100, new SplittableRandom(7)))
        .isNotEqualTo(Shuffle.order(100, new SplittableRandom(8)));
  }
}
