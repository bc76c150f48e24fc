package org.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.hash.AsymmetricHash;
import org.sluice.hash.FastSimHash;
import org.sluice.hash.HashFamily;
import org.sluice.hash.SparseSimHash;
import org.sluice.hash.WtaHash;

/** Predictions against what comes out on generated vectors. */
class TablePlannerTest {
  private static final int DIMENSION = 32;
  private static final int ITEMS = 3000;
  private static final int QUERIES = 60;
  private static final int TOP = 10;

  private ArraySource items = clustered(ITEMS, 1);
  private ArraySource queries = clustered(QUERIES, 2);

  /** Vectors around 40 directions, with different lengths. */
  private static ArraySource clustered(int rows, long seed) {
    float[][] centres = ArraySource.random(40, DIMENSION, 0, 9).vectors();
    SplittableRandom random = new SplittableRandom(seed);
    float[][] vectors = new float[rows][DIMENSION];
    for (float[] vector : vectors) {
      float[] centre = centres[random.nextInt(40)];
      double length = random.nextDouble(0.6, 1);
      for (int i = 0; i < DIMENSION; i++) {
        vector[i] = (float) (length * (centre[i] + 0.6 * random.nextGaussian()));
      }
    }
    return new ArraySource(vectors, DIMENSION);
  }

  /** Families under test. */
  enum Kind {
    FAST,
    SPARSE,
    SIMPLE_ALSH,
    WTA
  }

  private HashFamily family(Kind kind, int k, int l, long seed) {
    return switch (kind) {
      case FAST -> new FastSimHash(DIMENSION, k, l, seed);
      case SPARSE -> new SparseSimHash(DIMENSION, k, l, 0.5, seed);
      case SIMPLE_ALSH ->
          AsymmetricHash.simple(
              new FastSimHash(DIMENSION + 1, k, l, seed), Norms.largest(items, 1));
      case WTA -> new WtaHash(DIMENSION, k, l, 4, seed);
    };
  }

  private TablePlanner planner(Kind kind) {
    HashFamily family = family(kind, 1, 1, 0);
    SimilaritySample sample = SimilaritySample.ofTop(family, items, queries, TOP, 600, 3);
    return new TablePlanner(family, sample, ITEMS, TablePlan.Costs.USUAL);
  }

  /** Recall and active share as they come out, over several draws of the functions. */
  private double[] outcome(Kind kind, TablePlan plan) {
    double found = 0;
    double active = 0;
    int draws = 4;
    int[] target = new int[ITEMS];
    int[][] wanted = Arrays.stream(queries.vectors()).map(this::best).toArray(int[][]::new);
    for (int draw = 0; draw < draws; draw++) {
      HashTables tables =
          HashTables.build(
              family(kind, plan.k(), plan.l(), 100 + draw),
              items,
              TableOptions.ofCapacity(plan.capacity()).withProbes(plan.probes()),
              1);
      TableQuery reader = tables.query();
      for (int q = 0; q < QUERIES; q++) {
        float[] query = queries.vectors()[q];
        int count =
            reader.candidates(
                query, 0, new Selection.Threshold(1), ITEMS, new SplittableRandom(1), target);
        active += count / (double) ITEMS;
        Set<Integer> got = new HashSet<>();
        Arrays.stream(target, 0, count).forEach(got::add);
        found += IntStream.of(wanted[q]).filter(got::contains).count() / (double) TOP;
      }
    }
    return new double[] {found / draws / QUERIES, active / draws / QUERIES};
  }

