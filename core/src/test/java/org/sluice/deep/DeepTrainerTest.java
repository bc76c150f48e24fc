package org.sluice.deep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.active.OperationKind;
import org.sluice.active.Selection;
import org.sluice.config.DecayKind;
import org.sluice.config.OptimizerKind;
import org.sluice.dense.ArrayExamples;
import org.sluice.dense.DenseExamples;

class DeepTrainerTest {
  private final DenseExamples train = TestData.clusters(600, 20, 4, 1);
  private final DenseExamples test = TestData.clusters(200, 20, 4, 2);

  static Stream<Selection> selections() {
    return Stream.of(
        new Selection.Full(),
        new Selection.Dropout(0.5),
        new Selection.Standout(0.3),
        new Selection.WinnerTakeAll(0.1),
        queries(),
        Selection.Hashed.best(0.1));
  }

  private static Selection queries() {
    return new Selection.Hashed(
        0.1,
        0.4,
        0.5,
        org.sluice.config.HashKind.SIMHASH,
        4,
        5,
        1,
        Selection.Filling.QUERIES,
        0.4,
        200,
        0);
  }

  private DeepResult train(DeepConfig config) {
    return DeepTrainer.train(config, train, test, DeepListener.none());
  }

  private static DeepConfig small(Selection selection) {
    return DeepConfig.of(2, 60, selection)
        .withExecution(Execution.SPARSE, 1)
        .withOptimizer(OptimizerKind.SGD, 0)
        .withRate(0.02, DecayKind.LINEAR, 0)
        .withRun(6, 1, 1)
        .withReports(true, 1, 0);
  }

  @ParameterizedTest
  @MethodSource("selections")
  void everySelectionLearns(Selection selection) {
    DeepResult result = train(small(selection));
    assertThat(result.testAccuracy()).isGreaterThan(0.93);
    assertThat(result.epochs()).hasSize(6);
    assertThat(result.epochs().getLast().loss()).isLessThan(result.epochs().getFirst().loss());
    for (double share : result.epochs().getLast().activeShare()) {
      assertThat(share).isCloseTo(selection.share(), Offset.offset(0.05));
    }
    for (double found : result.epochs().getLast().winnersFound()) {
      assertThat(found).isBetween(0.3, 1.0);
    }
  }

  @ParameterizedTest
  @MethodSource("selections")
  void oneSeedMakesOneModel(Selection selection) {
    DeepConfig config = small(selection).withRun(2, 1, 7).withInputKeep(0.9);
    float[] first = TestData.weights(train(config).network());
    assertThat(TestData.weights(train(config).network())).containsExactly(first);
    assertThat(TestData.weights(train(config.withRun(2, 1, 8)).network())).isNotEqualTo(first);
  }

  @ParameterizedTest
  @MethodSource("selections")
  void twoThreadsLearnToo(Selection selection) {
    assertThat(train(small(selection).withRun(6, 2, 1)).testAccuracy()).isGreaterThan(0.93);
  }

  @Test
  void matricesLearnWithEverySelectionThatKnowsAll() {
    for (Selection selection :
        List.of(
            new Selection.Full(),
            new Selection.Dropout(0.5),
            new Selection.Standout(0.3),
            new Selection.WinnerTakeAll(0.1))) {
      DeepConfig config =
          small(selection)
              .withExecution(Execution.MATRIX, 16)
              .withOptimizer(OptimizerKind.SGD, 0.9)
              .withRate(0.05, DecayKind.COSINE, 0.1)
              .withRun(8, 1, 1);
      assertThat(train(config).testAccuracy()).as("%s", selection).isGreaterThan(0.93);
    }
  }

  @Test
  void layersNarrowToTheirShare() {
    for (Selection selection :
        List.of(new Selection.WinnerTakeAll(0.1), Selection.Hashed.best(0.1))) {
      DeepResult result = train(small(selection).withWidening(5, 0.5));
      List<DeepEpoch> epochs = result.epochs();
      // Six epochs: in the first the share falls from 5 times to 11 / 3 times, in the third to one.
      assertThat(epochs.get(0).activeShare().getFirst()).isCloseTo(0.433, Offset.offset(0.02));
      assertThat(epochs.get(2).activeShare().getFirst()).isCloseTo(0.167, Offset.offset(0.02));
      assertThat(epochs.get(3).activeShare().getFirst()).isCloseTo(0.1, Offset.offset(1e-6));
      assertThat(result.testAccuracy()).isGreaterThan(0.93);
    }
  }

