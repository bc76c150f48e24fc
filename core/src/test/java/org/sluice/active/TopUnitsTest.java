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
  void roughTopTakesAsManyAndErrsByABinAtMost() {
    SplittableRandom random = new SplittableRandom(2);
    RoughTop top = new RoughTop(500);
    UnitSet set = new UnitSet(500);
    int[] ids = new int[500];
    for (int trial = 0; trial < 200; trial++) {
      float[] values = new float[1 + random.nextInt(500)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      int wanted = 1 + random.nextInt(values.length);
      top.find(values, values.length, wanted, set);
      int n = set.drain(ids);
      assertThat(n).isEqualTo(wanted);
      float[] ordered = values.clone();
      Arrays.sort(ordered);
      float edge = ordered[values.length - wanted];
      float bin = (ordered[values.length - 1] - ordered[0]) / 255;
      for (int i = 0; i < n; i++) {
        assertThat(values[ids[i]]).isGreaterThanOrEqualTo(edge - 1.01f * bin);
      }
    }
  }

  @Test
  void roughTopOfEqualValuesTakesTheFirst() {
    RoughTop top = new RoughTop(10);
    UnitSet set = new UnitSet(10);
    top.find(new float[10], 10, 4, set);
    int[] ids = new int[10];
    assertThat(set.drain(ids)).isEqualTo(4);
    assertThat(Arrays.copyOf(ids, 4)).containsExactly(0, 1, 2, 3);
  }
}
