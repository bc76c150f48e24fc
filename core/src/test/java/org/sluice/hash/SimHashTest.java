package org.sluice.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What both forms of SimHash must do. */
class SimHashTest {
  private static final int DIMENSION = 129;

  /** Makes a family for vectors of {@link #DIMENSION}. */
  interface Maker {
    HashFamily make(int k, int l, long seed);
  }

  static Stream<Arguments> families() {
    Maker fast = (k, l, seed) -> new FastSimHash(DIMENSION, k, l, seed);
    Maker sparse = (k, l, seed) -> new SparseSimHash(DIMENSION, k, l, 1 / 3.0, seed);
    return Stream.of(Arguments.of("fast", fast), Arguments.of("sparse", sparse));
  }

  /** Goemans and Williamson: two vectors agree in a bit with probability 1 - angle / pi. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void agreesWithTheProbabilityOfTheAngle(String name, Maker maker) {
    SplittableRandom random = new SplittableRandom(11);
    for (double angle : new double[] {0.1, 0.5, 1, Math.PI / 2, 2.5}) {
      int pairs = 60;
      long equal = 0;
      for (int pair = 0; pair < pairs; pair++) {
        HashFamily family = maker.make(1, 512, random.nextLong());
        float[] x = Vectors.gaussian(random, DIMENSION);
        float[] y = atAngle(x, Vectors.gaussian(random, DIMENSION), angle);
        int[] a = Vectors.dense(family, x);
        int[] b = Vectors.dense(family, y);
        for (int l = 0; l < a.length; l++) {
          equal += a[l] == b[l] ? 1 : 0;
        }
      }
      int bits = pairs * 512;
      double expected = 1 - angle / Math.PI;
      double deviation = Math.sqrt(expected * (1 - expected) / bits);
      assertThat(equal / (double) bits).isCloseTo(expected, within(4 * deviation));
    }
  }

  /** The vector at an angle from x, in the plane of x and y. */
  private static float[] atAngle(float[] x, float[] y, double angle) {
    double xx = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += x[i] * x[i];
      xy += x[i] * y[i];
    }
    double[] across = new double[x.length];
    double length = 0;
    for (int i = 0; i < x.length; i++) {
      across[i] = y[i] - xy / xx * x[i];
      length += across[i] * across[i];
    }
    float[] result = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] =
          (float)
              (Math.cos(angle) * x[i] / Math.sqrt(xx)
                  + Math.sin(angle) * across[i] / Math.sqrt(length));
    }
    return result;
  }

  /** Over seeds, no code may be likelier than another: chi-square over 64 codes. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void codesAreBalanced(String name, Maker maker) {
    SplittableRandom random = new SplittableRandom(3);
    int[] counts = new int[64];
    int trials = 6400;
    for (int v = 0; v < trials; v++) {
      HashFamily family = maker.make(6, 1, random.nextLong());
      counts[Vectors.dense(family, Vectors.gaussian(random, DIMENSION))[0]]++;
    }
    double chi = 0;
    for (int count : counts) {
      chi += (count - 100) * (count - 100) / 100.0;
    }
    // Mean 63, standard deviation 11.2.
    assertThat(chi).isBetween(63 - 4 * 11.2, 63 + 4 * 11.2);
  }

  @Property(tries = 60)
  void denseEqualsSparseInTheFastForm(
      @ForAll @IntRange(min = 1, max = 300) int dimension,
      @ForAll @IntRange(min = 1, max = 30) int k,
      @ForAll @IntRange(min = 1, max = 40) int l,
      @ForAll long seed) {
    denseEqualsSparse(new FastSimHash(dimension, k, l, seed), seed);
  }

  @Property(tries = 60)
  void denseEqualsSparseInTheSparseForm(
      @ForAll @IntRange(min = 1, max = 300) int dimension,
      @ForAll @IntRange(min = 1, max = 30) int k,
      @ForAll @IntRange(min = 1, max = 40) int l,
      @ForAll @DoubleRange(min = 0.01, max = 1) double density,
      @ForAll long seed) {
    denseEqualsSparse(new SparseSimHash(dimension, k, l, density, seed), seed);
  }

  /** Unit vectors read the projections off: each has as many signs as the density says. */
  @Test
  void sparseProjectionsHaveEntriesOfTheGivenDensity() {
    HashFamily family = new SparseSimHash(90, 1, 200, 0.3, 4);
    int minus = 0;
    int[] nonZero = new int[200];
    for (int i = 0; i < 90; i++) {
      // A zero projection reads as 1 for either sign of the coordinate.
      int[] up = new int[200];
      int[] down = new int[200];
      family.newHasher().hash(new int[] {i}, new float[] {1}, 0, 1, up);
      family.newHasher().hash(new int[] {i}, new float[] {-1}, 0, 1, down);
      for (int l = 0; l < 200; l++) {
        nonZero[l] += up[l] != down[l] ? 1 : 0;
        minus += 1 - up[l];
      }
    }
    assertThat(nonZero).containsOnly(27);
    // Half of 5,400, deviation 37.
    assertThat(minus).isBetween(2700 - 150, 2700 + 150);
  }

  static void denseEqualsSparse(HashFamily family, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (double zeros : new double[] {0, 0.5, 0.95, 1}) {
      float[] vector = Vectors.sparse(random, family.dimension(), zeros);
      int[] codes = Vectors.dense(family, vector);
      assertThat(Vectors.sparse(family, vector)).isEqualTo(codes);
      assertThat(Vectors.dense(family, vector)).isEqualTo(codes);
      assertThat(Arrays.stream(codes)).allMatch(code -> code >= 0 && code < 1 << family.codeBits());
    }
  }

  @Test
  void aHasherForgetsTheVectorBefore() {
    HashFamily family = new FastSimHash(100, 9, 50, 1);
    SplittableRandom random = new SplittableRandom(1);
    HashFamily.Hasher hasher = family.newHasher();
    int[] codes = new int[50];
    hasher.hash(Vectors.gaussian(random, 100), 0, codes);
    float[] next = new float[100];
    next[7] = 2;
    hasher.hash(new int[] {7}, new float[] {2}, 0, 1, codes);
    assertThat(codes).isEqualTo(Vectors.dense(family, next));
  }

  @Test
  void scaleDoesNotMatterAndSeedsDo() {
    float[] x = Vectors.gaussian(new SplittableRandom(8), 100);
    float[] twice = new float[100];
    for (int i = 0; i < 100; i++) {
      twice[i] = 2 * x[i];
    }
    HashFamily family = new FastSimHash(100, 9, 50, 1);
    assertThat(Vectors.dense(family, twice)).isEqualTo(Vectors.dense(family, x));
    assertThat(Vectors.dense(new FastSimHash(100, 9, 50, 2), x))
        .isNotEqualTo(Vectors.dense(family, x));
  }

  @Test
  void refusesSizesThatCannotBe() {
    assertThatThrownBy(() -> new FastSimHash(0, 9, 50, 1))
        .hasMessage("dimension must be at least 1, not 0");
    assertThatThrownBy(() -> new FastSimHash(10, 31, 50, 1))
        .hasMessage("k must be from 1 to 30, not 31");
    assertThatThrownBy(() -> new FastSimHash(10, 9, 0, 1))
        .hasMessage("l must be from 1 to 7281 for k = 9, not 0");
    assertThatThrownBy(() -> new SparseSimHash(10, 9, 5, 0, 1))
        .hasMessage("density must be above 0 and at most 1, not 0.0");
    assertThatThrownBy(() -> new SparseSimHash(10_000_000, 16, 4000, 1, 1))
        .hasMessageStartingWith("dimension * k * l * density must be at most 2,147,483,639");
    assertThatThrownBy(
            () ->
                new FastSimHash(10, 9, 2, 1)
                    .newHasher()
                    .hash(new int[] {10}, new float[] {1}, 0, 1, new int[2]))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("index 10 of a sparse vector must be from 0 to 9");
  }
}
