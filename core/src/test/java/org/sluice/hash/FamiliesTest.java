package org.sluice.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What every family must do. */
class FamiliesTest {
  /** All families. */
  enum Kind {
    FAST {
      @Override
      HashFamily make(int dimension, int k, int l, long seed) {
        return new FastSimHash(dimension, k, l, seed);
      }
    },
    SPARSE {
      @Override
      HashFamily make(int dimension, int k, int l, long seed) {
        return new SparseSimHash(dimension, k, l, 0.5, seed);
      }
    },
    WTA {
      @Override
      HashFamily make(int dimension, int k, int l, long seed) {
        return new WtaHash(dimension, k, l, seed);
      }
    },
    DENSIFIED_WTA {
      @Override
      HashFamily make(int dimension, int k, int l, long seed) {
        return new DensifiedWta(dimension, k, l, seed);
      }
    },
    MINHASH {
      @Override
      HashFamily make(int dimension, int k, int l, long seed) {
        return new OnePermutationMinHash(dimension, k, l, 2, 0.3f, seed);
      }
    },
    SIMPLE_ALSH {
      @Override
      HashFamily make(int dimension, int k, int l, long seed) {
        return AsymmetricHash.simple(new FastSimHash(dimension + 1, k, l, seed), 12);
      }
    },
    SIGN_ALSH {
      @Override
      HashFamily make(int dimension, int k, int l, long seed) {
        return AsymmetricHash.sign(new SparseSimHash(dimension + 2, k, l, 0.5, seed), 2, 0.75, 12);
      }
    };

    abstract HashFamily make(int dimension, int k, int l, long seed);
  }

  @Property(tries = 150)
  void sparseAndManyAreHashedAsDenseAndOne(
      @ForAll Kind kind,
      @ForAll @IntRange(min = 8, max = 300) int dimension,
      @ForAll @IntRange(min = 1, max = 10) int k,
      @ForAll @IntRange(min = 1, max = 30) int l,
      @ForAll @IntRange(min = 0, max = 150) int count,
      @ForAll long seed) {
    HashFamily family = kind.make(dimension, k, l, seed);
    SplittableRandom random = new SplittableRandom(seed);
    for (HashFamily.Hasher hasher :
        new HashFamily.Hasher[] {family.newHasher(), family.newQueryHasher()}) {
      int stride = dimension + 3;
      float[] all = new float[5 + count * stride];
      int[] codes = new int[count * l + 1];
      codes[count * l] = -7;
      for (int i = 0; i < count; i++) {
        float[] vector = Vectors.sparse(random, dimension, new double[] {0, 0.5, 0.97}[i % 3]);
        System.arraycopy(vector, 0, all, 5 + i * stride, dimension);
      }
      hasher.hashAll(all, 5, stride, count, codes);
      assertThat(codes[count * l]).isEqualTo(-7);
      int[] one = new int[l];
      int[] sparse = new int[l];
      int[] indices = new int[dimension];
      float[] values = new float[dimension];
      Margins margins = new Margins(family);
      for (int i = 0; i < count; i++) {
        int at = 5 + i * stride;
        int present = 0;
        for (int j = 0; j < dimension; j++) {
          if (all[at + j] != 0) {
            indices[present] = j;
            values[present++] = all[at + j];
          }
        }
        hasher.hash(all, at, one);
        assertThat(one).isEqualTo(Arrays.copyOfRange(codes, i * l, i * l + l));
        hasher.hash(indices, values, 0, present, sparse, margins);
        assertThat(sparse).isEqualTo(one);
        float[] costs = margins.costs().clone();
        int[] flips = margins.flips().clone();
        hasher.hash(all, at, sparse, margins);
        assertThat(sparse).isEqualTo(one);
        assertThat(margins.costs()).isEqualTo(costs);
        assertThat(margins.flips()).isEqualTo(flips);
        for (int h = 0; h < k * l; h++) {
          // A hash keeps to its bits, and what can be turned over has a distance.
          int each = family.codeBits() / k;
          int shift = (k - 1 - h % k) * each;
          assertThat(flips[h] & ~(((1 << each) - 1) << shift)).isZero();
          assertThat(costs[h]).isGreaterThanOrEqualTo(0);
          assertThat(flips[h] == 0).isEqualTo(Float.isInfinite(costs[h]));
        }
      }
    }
  }

