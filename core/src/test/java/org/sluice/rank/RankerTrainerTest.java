package org.sluice.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.data.LabelRows;
import org.sluice.data.SparseRows;

class RankerTrainerTest {
  private static final int LABELS = 12;

  /** Row i has label i % LABELS, a feature of that label, and noise that says nothing. */
  private static SparseRows separable(int rows) {
    SplittableRandom random = new SplittableRandom(8);
    int[] offsets = new int[rows + 1];
    int[] indices = new int[2 * rows];
    float[] values = new float[2 * rows];
    for (int i = 0; i < rows; i++) {
      offsets[i + 1] = 2 * i + 2;
      indices[2 * i] = i % LABELS;
      values[2 * i] = .6f;
      indices[2 * i + 1] = LABELS + random.nextInt(40);
      values[2 * i + 1] = .8f;
    }
    return new SparseRows(LABELS + 40, offsets, indices, values);
  }

  private static LabelRows cyclic(int rows, int each, int labels) {
    int[] offsets = new int[rows + 1];
    int[] ids = new int[rows * each];
    for (int i = 0; i < rows; i++) {
      offsets[i + 1] = (i + 1) * each;
      for (int k = 0; k < each; k++) {
        ids[i * each + k] = (i + k) % LABELS;
      }
    }
    return new LabelRows(labels, offsets, ids);
  }

  private static TrainedRankers train(
      SparseRows x, LabelRows truth, LabelRows proposed, RankerConfig config, int threads) {
    return RankerTrainer.train(
            x, LabelPairs.of(truth, proposed), config, threads, RankerProgress.SILENT)
        .orElseThrow();
  }

