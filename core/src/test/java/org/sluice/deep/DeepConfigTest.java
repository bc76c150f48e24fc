package org.sluice.deep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.active.OperationCounts;
import org.sluice.active.Selection;
import org.sluice.config.DecayKind;
import org.sluice.config.OptimizerKind;

class DeepConfigTest {
  private static final DeepConfig GOOD = DeepConfig.of(2, 50, new Selection.WinnerTakeAll(0.1));

  private static Arguments wrong(UnaryOperator<DeepConfig> change, String message) {
    return Arguments.of(change, message);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(c -> c.withHidden(null), "hidden must be given, not null"),
        wrong(c -> c.withHidden(List.of()), "hidden must be from 1 to 16 layers, not 0"),
        wrong(c -> c.withExecution(null, 1), "execution must be given, not null"),
        wrong(c -> c.withExecution(Execution.SPARSE, 0), "batch must be from 1 to 65536, not 0"),
        wrong(
            c ->
                DeepConfig.of(1, 50, Selection.Hashed.best(0.1)).withExecution(Execution.MATRIX, 8),
            "execution must be SPARSE for a hashed layer, not MATRIX"),
        wrong(c -> c.withOptimizer(null, 0), "optimizer must be given, not null"),
        wrong(
            c -> c.withOptimizer(OptimizerKind.SGD, 1),
            "momentum must be from 0 to below 1, not 1.0"),
        wrong(
            c -> c.withOptimizer(OptimizerKind.ADAM, 0.5),
            "momentum must be 0 for ADAM, which has its own, not 0.5"),
        wrong(
            c -> c.withRate(0, DecayKind.LINEAR, 0),
            "rate must be above 0 and at most 1000, not 0.0"),
        wrong(
            c -> c.withRate(Double.NaN, DecayKind.LINEAR, 0),
            "rate must be above 0 and at most 1000, not NaN"),
        wrong(c -> c.withRate(1, null, 0), "decay must be given, not null"),
        wrong(c -> c.withRate(1, DecayKind.LINEAR, 1), "warmup must be from 0 to below 1, not 1.0"),
        wrong(c -> c.withRun(0, 1, 1), "epochs must be from 1 to 1000000, not 0"),
        wrong(c -> c.withRun(1, 0, 1), "threads must be from 1 to 256, not 0"),
        wrong(c -> c.withInputKeep(0), "inputKeep must be above 0 and at most 1, not 0.0"),
        wrong(c -> c.withWidening(0.5, 0), "widening must be from 1 to 1000, not 0.5"),
        wrong(c -> c.withWidening(2, 1.5), "narrowing must be from 0 to 1, not 1.5"),
        wrong(c -> c.withReports(true, 0, 0), "evaluateEvery must be at least 1, not 0"),
        wrong(
            c -> c.withReports(true, 1, -1), "recordedExamples must be from 0 to 100000, not -1"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void wrongSettingsAreNamed(UnaryOperator<DeepConfig> change, String message) {
    assertThatThrownBy(() -> change.apply(GOOD))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void layersAreChecked() {
    assertThatThrownBy(() -> new HiddenLayer(0, new Selection.Full()))
        .hasMessage("units must be from 1 to 1000000, not 0");
    assertThatThrownBy(() -> new HiddenLayer(5, null))
        .hasMessage("selection must be given, not null");
  }

  @Test
  void widthsThatNeedTooManyWeightsAreRefused() {
    DeepConfig wide = DeepConfig.of(2, 1_000_000, new Selection.WinnerTakeAll(0.1));
    assertThatThrownBy(() -> new DeepNetwork(wide, TestData.clusters(2, 4000, 2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("below 2^31 weights a layer");
  }

  @Test
  void batchesThatNeedTooManyActivationsAreRefused() {
    DeepConfig wide = DeepConfig.of(1, 40_000, new Selection.Full());
    DeepNetwork network = new DeepNetwork(wide, TestData.clusters(2, 1, 2, 1));
    OperationCounts counts = new OperationCounts(network.layers());
    assertThatThrownBy(() -> new MatrixPass(network, counts, 65_536))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("batch must be at most 53687 where a layer has 40000 units, not 65536");
  }

  @Test
  void ratesFollowTheirCourse() {
    RateCourse course = new RateCourse(2, DecayKind.LINEAR, 0.1, 100);
    assertThat(course.at(0)).isLessThan(course.at(5));
    assertThat(course.at(10)).isEqualTo(2);
    assertThat(course.at(55)).isEqualTo(1);
    assertThat(new RateCourse(2, DecayKind.COSINE, 0, 100).at(50))
        .isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6f));
    assertThat(new RateCourse(2, DecayKind.CONSTANT, 0, 100).at(99)).isEqualTo(2);
  }
}