  @Test
  void everyOptimizerLearns() {
    for (OptimizerKind kind : OptimizerKind.values()) {
      for (Execution execution : Execution.values()) {
        DeepConfig config =
            small(new Selection.WinnerTakeAll(0.2))
                .withExecution(execution, execution == Execution.SPARSE ? 1 : 16)
                .withOptimizer(kind, kind == OptimizerKind.SGD ? 0.9 : 0)
                .withRate(kind == OptimizerKind.ADAM ? 0.001 : 0.01, DecayKind.LINEAR, 0);
        assertThat(train(config).testAccuracy()).as("%s %s", kind, execution).isGreaterThan(0.9);
      }
    }
  }

  @Test
  void sparseEqualsMatrixWhenAllAreActive() {
    DeepConfig config = small(new Selection.Full()).withExecution(Execution.MATRIX, 8);
    float[] dense = TestData.weights(train(config.withRun(2, 1, 1)).network());
    for (Selection selection :
        List.of(
            new Selection.Full(),
            new Selection.WinnerTakeAll(1),
            Selection.Hashed.best(1),
            new Selection.Dropout(1))) {
      DeepConfig all = small(selection).withExecution(Execution.SPARSE, 8).withRun(2, 1, 1);
      DeepNetwork start = new DeepNetwork(small(new Selection.Full()).withRun(2, 1, 1), train);
      // Where initial weights agree, so must those that are learned.
      if (!java.util.Arrays.equals(
          TestData.weights(start), TestData.weights(new DeepNetwork(all, train)))) {
        throw new AssertionError("other initial weights for " + selection);
      }
      assertThat(TestData.weights(train(all).network()))
          .as("%s", selection)
          .usingComparatorWithPrecision(2e-4f)
          .containsExactly(dense);
    }
  }

  @Test
  void operationsAreThoseOfAHandCount() {
    // 3 of 4 inputs are not 0; 2 of 10 units, then 2 of 20; 2 classes; biases make all speak.
    DenseExamples one = new ArrayExamples(new float[] {1, 0, 2, 1}, new int[] {1}, 4, 2);
    DeepConfig config =
        DeepConfig.of(1, 1, new Selection.WinnerTakeAll(0.2))
            .withHidden(
                List.of(
                    new HiddenLayer(10, new Selection.WinnerTakeAll(0.2)),
                    new HiddenLayer(20, new Selection.WinnerTakeAll(0.1))))
            .withWidening(1, 0)
            .withRun(1, 1, 3)
            .withReports(true, 1, 1);
    DeepResult result = DeepTrainer.train(config, one, one, DeepListener.none());
    OperationReport report = result.epochs().getFirst().operations();
    List<int[]> sets = result.activeSets().getFirst().sets();
    assertThat(sets.get(1)).hasSize(2);
    assertThat(sets.get(2)).hasSize(2);
    assertThat(report.layers()).isEqualTo(3);
    assertThat(report.nonZero(0, OperationKind.FORWARD)).isEqualTo(2 * 3);
    assertThat(report.all(0, OperationKind.FORWARD)).isEqualTo(2 * 4);
    assertThat(report.nonZero(0, OperationKind.SELECTION)).isEqualTo(8 * 3);
    assertThat(report.all(0, OperationKind.SELECTION)).isEqualTo(8 * 4);
    assertThat(report.nonZero(0, OperationKind.UPDATE)).isEqualTo(2 * 3);
    assertThat(report.nonZero(0, OperationKind.BACKWARD)).isZero();
    assertThat(report.nonZero(1, OperationKind.FORWARD)).isEqualTo(2 * 2);
    assertThat(report.nonZero(1, OperationKind.SELECTION)).isEqualTo(18 * 2);
    assertThat(report.nonZero(1, OperationKind.BACKWARD)).isEqualTo(2 * 2);
    assertThat(report.nonZero(1, OperationKind.UPDATE)).isEqualTo(2 * 2);
    assertThat(report.nonZero(2, OperationKind.FORWARD)).isEqualTo(2 * 2);
    assertThat(report.nonZero(2, OperationKind.BACKWARD)).isEqualTo(2 * 2);
    assertThat(report.nonZero(2, OperationKind.UPDATE)).isEqualTo(2 * 2);
    double nonZero = 6 + 24 + 6 + 4 + 36 + 4 + 4 + 3 * 4;
    assertThat(report.totalNonZero()).isEqualTo(nonZero);
    assertThat(report.denseNonZero()).isEqualTo(2 * 3 * 10 + 3 * 200 + 3 * 40);
    assertThat(report.denseAll()).isEqualTo(2 * 4 * 10 + 3 * 200 + 3 * 40);
    assertThat(report.shareNonZero()).isEqualTo(nonZero / 780);
    assertThat(report.byKindAll().get(OperationKind.SELECTION)).isEqualTo(8 * 4 + 36);
  }

