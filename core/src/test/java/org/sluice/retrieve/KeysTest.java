package org.sluice.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KeysTest {
  @Property
  void aKeyHoldsScoreAndId(
      @ForAll float score, @ForAll @IntRange(min = 0) int id, @ForAll float other) {
    long key = Keys.of(score, id);

    assertThat(Keys.id(key)).isEqualTo(id);
    assertThat(Float.floatToRawIntBits(Keys.score(key))).isEqualTo(Float.floatToRawIntBits(score));
    if (score < other) {
      assertThat(key).isLessThan(Keys.of(other, id));
    }
  }

  @Test
  void theLowerIdWinsAmongEqualScores() {
    assertThat(Keys.of(-2.5f, 7)).isGreaterThan(Keys.of(-2.5f, 8));
    assertThat(Keys.of(2.5f, 0)).isGreaterThan(Keys.of(2.5f, Integer.MAX_VALUE));
  }

  @Property
  void selectionAgreesWithSorting(
      @ForAll @IntRange(min = 0, max = 700) int n,
      @ForAll @IntRange(min = 0, max = 800) int k,
      @ForAll @IntRange(min = 1, max = 900) int distinct,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] keys = LongStream.range(0, n).map(i -> random.nextInt(distinct)).toArray();
    long[] sorted = keys.clone();
    Keys.sortFalling(sorted, 0, n);

    int found = Keys.select(keys, n, k);

    assertThat(found).isEqualTo(Math.min(n, k));
    Keys.sortFalling(keys, 0, found);
    assertThat(Arrays.copyOf(keys, found)).containsExactly(Arrays.copyOf(sorted, found));
    Keys.sortFalling(keys, 0, n);
    assertThat(keys).containsExactly(sorted);
  }

  @Test
  void selectionStaysQuickOnOrderedKeys() {
    int n = 200_000;
    for (LongStream keys :
        new LongStream[] {
          LongStream.range(0, n),
          LongStream.range(0, n).map(i -> -i),
          LongStream.range(0, n).map(i -> i % 2),
          LongStream.range(0, n).map(i -> Math.min(i, n - i))
        }) {
      long[] values = keys.toArray();
      long[] sorted = values.clone();
      Keys.sortFalling(sorted, 0, n);
      Keys.select(values, n, 1000);
      Keys.sortFalling(values, 0, 1000);
      assertThat(Arrays.copyOf(values, 1000)).containsExactly(Arrays.copyOf(sorted, 1000));
    }
  }

  @Property
  void theBestOfScoresAreFound(
      @ForAll @IntRange(min = 0, max = 900) int count,
      @ForAll @IntRange(min = 1, max = 300) int k,
      @ForAll @IntRange(min = 1, max = 1000) int distinct,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] scores = new float[count + 3];
    for (int i = 0; i < scores.length; i++) {
      int value = random.nextInt(distinct) - distinct / 2;
      scores[i] = value == 1 ? Float.NaN : value == 2 ? Float.NEGATIVE_INFINITY : value;
    }
    long[] expected =
        LongStream.range(0, count)
            .filter(i -> !Float.isNaN(scores[3 + (int) i]))
            .map(i -> Keys.of(scores[3 + (int) i], (int) i))
            .map(key -> -key)
            .sorted()
            .map(key -> -key)
            .limit(k)
            .toArray();
    long[] keys = new long[count];

    int found = Keys.best(scores, 3, count, k, keys);

    Keys.sortFalling(keys, 0, found);
    assertThat(Arrays.copyOf(keys, found)).containsExactly(expected);
  }
}
