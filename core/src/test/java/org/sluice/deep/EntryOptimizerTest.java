package org.sluice.deep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sluice.active.ActiveVector;
import org.sluice.config.OptimizerKind;

class EntryOptimizerTest {
  private static final int[] PLACES = {0, 2};
  private static final float[] FACTORS = {1, -2};

  private static float[] stepped(OptimizerKind kind, double momentum, int steps) {
    float[] weights = new float[6];
    EntryOptimizer optimizer = EntryOptimizer.of(kind, momentum, weights);
    for (int i = 0; i < steps; i++) {
      optimizer.step(3, PLACES, 2, 0.5f, FACTORS, 0.1f);
    }
    return weights;
  }

  @Test
  void onlyNamedEntriesMove() {
    for (OptimizerKind kind : OptimizerKind.values()) {
      float[] weights = stepped(kind, 0, 2);
      assertThat(weights[3]).isNegative();
      assertThat(weights[5]).isPositive();
      assertThat(new float[] {weights[0], weights[1], weights[2], weights[4]}).containsOnly(0);
    }
  }

  @Test
  void formulas() {
    float g = 0.5f;
    assertThat(stepped(OptimizerKind.SGD, 0, 2)[3]).isEqualTo(-2 * 0.1f * g);
    assertThat(stepped(OptimizerKind.SGD, 0.9, 2)[3])
        .isCloseTo(-0.1f * (g + (g + 0.9f * g)), within());
    assertThat(stepped(OptimizerKind.ADAGRAD, 0, 2)[3])
        .isCloseTo(-0.1f * (1 + 1 / (float) Math.sqrt(2)), within());
    assertThat(stepped(OptimizerKind.ADAM, 0, 1)[3])
        .isCloseTo(-0.1f * 0.1f / (float) Math.sqrt(0.001), within());
  }

  /** Entries that always move do what a dense optimiser does, written plainly. */
  @Test
  void adagradWithMomentumIsItsFormula() {
    float[] weights = {0.5f, -1, 2};
    float[] dense = weights.clone();
    double[] squares = new double[3];
    double[] velocities = new double[3];
    EntryOptimizer optimizer = EntryOptimizer.of(OptimizerKind.ADAGRAD, 0.9, weights);
    java.util.SplittableRandom random = new java.util.SplittableRandom(3);
    for (int step = 0; step < 50; step++) {
      float rate = 0.1f / (1 + step);
      float[] factors = new float[3];
      for (int i = 0; i < 3; i++) {
        factors[i] = (float) random.nextGaussian();
        double gradient = 2 * factors[i];
        squares[i] += gradient * gradient;
        velocities[i] = 0.9 * velocities[i] + gradient / Math.sqrt(squares[i]);
        dense[i] -= (float) (rate * velocities[i]);
      }
      optimizer.step(0, new int[] {0, 1, 2}, 3, 2, factors, rate);
    }
    assertThat(weights).usingComparatorWithPrecision(1e-4f).containsExactly(dense);
  }

  private static org.assertj.core.data.Offset<Float> within() {
    return org.assertj.core.data.Offset.offset(1e-5f);
  }

  @Test
  void wholeArraysMoveLikeTheirEntries() {
    for (OptimizerKind kind : OptimizerKind.values()) {
      for (double momentum :
          kind == OptimizerKind.ADAM ? new double[] {0} : new double[] {0, 0.9}) {
        float[] weights = new float[6];
        EntryOptimizer optimizer = EntryOptimizer.of(kind, momentum, weights);
        for (int i = 0; i < 3; i++) {
          optimizer.step(new float[] {0, 0, 0, 0.5f, 0, -1}, 0.1f);
        }
        assertThat(weights)
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(stepped(kind, momentum, 3));
      }
    }
  }

  @Test
  void layoutsAgree() {
    java.util.SplittableRandom random = new java.util.SplittableRandom(1);
    for (double density : new double[] {0.01, 0.3}) {
      WeightMatrix a = new InputMajor(100, 30);
      WeightMatrix b = new UnitMajor(100, 30);
      for (int i = 0; i < 100; i++) {
        for (int j = 0; j < 30; j++) {
          float w = (float) random.nextGaussian();
          a.weights[a.at(i, j)] = w;
          b.weights[b.at(i, j)] = w;
        }
      }
      float[] row = new float[100];
      for (int i = 0; i < 100; i++) {
        row[i] = random.nextDouble() < density ? (float) random.nextGaussian() : 0;
      }
      row[7] = 1;
      ActiveVector x = new ActiveVector(100);
      x.hold(row);
      int[] ids = {1, 4, 5, 8, 29};
      float[] deltas = {0.1f, -1, 0.5f, 2, -0.3f};
      assertSame(scores(a, x, ids), scores(b, x, ids));
      assertSame(gradient(a, x, ids, deltas), gradient(b, x, ids, deltas));
      for (double momentum : new double[] {0, 0.5}) {
        for (WeightMatrix matrix : new WeightMatrix[] {a, b}) {
          EntryOptimizer optimizer = EntryOptimizer.of(OptimizerKind.SGD, momentum, matrix.weights);
          matrix.step(optimizer, x, ids, 5, deltas, 0.1f);
          matrix.step(optimizer, x, ids, 5, deltas, 0.1f);
        }
        for (int unit = 0; unit < 30; unit++) {
          float[] of = new float[100];
          a.copyUnit(unit, of, 0);
          float[] same = new float[100];
          b.copyUnit(unit, same, 0);
          assertSame(of, same);
        }
      }
      float[] all = new float[30];
      a.addAll(x, all);
      float[] same = new float[30];
      b.addAll(x, same);
      assertSame(all, same);
    }
  }

  private static float[] scores(WeightMatrix matrix, ActiveVector x, int[] ids) {
    float[] scores = new float[ids.length];
    Arrays.fill(scores, 1);
    matrix.add(x, ids, ids.length, scores);
    return scores;
  }

  private static float[] gradient(WeightMatrix matrix, ActiveVector x, int[] ids, float[] deltas) {
    float[] gradient = new float[x.count()];
    matrix.backward(x, ids, ids.length, deltas, gradient);
    return gradient;
  }

  private static void assertSame(float[] one, float[] other) {
    assertThat(one).usingComparatorWithPrecision(1e-4f).containsExactly(other);
  }
}
