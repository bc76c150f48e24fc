package org.sluice.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DensifiedWtaTest {
  @Property(tries = 80)
  void denseEqualsSparse(
      @ForAll @IntRange(min = 8, max = 300) int dimension,
      @ForAll @IntRange(min = 1, max = 10) int k,
      @ForAll @IntRange(min = 1, max = 60) int l,
      @ForAll long seed) {
    SimHashTest.denseEqualsSparse(new DensifiedWta(dimension, k, l, seed), seed);
  }

  /** The published packing reached at most 9,556 of them. */
  @Test
  void allBucketsCanBeReached() {
    int l = 10_000;
    SplittableRandom random = new SplittableRandom(1);
    BitSet reached = new BitSet(1 << 18);
    // 20 codes a bucket: one is left out with probability 0.0005.
    for (long seed = 0; seed < 15; seed++) {
      HashFamily family = new DensifiedWta(64, 6, l, seed);
      for (int vector = 0; vector < 35; vector++) {
        for (int code : Vectors.dense(family, Vectors.gaussian(random, 64))) {
          reached.set(code);
        }
      }
    }
    assertThat(reached.cardinality()).isEqualTo(262_144);
    assertThat(reached.length()).isEqualTo(262_144);
  }

  @Test
  void onlyTheOrderOfValuesCounts() {
    HashFamily family = new DensifiedWta(100, 6, 50, 3);
    float[] x = Vectors.gaussian(new SplittableRandom(2), 100);
    float[] y = new float[100];
    for (int i = 0; i < 100; i++) {
      y[i] = (float) Math.exp(2 * x[i]);
    }
    assertThat(Vectors.dense(family, y)).isEqualTo(Vectors.dense(family, x));
  }

  @Test
  void agreementGrowsWithRankCorrelation() {
    double before = 0;
    for (double correlation : new double[] {-0.5, 0, 0.3, 0.6, 0.8, 0.95, 1}) {
      double share = agreement(correlation, 0);
      assertThat(share).isGreaterThan(before + 0.01);
      before = share;
    }
    assertThat(before).isEqualTo(1);
    // Unrelated vectors agree in a bin of 8 by chance: 1/8, four deviations of 40,000 draws.
    assertThat(agreement(0, 0)).isCloseTo(0.125, within(0.0067));
  }

  @Test
  void agreementGrowsWithRankCorrelationAmongSparseVectorsToo() {
    double before = 0;
    for (double correlation : new double[] {0, 0.5, 0.9, 1}) {
      double share = agreement(correlation, 0.95);
      assertThat(share).isGreaterThan(before + 0.01);
      before = share;
    }
    assertThat(before).isEqualTo(1);
  }

  /** Share of equal hashes of pairs with correlated coordinates, zeros at the same places. */
  private static double agreement(double correlation, double zeros) {
    SplittableRandom random = new SplittableRandom(6);
    int equal = 0;
    for (int pair = 0; pair < 100; pair++) {
      HashFamily family = new DensifiedWta(240, 1, 400, random.nextLong());
      float[] x = Vectors.sparse(random, 240, zeros);
      float[] noise = Vectors.gaussian(random, 240);
      float[] y = new float[240];
      for (int i = 0; i < 240; i++) {
        double rest = Math.sqrt(1 - correlation * correlation);
        y[i] = x[i] == 0 ? 0 : (float) (correlation * x[i] + rest * noise[i]);
      }
      int[] a = Vectors.sparse(family, x);
      int[] b = Vectors.sparse(family, y);
      for (int i = 0; i < 400; i++) {
        equal += a[i] == b[i] ? 1 : 0;
      }
    }
    return equal / 40_000.0;
  }

  /** Each bin against a plain search, from the places that unit vectors reveal. */
  @Test
  void aCodeIsThePlaceOfTheLargestPresentCoordinateOfItsBin() {
    HashFamily family = new DensifiedWta(16, 1, 2, 9);
    // One permutation, two bins: with a large value at i, some bin's winner is i.
    int[][] placeIn = new int[2][16];
    for (int[] places : placeIn) {
      Arrays.fill(places, -1);
    }
    float[] low = new float[16];
    for (int i = 0; i < 16; i++) {
      low[i] = -1 - i;
    }
    int[] base = Vectors.dense(family, low);
    for (int i = 15; i >= 0; i--) {
      float[] x = low.clone();
      x[i] = 5;
      int[] codes = Vectors.dense(family, x);
      for (int bin = 0; bin < 2; bin++) {
        if (codes[bin] != base[bin]) {
          placeIn[bin][i] = codes[bin];
        }
      }
    }
    // The winners of the base vector are the two coordinates that changed nothing: one each bin.
    for (int bin = 0; bin < 2; bin++) {
      int[] found = Arrays.stream(placeIn[bin]).filter(place -> place >= 0).sorted().toArray();
      int winner = base[bin];
      int[] others = java.util.stream.IntStream.range(0, 8).filter(p -> p != winner).toArray();
      assertThat(found).isEqualTo(others);
    }
    // Where all are equal, the lowest place wins.
    float[] equal = new float[16];
    Arrays.fill(equal, -3);
    assertThat(Vectors.dense(family, equal)).containsExactly(0, 0);
    assertThat(Vectors.dense(family, new float[16])).containsExactly(0, 0);
  }

  @Test
  void emptyBinsBorrowFromFullOnes() {
    HashFamily family = new DensifiedWta(800, 1, 100, 5);
    // With one present coordinate, every bin takes the one hash there is.
    for (int i = 0; i < 800; i += 37) {
      float[] x = new float[800];
      x[i] = -2;
      assertThat(Arrays.stream(Vectors.dense(family, x)).distinct().count()).isEqualTo(1);
    }
    // With 40, borrowed hashes are spread: no place is far from its share of an eighth.
    SplittableRandom random = new SplittableRandom(6);
    int[] times = new int[8];
    for (int v = 0; v < 400; v++) {
      for (int code : Vectors.dense(family, Vectors.sparse(random, 800, 0.95))) {
        times[code]++;
      }
    }
    assertThat(Arrays.stream(times)).allMatch(t -> t > 4000 && t < 6000);
  }

  @Test
  void refusesSizesThatCannotBe() {
    assertThatThrownBy(() -> new DensifiedWta(7, 6, 50, 1))
        .hasMessage("dimension must be at least the bin size 8, not 7");
    assertThatThrownBy(() -> new DensifiedWta(64, 11, 50, 1))
        .hasMessage("k must be from 1 to 10, not 11");
    assertThatThrownBy(() -> new DensifiedWta(64, 6, 50, 12, 1))
        .hasMessage("binSize must be a power of two from 2 to 256, not 12");
  }
}