  private int[] best(float[] query) {
    double[] scores = new double[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      for (int j = 0; j < DIMENSION; j++) {
        scores[i] += query[j] * items.vectors()[i][j];
      }
    }
    return IntStream.range(0, ITEMS)
        .boxed()
        .sorted((a, b) -> Double.compare(scores[b], scores[a]))
        .limit(TOP)
        .mapToInt(i -> i)
        .toArray();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsPlannedForARecallComesOut(Kind kind) {
    TablePlan plan = planner(kind).forRecall(0.8, 1).orElseThrow();
    assertThat(plan.recall()).isBetween(0.8, 0.93);
    check(kind, plan, outcome(kind, plan));
  }

  @ParameterizedTest
  @EnumSource(names = {"FAST", "SPARSE", "SIMPLE_ALSH"})
  void whatIsPlannedWithProbesComesOut(Kind kind) {
    TablePlanner planner = planner(kind);
    TablePlan plan = planner.predict(9, 6, 10);
    check(kind, plan, outcome(kind, plan));
    TablePlan active = planner.forActiveShare(0.1, 16).orElseThrow();
    assertThat(active.activeShare()).isBetween(0.06, 0.1);
    check(kind, active, outcome(kind, active));
  }

  /** Vectors without clusters, of which even the best are not close to a query. */
  @ParameterizedTest
  @EnumSource(names = {"FAST", "SPARSE", "SIMPLE_ALSH"})
  void whatIsPlannedForVectorsWithoutClustersComesOut(Kind kind) {
    items = ArraySource.random(ITEMS, DIMENSION, 0, 1);
    queries = ArraySource.random(QUERIES, DIMENSION, 0, 2);
    TablePlanner planner = planner(kind);
    for (TablePlan plan : new TablePlan[] {planner.predict(8, 20, 1), planner.predict(11, 60, 1)}) {
      check(kind, plan, outcome(kind, plan));
    }
  }

  /**
   * Signs come out as predicted but for chance, and where tables share a rotation, which makes them
   * complete each other a little. The winners of a code come from different coordinates of few, so
   * that they agree less often than independent ones.
   */
  private static void check(Kind kind, TablePlan plan, double[] outcome) {
    boolean signs = kind != Kind.WTA;
    assertThat(outcome[0])
        .as("recall of %s", plan)
        .isCloseTo(plan.recall(), within(signs ? .04 : .07));
    assertThat(outcome[1] / plan.activeShare())
        .as("active share of %s", plan)
        .isBetween(signs ? .9 : .55, signs ? 1.1 : 1.02);
  }

  /** Orthogonal directions: what is drawn is what the rotations give. */
  @Test
  void signsOfOneRotationAgreeLessOften() {
    double[] cosines = {0, .3, .8, 1};
    double[] of64 = new OrthogonalSigns(64).ratios(8, cosines);
    double[] of256 = new OrthogonalSigns(256).ratios(8, cosines);
    assertThat(of64[0]).isCloseTo(.84, within(.02));
    assertThat(of64).isSorted().endsWith(1.0);
    for (int i = 0; i < cosines.length; i++) {
      assertThat(of256[i]).isGreaterThanOrEqualTo(of64[i] - .005).isLessThan(1.02);
      assertThat(new OrthogonalSigns(1).ratios(8, cosines)[i]).isEqualTo(1);
    }
    double[] all = new OrthogonalSigns(2).ratios(2, new double[] {0});
    // Two directions span the plane of the two vectors: at a right angle both signs agree never.
    assertThat(all[0]).isZero();
  }

  @Test
  void plansAreTheCheapestOfTheirKind() {
    TablePlanner planner = planner(Kind.FAST);
    TablePlan plan = planner.forRecall(0.7, 10).orElseThrow();
    for (int k = 1; k <= 12; k++) {
      for (int l : new int[] {1, 3, 10, 30, 100}) {
        for (int probes : new int[] {1, 2, 4, 7}) {
          TablePlan other = planner.predict(k, l, probes);
          assertThat(other.recall() < 0.7 || other.cost() >= plan.cost() * 0.999)
              .as("%s is cheaper than %s", other, plan)
              .isTrue();
        }
      }
    }
    // More probes need fewer tables.
    assertThat(planner.predict(8, 10, 8).recall())
        .isGreaterThan(planner.predict(8, 10, 1).recall());
  }

  @Test
  void oneProbeOfTheIntegralIsTheFormula() {
    double[] cosines = {-0.9, -0.3, 0, 0.4, 0.8, 0.99};
    double[][] found = ProbedCollisions.of(5, 32, cosines);
    for (int c = 0; c < cosines.length; c++) {
      double p = 1 - Math.acos(cosines[c]) / Math.PI;
      // A mean over 400 random queries.
      assertThat(found[1][c]).isCloseTo(Math.pow(p, 5), within(0.03));
      // All 32 buckets hold every item.
      assertThat(found[32][c]).isCloseTo(1, within(1e-9));
    }
    assertThat(ProbedCollisions.normal(0)).isCloseTo(0.5, within(1e-7));
    assertThat(ProbedCollisions.normal(1.96)).isCloseTo(0.9750021, within(1e-6));
    assertThat(ProbedCollisions.normal(-3)).isCloseTo(0.0013499, within(1e-6));
  }

  @Test
  void refusesWhatCannotBe() {
    TablePlanner planner = planner(Kind.WTA);
    assertThatThrownBy(() -> planner.predict(3, 4, 2))
        .hasMessage("probes must be from 1 to 1, not 2");
    assertThatThrownBy(() -> planner.forRecall(1, 1))
        .hasMessage("recall must be above 0 and below 1, not 1.0");
    assertThatThrownBy(() -> planner.predict(16, 4, 1))
        .hasMessage("k must be from 1 to 15, not 16");
    assertThatThrownBy(() -> new SimilaritySample(new double[0], new double[][] {{1}}))
        .hasMessage("wanted must have at least one similarity");
    assertThatThrownBy(() -> new TablePlan.Costs(1, -1, 1, 1))
        .hasMessage("costs must be finite and at least 0, not -1.0");
    assertThat(planner.forActiveShare(1e-9, 1)).isEmpty();
  }
}
