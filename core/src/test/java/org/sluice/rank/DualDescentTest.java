package org.sluice.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.sluice.data.SparseRows;

class DualDescentTest {
  /** Float weights cost about this much of the objective. */
  private static final double PRECISION = 1e-4;

  @Property(tries = 200)
  void reachesTheLeastObjectiveOfTheReference(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 40) int rows,
      @ForAll @IntRange(min = 1, max = 20) int columns,
      @ForAll @IntRange(min = -2, max = 2) int logCost) {
    SplittableRandom random = new SplittableRandom(seed);
    SparseRows x = RankProblems.rows(rows, columns, Math.min(columns, 8), random);
    int positives = random.nextInt(1, rows);
    RankerConfig config =
        new RankerConfig(Math.pow(4, logCost), 1.5, .75, 0, 20_000, 1e-6, random.nextLong());
    double[] y = IntStream.range(0, rows).mapToDouble(i -> i < positives ? 1 : -1).toArray();
    double[] c = IntStream.range(0, rows).mapToDouble(i -> cost(config, y[i])).toArray();
    double[][] full = RankProblems.dense(x);

    Solved solved = solve(x, positives, config);
    double[] best = RankProblems.newton(full, y, c);

    double least = RankProblems.primal(full, y, c, best);
    double reached = RankProblems.primal(full, y, c, solved.weights());
    assertThat(reached).isCloseTo(least, within(PRECISION * least));
    // The gap to the dual, sum of alpha - |w|^2 / 2 - sum of alpha^2 / 4c, proves it once more.
    double dual = -RankProblems.dot(solved.weights(), solved.weights()) / 2;
    for (int i = 0; i < rows; i++) {
      double alpha = y[i] * solved.multipliers()[i];
      assertThat(alpha).isGreaterThan(-1e-12);
      dual += alpha - alpha * alpha / (4 * c[i]);
    }
    assertThat(reached - dual).isCloseTo(0, within(PRECISION * reached));
  }

  @Test
  void theUsualToleranceCostsLittle() {
    SplittableRandom random = new SplittableRandom(5);
    SparseRows x = RankProblems.rows(300, 60, 10, random);
    RankerConfig usual = RankerConfig.defaults(1);
    double[] y = IntStream.range(0, 300).mapToDouble(i -> i < 50 ? 1 : -1).toArray();
    double[] c = IntStream.range(0, 300).mapToDouble(i -> 1).toArray();
    double[][] full = RankProblems.dense(x);

    double least = RankProblems.primal(full, y, c, RankProblems.newton(full, y, c));
    double reached = RankProblems.primal(full, y, c, solve(x, 50, usual).weights());

    assertThat(reached).isBetween(least, least * 1.01);
  }

  @Test
  void theCentreOfOneRowIsItsSolution() {
    SparseRows x = new SparseRows(3, new int[] {0, 2}, new int[] {0, 2}, new float[] {.6f, .8f});
    RankerConfig config = new RankerConfig(.7, 2, 1, 0, 20, .1, 1);
    LabelProblem problem = new LabelProblem(x);
    DualDescent descent = new DualDescent(config);
    problem.load(new int[] {0}, 0, 1, 1);

    descent.centre(problem);

    double multiplier = 1 / (2 + .5 / 1.4);
    assertThat(weights(x, problem, descent))
        .containsExactly(
            new double[] {.6 * multiplier, 0, .8 * multiplier, multiplier}, within(1e-6));
  }

  @Test
  void theCentreOfManyRowsScoresThemAll() {
    SparseRows x = RankProblems.rows(50, 30, 8, new SplittableRandom(4));
    LabelProblem problem = new LabelProblem(x);
    DualDescent descent = new DualDescent(RankerConfig.defaults(1));
    problem.load(IntStream.range(0, 50).toArray(), 0, 50, 50);

    descent.centre(problem);

    double[] weights = weights(x, problem, descent);
    for (double[] row : RankProblems.dense(x)) {
      assertThat(RankProblems.dot(weights, row)).isBetween(.7, 1.5);
    }
  }

  private record Solved(double[] weights, double[] multipliers) {}

  private static double cost(RankerConfig config, double y) {
    return config.cost() * (y > 0 ? config.positiveWeight() : config.negativeWeight());
  }

  private static Solved solve(SparseRows x, int positives, RankerConfig config) {
    LabelProblem problem = new LabelProblem(x);
    DualDescent descent = new DualDescent(config);
    int rows = x.rows();
    // A problem before, so that what it leaves behind would show.
    problem.load(IntStream.range(0, rows).toArray(), rows / 2, rows, 1);
    descent.solve(problem, new SplittableRandom(1));
    problem.load(IntStream.range(0, rows).toArray(), 0, rows, positives);
    descent.solve(problem, new SplittableRandom(config.seed()));
    return new Solved(weights(x, problem, descent), descent.multipliers);
  }

  private static double[] weights(SparseRows x, LabelProblem problem, DualDescent descent) {
    WeightList list = new WeightList(0);
    problem.collect(descent.weights, descent.multipliers, list);
    LabelWeights packed = list.pack(descent.bias());
    double[] full = new double[x.columns() + 1];
    int feature = -1;
    for (int k = 0; k < packed.gaps().length; k++) {
      feature += packed.gaps()[k];
      full[feature] = packed.weights()[k];
    }
    full[x.columns()] = packed.bias();
    return full;
  }
}
