package org.sluice.active;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TopUnitsTest {
  private static int[] sorted(float[] values, int wanted) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(i -> -values[i]).thenComparing(i -> i))
        .limit(wanted)
        .mapToInt(i -> i)
        .sorted()
        .toArray();
  }

  private static int[] found(TopUnits top, float[] values, int wanted) {
    int n = top.find(values, values.length, wanted);
    int[] places = Arrays.copyOf(top.places(), n);
    Arrays.sort(places);
    return places;
  }

  @Test
  void findsTheGreatestWhateverCameBefore() {
    SplittableRandom random = new SplittableRandom(1);
    TopUnits top = new TopUnits(60);
    for (int trial = 0; trial < 2000; trial++) {
      float[] values = new float[1 + random.nextInt(200)];
      double shift = 10 * random.nextGaussian();
      boolean coarse = random.nextBoolean();
      for (int i = 0; i < values.length; i++) {
        double v = random.nextGaussian() + shift;
        values[i] = (float) (coarse ? Math.rint(v) + 0.0 : v);
      }
      int wanted = 1 + random.nextInt(60);
      assertThat(found(top, values, wanted)).isEqualTo(sorted(values, wanted));
    }
  }

  @Test
  void notANumberLoses() {
    TopUnits top = new TopUnits(2);
    float[] values = {Float.NaN, 1, Float.NaN, -3};
    assertThat(found(top, values, 2)).containsExactly(1, 3);
    assertThat(found(top, new float[] {Float.NaN, Float.NaN}, 2)).containsExactly(0, 1);
    assertThat(found(top, values, 2)).containsExactly(1, 3);
  }

  @Test
  void infinitiesAndExtremesAreInOrder() {
    TopUnits top = new TopUnits(4);
    float[] values = {
      1, Float.POSITIVE_INFINITY, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, -Float.MAX_VALUE, 2
    };
    for (int i = 0; i < 3; i++) {
      assertThat(found(top, values, 2)).containsExactly(1, 2);
      assertThat(found(top, values, 4)).containsExactly(0, 1, 2, 5);
    }
  }

  @Test
  void ofEqualValuesTheFirstAreTaken() {
    assertThat(found(new TopUnits(4), new float[10], 4)).containsExactly(0, 1, 2, 3);
  }
}
