package org.sluice.deep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.active.Selection;
import org.sluice.config.DecayKind;
import org.sluice.config.OptimizerKind;
import org.sluice.dense.DenseExamples;

class RestoreTest {
  private static final DenseExamples ROWS = TestData.clusters(300, 30, 4, 1);

  /** Hashing in the first, a middle, the last and no layer: seeds are those of training. */
  static Stream<List<Selection>> selections() {
    Selection full = new Selection.Full();
    Selection standout = new Selection.Standout(0.4);
    Selection best = Selection.Hashed.best(0.3);
    Selection published = Selection.Hashed.published(0.3);
    return Stream.of(
        List.of(best, full, standout),
        List.of(full, published, full),
        List.of(standout, full, best),
        List.of(published, best, published),
        List.of(full, standout, full));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void aRestoredNetworkAnswersAlikeAndIsNotTrained(List<Selection> selections) {
    DeepConfig config =
        DeepConfig.of(1, 40, new Selection.Full())
            .withExecution(Execution.SPARSE, 1)
            .withHidden(selections.stream().map(s -> new HiddenLayer(40, s)).toList())
            .withOptimizer(OptimizerKind.ADAM, 0)
            .withRate(0.001, DecayKind.CONSTANT, 0)
            .withRun(2, 1, 5);
    DeepNetwork trained = DeepTrainer.train(config, ROWS, ROWS, DeepListener.none()).network();
    trained.settle(1);

    DeepNetwork restored = DeepNetwork.restore(config, trained.state(), 1);

    assertThat(TestData.weights(restored)).isEqualTo(TestData.weights(trained));
    DeepPredictor before = trained.newPredictor();
    DeepPredictor after = restored.newPredictor();
    for (int row = 0; row < ROWS.size(); row++) {
      assertThat(after.predict(ROWS, row)).isEqualTo(before.predict(ROWS, row));
      assertThat(after.scores()).isEqualTo(before.scores());
    }
    for (int l = 0; l < restored.layers(); l++) {
      DeepLayer layer = restored.layer(l);
      float[] gradient = new float[layer.matrix.weights.length];
      assertThatThrownBy(() -> layer.weightSteps.step(gradient, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("a network that was restored for answers is not trained");
      assertThatThrownBy(() -> layer.biasSteps.step(0, new int[1], 1, 1, gradient, 1))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