  @Test
  void hashedOperationsAreThoseOfAHandCount() {
    // 2 of 40 units of 8 proposed, K = 3, L = 2, weights hashed once.
    DenseExamples one = new ArrayExamples(new float[] {1, 0, 2, 1}, new int[] {1}, 4, 2);
    Selection hashed =
        new Selection.Hashed(
            0.05,
            0.2,
            0.2,
            org.sluice.config.HashKind.SIMHASH,
            3,
            2,
            1,
            Selection.Filling.WEIGHTS,
            0.2,
            10,
            0);
    DeepConfig config =
        DeepConfig.of(1, 40, hashed).withWidening(1, 0).withRun(1, 1, 1).withReports(true, 1, 0);
    OperationReport report =
        DeepTrainer.train(config, one, one, DeepListener.none()).epochs().getFirst().operations();
    assertThat(report.nonZero(0, OperationKind.HASHING)).isEqualTo(6 * 3);
    assertThat(report.nonZero(0, OperationKind.SELECTION)).isEqualTo(6 * 3);
    assertThat(report.nonZero(0, OperationKind.FORWARD)).isEqualTo(2 * 3);
    assertThat(report.nonZero(0, OperationKind.REBUILD)).isEqualTo(6 * 40 * 4);
    DeepConfig answers =
        config.withHidden(
            List.of(
                new HiddenLayer(
                    40,
                    new Selection.Hashed(
                        0.05,
                        0.2,
                        0.2,
                        org.sluice.config.HashKind.SIMHASH,
                        3,
                        2,
                        1,
                        Selection.Filling.ANSWERS,
                        0.2,
                        10,
                        0))));
    report =
        DeepTrainer.train(answers, one, one, DeepListener.none()).epochs().getFirst().operations();
    // Some inputs of each projection; a value of each unit in each table; then the first examples
    // compute all units, whose errors go into two tables.
    assertThat(report.nonZero(0, OperationKind.HASHING))
        .isBetween(2.0 * 40 + 40 * 3, 6.0 * 3 + 2 * 40 + 40 * 3);
    assertThat(report.nonZero(0, OperationKind.SELECTION)).isEqualTo(38 * 3);
  }

  @Test
  void matrixOperationsAreDense() {
    DeepConfig config =
        small(new Selection.Dropout(0.5)).withExecution(Execution.MATRIX, 16).withRun(1, 1, 1);
    OperationReport report = train(config).epochs().getFirst().operations();
    assertThat(report.shareAll()).isEqualTo(1);
    assertThat(report.shareNonZero()).isCloseTo(1, Offset.offset(1e-9));
  }

  @Test
  void operationsAreToldOnlyWhenAskedFor() {
    DeepConfig config = small(new Selection.Full()).withRun(3, 1, 1).withReports(false, 2, 0);
    List<DeepEpoch> epochs = new ArrayList<>();
    DeepTrainer.train(config, train, test, epochs::add);
    assertThat(epochs).extracting(DeepEpoch::operations).containsOnlyNulls();
    assertThat(epochs.get(0).testAccuracy()).isNaN();
    assertThat(epochs.get(1).testAccuracy()).isBetween(0.0, 1.0);
    assertThat(epochs.get(2).testAccuracy()).isBetween(0.0, 1.0);
  }

  @Test
  void predictorsAgreeWithTheTest() {
    DeepResult result = train(small(Selection.Hashed.best(0.1)));
    DeepPredictor predictor = result.network().newPredictor();
    float[] row = new float[21];
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      test.copyTo(i, row, 1);
      int label = predictor.predict(row, 1);
      assertThat(predictor.scores()[label]).isEqualTo(max(predictor.scores()));
      right += label == test.label(i) ? 1 : 0;
    }
    assertThat(right / 200.0).isEqualTo(result.testAccuracy());
  }

  private static float max(float[] values) {
    float most = values[0];
    for (float value : values) {
      most = Math.max(most, value);
    }
    return most;
  }

  @Test
  void divergingIsSaid() {
    DeepConfig config = small(new Selection.Full()).withRate(1000, DecayKind.CONSTANT, 0);
    assertThatThrownBy(() -> train(config))
        .isInstanceOf(DivergedException.class)
        .hasMessage(
            "training diverged in epoch 1: the loss is not finite; rate 1000.0 is too large");
  }

  @Test
  void setsMustFit() {
    assertThatThrownBy(
            () ->
                DeepTrainer.train(
                    small(new Selection.Full()),
                    train,
                    TestData.clusters(5, 19, 4, 1),
                    DeepListener.none()))
        .hasMessage("test width must be 20, not 19");
    assertThatThrownBy(
            () ->
                DeepTrainer.train(
                    small(new Selection.Full()),
                    train,
                    TestData.clusters(5, 20, 3, 1),
                    DeepListener.none()))
        .hasMessage("test classes must be 4, not 3");
  }
}