  @Test
  void ranksSeparableRowsWithoutFault() {
    SparseRows x = separable(600);
    LabelRows truth = cyclic(600, 1, LABELS);

    TrainedRankers trained = train(x, truth, cyclic(600, 5, LABELS), RankerConfig.defaults(3), 2);

    assertThat(trained.positives()).isEqualTo(600);
    assertThat(trained.negatives()).isEqualTo(600 * 4);
    assertThat(trained.meanIterations()).isBetween(1.0, 20.0);
    RankerScorer scorer = trained.matrix().newScorer();
    for (int row = 0; row < x.rows(); row++) {
      scorer.query(x.indices(), x.values(), x.offsets()[row], x.offsets()[row + 1]);
      for (int k = 1; k < 5; k++) {
        assertThat(scorer.score(row % LABELS)).isGreaterThan(scorer.score((row + k) % LABELS));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void isTheSameForEveryNumberOfThreads(int threads) {
    SplittableRandom random = new SplittableRandom(2);
    SparseRows x = RankProblems.rows(400, 300, 12, random);
    LabelRows truth = RankProblems.labels(400, 60, 3, random);
    LabelRows proposed = RankProblems.labels(400, 60, 9, random);

    RankerMatrix one = train(x, truth, proposed, RankerConfig.defaults(1), 1).matrix();
    RankerMatrix many = train(x, truth, proposed, RankerConfig.defaults(1), threads).matrix();

    assertThat(many.offsets()).isEqualTo(one.offsets());
    assertThat(many.gaps()).isEqualTo(one.gaps());
    assertThat(many.codes()).isEqualTo(one.codes());
    assertThat(many.levels()).isEqualTo(one.levels());
    assertThat(many.bias()).isEqualTo(one.bias());
  }

  @Test
  void weightsBelowTheThresholdAreDropped() {
    SplittableRandom random = new SplittableRandom(2);
    SparseRows x = RankProblems.rows(400, 300, 12, random);
    LabelRows truth = RankProblems.labels(400, 20, 3, random);
    LabelRows proposed = RankProblems.labels(400, 20, 9, random);

    RankerMatrix all = train(x, truth, proposed, withThreshold(0), 1).matrix();
    RankerMatrix some = train(x, truth, proposed, withThreshold(.25), 1).matrix();

    assertThat(some.nonZeros()).isPositive().isLessThan(all.nonZeros());
    for (int label = 0; label < 20; label++) {
      for (float weight : some.weights(label)) {
        assertThat(Math.abs(weight)).isGreaterThanOrEqualTo(.25f);
      }
    }
  }

  private static RankerConfig withThreshold(double threshold) {
    return new RankerConfig(1, 1, 1, threshold, 20, .1, 1);
  }

  @Test
  void labelsNeverProposedWronglyStillHaveARanker() {
    SparseRows x = separable(120);
    LabelRows nothing = new LabelRows(LABELS, new int[121], new int[0]);

    RankerMatrix matrix =
        train(x, cyclic(120, 1, LABELS), nothing, RankerConfig.defaults(1), 1).matrix();

    RankerScorer scorer = matrix.newScorer();
    scorer.query(x.indices(), x.values(), 0, 2);
    for (int label = 1; label < LABELS; label++) {
      assertThat(scorer.score(0)).isGreaterThan(scorer.score(label) + .05f);
    }
  }

  @Test
  void labelsWithoutRowsRankLast() {
    SparseRows x = separable(120);
    LabelRows truth = cyclic(120, 1, LABELS + 2);
    int[] ids = {LABELS, LABELS + 1};
    int[] offsets = new int[121];
    java.util.Arrays.fill(offsets, 1, 121, 2);

    RankerMatrix matrix =
        train(x, truth, new LabelRows(LABELS + 2, offsets, ids), RankerConfig.defaults(1), 1)
            .matrix();

    assertThat(matrix.weights(LABELS)).isEmpty();
    assertThat(matrix.bias()[LABELS]).isEqualTo(-10);
    assertThat(matrix.bias()[LABELS + 1]).isEqualTo(-10);
  }

  @Test
  void candidatesTwiceInARowCountOnceAndTrueOnesNever() {
    SparseRows x = separable(2);
    LabelRows truth = new LabelRows(3, new int[] {0, 1, 3}, new int[] {0, 1, 2});
    LabelRows proposed = new LabelRows(3, new int[] {0, 4, 7}, new int[] {1, 0, 1, 1, 0, 2, 0});

    LabelPairs pairs = LabelPairs.of(truth, proposed);

    assertThat(pairs.starts()).containsExactly(0, 2, 4, 5);
    assertThat(pairs.middles()).containsExactly(1, 3, 5);
    assertThat(pairs.rows()).containsExactly(0, 1, 1, 0, 1);
    TrainedRankers trained = train(x, truth, proposed, RankerConfig.defaults(1), 1);
    assertThat(trained.positives()).isEqualTo(3);
    assertThat(trained.negatives()).isEqualTo(2);
  }

  @Test
  void tellsProgressAndStopsWhenAsked() {
    SparseRows x = separable(600);
    LabelRows truth = cyclic(600, 1, 600);
    LabelRows proposed = cyclic(600, 3, 600);
    List<Integer> told = new ArrayList<>();

    Optional<TrainedRankers> whole =
        RankerTrainer.train(
            x,
            LabelPairs.of(truth, proposed),
            RankerConfig.defaults(1),
            2,
            new RankerProgress() {
              @Override
              public void labelsDone(int done, int total) {
                assertThat(total).isEqualTo(600);
                told.add(done);
              }
            });
    Optional<TrainedRankers> none =
        RankerTrainer.train(
            x,
            LabelPairs.of(truth, proposed),
            RankerConfig.defaults(1),
            2,
            new RankerProgress() {
              @Override
              public boolean stop() {
                return true;
              }
            });

    assertThat(whole).isPresent();
    assertThat(told).isSorted().endsWith(600).hasSize(3);
    assertThat(none).isEmpty();
  }

  @Test
  void aFailureOfTheListenerReachesTheCaller() {
    RankerProgress failing =
        new RankerProgress() {
          @Override
          public boolean stop() {
            throw new IllegalStateException("told");
          }
        };

    assertThatThrownBy(
            () ->
                RankerTrainer.train(
                    separable(60),
                    LabelPairs.of(cyclic(60, 1, LABELS), cyclic(60, 2, LABELS)),
                    RankerConfig.defaults(1),
                    3,
                    failing))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("told");
  }

  @Test
  void refusesWhatDoesNotFit() {
    SparseRows x = separable(24);
    LabelRows fit = cyclic(24, 1, LABELS);
    RankerConfig config = RankerConfig.defaults(1);

    assertThatThrownBy(() -> train(x, cyclic(23, 1, LABELS), cyclic(23, 1, LABELS), config, 1))
        .hasMessage("rows of the pairs must be 24: 23");
    assertThatThrownBy(() -> train(x, fit, cyclic(25, 1, LABELS), config, 1))
        .hasMessage("rows of proposed labels must be 24: 25");
    assertThatThrownBy(() -> train(x, fit, cyclic(24, 1, 13), config, 1))
        .hasMessage("labels of the proposals must be 12: 13");
    assertThatThrownBy(() -> train(x, fit, fit, config, 0))
        .hasMessage("threads must be at least 1: 0");
    LabelRows outside = cyclic(24, 2, LABELS);
    outside.ids()[7] = 12;
    assertThatThrownBy(() -> train(x, fit, outside, config, 1))
        .hasMessage("candidate of row 3 must be in [0, 12): 12");
    assertThatThrownBy(() -> train(x, outside, fit, config, 1))
        .hasMessage("label of row 3 must be in [0, 12): 12");
    x.values()[5] = 1e19f;
    assertThatThrownBy(() -> train(x, fit, fit, config, 1))
        .hasMessageStartingWith("squared length of row 2 must be below 1.0E20: ");
  }

  @Test
  void refusesSettingsWithoutSense() {
    assertThatThrownBy(() -> new RankerConfig(0, 1, 1, .1, 20, .1, 1))
        .hasMessage("cost must be above 0 and finite: 0.0");
    assertThatThrownBy(() -> new RankerConfig(1, Double.NaN, 1, .1, 20, .1, 1))
        .hasMessage("positiveWeight must be above 0 and finite: NaN");
    assertThatThrownBy(() -> new RankerConfig(1, 1, -1, .1, 20, .1, 1))
        .hasMessage("negativeWeight must be above 0 and finite: -1.0");
    assertThatThrownBy(() -> new RankerConfig(1, 1, 1, -.1, 20, .1, 1))
        .hasMessage("threshold must be at least 0 and finite: -0.1");
    assertThatThrownBy(() -> new RankerConfig(1, 1, 1, .1, 0, .1, 1))
        .hasMessage("maxIterations must be at least 1: 0");
    assertThatThrownBy(() -> new RankerConfig(1, 1, 1, .1, 20, 0, 1))
        .hasMessage("tolerance must be above 0 and finite: 0.0");
  }
}