  /** The share of functions with equal hashes, inside 4.5 deviations around the formula. */
  @Property(tries = 70)
  void collideWithTheProbabilityOfTheirFormula(@ForAll Kind kind, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int dimension = 40;
    double zeros = kind == Kind.DENSIFIED_WTA || kind == Kind.MINHASH ? random.nextDouble(0.9) : 0;
    double noise = random.nextDouble(1.5);
    float[] stored = new float[dimension];
    float[] query = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      float value = (float) random.nextGaussian();
      stored[i] = random.nextDouble() < zeros ? 0 : value;
      boolean absent = stored[i] == 0 ? random.nextDouble() < 0.8 : random.nextDouble() < 0.1;
      query[i] = zeros > 0 && absent ? 0 : (float) (value + noise * random.nextGaussian());
    }
    HashFamily any = kind.make(dimension, 1, 8, 0);
    double similarity = any.similarity(stored, 0, query, 0);
    double expected = any.collisionProbability(similarity);
    int trials = 4000;
    int equal = 0;
    int[] a = new int[8];
    int[] b = new int[8];
    for (int trial = 0; trial < trials; trial++) {
      // Other functions of a family see the same vector: only one of each is independent.
      HashFamily family = kind.make(dimension, 1, 8, random.nextLong());
      family.newHasher().hash(stored, 0, a);
      family.newQueryHasher().hash(query, 0, b);
      equal += a[3] == b[3] ? 1 : 0;
    }
    double deviation = Math.sqrt(Math.max(1e-4, expected * (1 - expected)) / trials);
    // Projections of some twenty entries are not quite normal; bins of a permutation not quite
    // independent.
    double inexact = kind == Kind.WTA || kind == Kind.MINHASH ? 0 : 0.015;
    assertThat(equal / (double) trials)
        .as("%s at similarity %s", kind, similarity)
        .isCloseTo(expected, within(4.5 * deviation + inexact));
  }

  @Test
  void collisionsRiseWithSimilarityFromUnlikeToEqual() {
    for (Kind kind : Kind.values()) {
      HashFamily family = kind.make(20, 3, 4, 1);
      double before = -1;
      for (double s = -1; s <= 1; s += 0.125) {
        double p = family.collisionProbability(s);
        assertThat(p).isBetween(0.0, 1.0).isGreaterThanOrEqualTo(before);
        before = p;
      }
      assertThat(before).isEqualTo(1);
    }
  }

  /** Over all sets of coordinates, one by one. */
  @Test
  void orderAgreementIsTheShareOfSetsWithTheSameWinner() {
    SplittableRandom random = new SplittableRandom(3);
    float[] x = Vectors.gaussian(random, 11);
    float[] y = Vectors.gaussian(random, 11);
    for (int i = 0; i < 11; i++) {
      y[i] += x[i];
    }
    for (int m : new int[] {2, 4, 8}) {
      int sets = 0;
      int same = 0;
      for (int set = 0; set < 1 << 11; set++) {
        if (Integer.bitCount(set) == m) {
          sets++;
          same += largest(x, set) == largest(y, set) ? 1 : 0;
        }
      }
      WtaHash family = new WtaHash(11, 1, 1, m, 1);
      assertThat(family.similarity(x, 0, y, 0)).isCloseTo(same / (double) sets, within(1e-9));
      assertThat(new DensifiedWta(11, 1, 1, m, 1).similarity(x, 0, y, 0))
          .isCloseTo(same / (double) sets, within(1e-9));
    }
  }

  private static int largest(float[] x, int set) {
    int winner = -1;
    for (int i = 0; i < x.length; i++) {
      if ((set >> i & 1) == 1 && (winner < 0 || x[i] > x[winner])) {
        winner = i;
      }
    }
    return winner;
  }

  @Test
  void asymmetricSimilarityGrowsWithTheInnerProductWhateverTheNorm() {
    SplittableRandom random = new SplittableRandom(9);
    float[] query = Vectors.gaussian(random, 30);
    double length = Math.sqrt(Cosines.dot(query, 0, query, 0, 30));
    HashFamily simple = Kind.SIMPLE_ALSH.make(30, 1, 1, 1);
    HashFamily sign = Kind.SIGN_ALSH.make(30, 1, 1, 1);
    for (int i = 0; i < 50; i++) {
      float[] stored = Vectors.gaussian(random, 30);
      double norm = Math.sqrt(Cosines.dot(stored, 0, stored, 0, 30));
      double factor = random.nextDouble(11.9) / norm;
      for (int j = 0; j < 30; j++) {
        stored[j] = (float) (factor * stored[j]);
      }
      double product = Cosines.dot(stored, 0, query, 0, 30) / length / 12;
      double u = norm * factor / 12 * 0.75;
      assertThat(simple.similarity(stored, 0, query, 0)).isCloseTo(product, within(1e-5));
      assertThat(sign.similarity(stored, 0, query, 0))
          .isCloseTo(0.75 * product / Math.sqrt(0.5 + Math.pow(u, 8)), within(1e-5));
    }
  }

  @Test
  void marginsOfSignsAreDistancesFromZeroAndTurnTheirBit() {
    HashFamily family = new SparseSimHash(1, 4, 2, 1, 5);
    Margins margins = new Margins(family);
    family.newHasher().hash(new float[] {2.5f}, 0, new int[2], margins);
    assertThat(margins.costs()).containsOnly(2.5f);
    assertThat(margins.flips()).containsExactly(8, 4, 2, 1, 8, 4, 2, 1);
  }

  @Test
  void marginsOfWinnersNameTheSecond() {
    SplittableRandom random = new SplittableRandom(1);
    for (Kind kind : new Kind[] {Kind.WTA, Kind.DENSIFIED_WTA}) {
      HashFamily family = kind.make(64, 2, 5, 7);
      float[] x = Vectors.gaussian(random, 64);
      Margins margins = new Margins(family);
      int[] codes = new int[5];
      family.newHasher().hash(x, 0, codes, margins);
      // Lower the winner of the first bin below the second: only then does the code turn.
      int winner = -1;
      int[] changed = new int[5];
      for (int i = 0; i < 64 && winner < 0; i++) {
        float[] y = x.clone();
        y[i] -= margins.costs()[0] * 1.001f;
        family.newHasher().hash(y, 0, changed);
        if ((changed[0] ^ codes[0]) >>> 3 != 0) {
          winner = i;
          assertThat(changed[0] ^ codes[0]).isEqualTo(margins.flips()[0]);
          y[i] = x[i] - margins.costs()[0] * 0.999f;
          family.newHasher().hash(y, 0, changed);
          assertThat(changed[0] >>> 3).isEqualTo(codes[0] >>> 3);
        }
      }
      assertThat(winner).isNotNegative();
    }
  }

  @Test
  void refuseWhatCannotBe() {
    assertThatThrownBy(() -> new WtaHash(7, 6, 50, 1))
        .hasMessage("dimension must be at least the bin size 8, not 7");
    assertThatThrownBy(() -> new OnePermutationMinHash(7, 6, 50, 0, 0, 1))
        .hasMessage("bits must be from 1 to 16, not 0");
    assertThatThrownBy(() -> new OnePermutationMinHash(7, 6, 50, 2, Float.NaN, 1))
        .hasMessage("threshold must be finite, at least 0, not NaN");
    FastSimHash base = new FastSimHash(5, 6, 50, 1);
    assertThatThrownBy(() -> AsymmetricHash.sign(base, 5, 0.5, 1))
        .hasMessage("the base family's dimension must be above 5, not 5");
    assertThatThrownBy(() -> AsymmetricHash.sign(base, 2, 1, 1))
        .hasMessage("scale must be above 0 and below 1, not 1.0");
    assertThatThrownBy(() -> AsymmetricHash.simple(base, Double.NaN))
        .hasMessage("largestNorm must be finite, at least 0, not NaN");
    assertThatThrownBy(
            () ->
                AsymmetricHash.simple(base, 1)
                    .newQueryHasher()
                    .hash(new int[] {4}, new float[] {1}, 0, 1, new int[50]))
        .hasMessage("index 4 of a sparse vector must be from 0 to 3");
  }
}
