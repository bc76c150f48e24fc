package org.sluice.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CombinationTest {
  private static final int PAIRS = 160_000;

  private final float[][] known = new float[PAIRS][5];
  private final boolean[] right = new boolean[PAIRS];

  /** Pairs of which every second has votes, right with the probability that the truth gives. */
  private void draw(Combination truth) {
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < PAIRS; i++) {
      known[i][0] = (float) -random.nextDouble(8);
      known[i][1] = (float) (random.nextDouble(5) - 3);
      known[i][2] = i % 2 == 0 ? Combination.NO_VOTES : (float) Math.pow(random.nextDouble(), 3);
      known[i][3] = (float) random.nextDouble(9);
      known[i][4] = Math.clamp((float) (3 * random.nextDouble() - 1), 0, 1);
      right[i] = random.nextDouble() < probability(truth, known[i]);
    }
  }

  private Evidence evidence() {
    Evidence evidence = new Evidence();
    for (int i = 0; i < PAIRS; i++) {
      float[] k = known[i];
      evidence.add(k[0], k[1], k[2], k[3], k[4], right[i]);
    }
    return evidence;
  }

  private static double probability(Combination combination, float... known) {
    return Combination.probability(
        combination.logit(known[0], known[1], known[2], known[3], known[4]));
  }

  @Test
  void findsTheModelThatMadeTheData() {
    double[] coefficients = {
      0.7, 1.2, 0.5, 1, -0.2, 0.3, 0.8, 0.05, -0.04, -0.1, 0.9, 0.6, -0.2, 0.1
    };
    Combination truth = new Combination(coefficients);
    draw(truth);
    Combination fitted = Combination.fit(evidence());
    for (float log = -6; log <= 0; log += 1.5f) {
      for (float score = -2; score <= 2; score += 0.5f) {
        for (float share : new float[] {Combination.NO_VOTES, 0.02f, 0.1f, 0.6f}) {
          for (float name : new float[] {0, 0.4f, 1}) {
            assertThat(probability(fitted, log, score, share, 3, name))
                .as("log softmax %s, ranker %s, share %s, name %s", log, score, share, name)
                .isCloseTo(probability(truth, log, score, share, 3, name), offset(0.04));
          }
        }
      }
    }
  }

  @Test
  void probabilitiesMatchFrequencies() {
    draw(new Combination(new double[] {0.4, 0.3, 1.5, 0}));
    Combination fitted = Combination.fit(evidence());
    double expected = 0;
    int found = 0;
    for (int i = 0; i < PAIRS; i++) {
      expected += probability(fitted, known[i]);
      found += right[i] ? 1 : 0;
    }
    assertThat(expected / PAIRS).isCloseTo(found / (double) PAIRS, offset(1e-3));
  }

  @Property(tries = 300)
  void noRankersScorePassesTheMost(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] coefficients = new double[Combination.FIGURES];
    Arrays.setAll(coefficients, i -> random.nextGaussian());
    Combination combination = new Combination(coefficients);
    float log = (float) -random.nextDouble(8);
    float share = random.nextBoolean() ? Combination.NO_VOTES : (float) random.nextDouble();
    float frequency = (float) random.nextDouble(9);
    float name = (float) random.nextDouble();

    double most = combination.most(log, share, frequency, name);

    double best = Double.NEGATIVE_INFINITY;
    for (float score = -5; score <= 5; score += 0.01f) {
      best = Math.max(best, combination.logit(log, score, share, frequency, name));
    }
    assertThat(most).isBetween(best - 1e-4, best + 1e-3);
  }

  @Test
  void coefficientsLeftOutAreZero() {
    Combination few = new Combination(new double[] {0.4, 0.3, 1.5, -1});
    Combination all =
        new Combination(new double[] {0.4, 0.3, 1.5, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    assertThat(few.coefficients()).isEqualTo(all.coefficients());
    assertThat(few.logit(-2, 0.5f, 0.3f, 4, 1)).isEqualTo(0.4 * -2 + 0.3 * 0.5 - 1.5 * 0.25 - 1);
  }

  @Test
  void logitsAreThoseOfThePairs() {
    Combination combination =
        new Combination(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14});
    draw(combination);
    float[] logits = evidence().logits(combination);
    for (int i = 0; i < PAIRS; i += 1_001) {
      float[] k = known[i];
      assertThat(logits[i]).isEqualTo((float) combination.logit(k[0], k[1], k[2], k[3], k[4]));
    }
  }

  @Test
  void staysFiniteWherePairsCanBeSeparated() {
    for (int i = 0; i < PAIRS; i++) {
      known[i][1] = i % 2 == 0 ? 1 : -1;
      right[i] = i % 2 == 0;
    }
    Combination fitted = Combination.fit(evidence());
    assertThat(probability(fitted, 0, 1, 0, 0, 0)).isGreaterThan(0.99);
    assertThat(probability(fitted, 0, -1, 0, 0, 0)).isLessThan(0.01);
  }

  @Test
  void wrongCoefficientsAreRefused() {
    assertThatThrownBy(() -> new Combination(new double[15]))
        .hasMessage("coefficients must be from 1 to 14: 15");
    assertThatThrownBy(() -> new Combination(new double[] {0, 1, Double.NaN, 0}))
        .hasMessage("coefficients must be finite: NaN");
    assertThatThrownBy(() -> Combination.fit(new Evidence()))
        .hasMessage("pairs must be at least 1: 0");
  }
}
