package org.sluice.deep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.active.Selection;
import org.sluice.dense.DenseExamples;

class LayerChooserTest {
  private static final int UNITS = 60;
  private final DenseExamples rows = TestData.clusters(200, 20, 4, 1);

  private DeepNetwork trained(Selection selection) {
    DeepConfig config = DeepConfig.of(2, UNITS, selection).withExecution(Execution.SPARSE, 1);
    return DeepTrainer.train(config.withRun(2, 1, 1), rows, rows, DeepListener.none()).network();
  }

  static List<Selection> searching() {
    return List.of(
        new Selection.WinnerTakeAll(0.2),
        Selection.Hashed.best(0.2),
        Selection.Hashed.published(0.2));
  }

  @ParameterizedTest
  @MethodSource("searching")
  void atItsOwnSizeItIsWhatAnswersUse(Selection selection) {
    DeepNetwork network = trained(selection);
    LayerChooser chooser = LayerChooser.of(network, 0, 12).orElseThrow();
    LayerInputs seen = new LayerInputs(network, 0);
    LayerInputs next = new LayerInputs(network, 1);
    float[] input = new float[20];
    float[] activations = new float[UNITS];
    int[] chosen = new int[UNITS];
    float[] biases = network.state().biases().getFirst();
    for (int row = 0; row < 50; row++) {
      seen.copyTo(rows, row, input, 0);
      next.copyTo(rows, row, activations, 0);
      assertThat(chooser.choose(input, 0, row, chosen)).isEqualTo(12);
      boolean[] speaks = new boolean[UNITS];
      for (int i = 0; i < 12; i++) {
        double score = biases[chosen[i]];
        for (int j = 0; j < input.length; j++) {
          score += (double) network.weight(0, j, chosen[i]) * input[j];
        }
        speaks[chosen[i]] = score > 0;
      }
      for (int unit = 0; unit < UNITS; unit++) {
        assertThat(activations[unit] > 0).as("row %d, unit %d", row, unit).isEqualTo(speaks[unit]);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("searching")
  void moreUnitsAreMore(Selection selection) {
    DeepNetwork network = trained(selection);
    float[] input = new float[20];
    int[] chosen = new int[UNITS];
    rows.copyTo(0, input, 0);
    for (int count : List.of(1, 7, 30, UNITS)) {
      int found = LayerChooser.of(network, 0, count).orElseThrow().choose(input, 0, 1, chosen);
      assertThat(found).isEqualTo(count);
      assertThat(Arrays.stream(chosen, 0, found).distinct()).hasSize(count);
    }
  }

  @Test
  void tablesAloneAreAskedWhereMoreIsLookedAt() {
    DeepNetwork best = trained(Selection.Hashed.best(0.05));
    float[] input = new float[20];
    int[] own = new int[UNITS];
    int[] blind = new int[UNITS];
    int equal = 0;
    for (int row = 0; row < 50; row++) {
      rows.copyTo(row, input, 0);
      assertThat(LayerChooser.of(best, 0, 3).orElseThrow().choose(input, 0, 1, own)).isEqualTo(3);
      assertThat(LayerChooser.blind(best, 0, 3).orElseThrow().choose(input, 0, 1, blind))
          .isEqualTo(3);
      equal += Arrays.equals(own, 0, 3, blind, 0, 3) ? 1 : 0;
    }
    assertThat(equal).isLessThan(50);
    assertThat(LayerChooser.blind(trained(Selection.Hashed.published(0.2)), 0, 3)).isEmpty();
    assertThat(LayerChooser.blind(trained(new Selection.WinnerTakeAll(0.2)), 0, 3)).isEmpty();
  }

  @Test
  void whereAllAnswerNothingIsChosen() {
    for (Selection all :
        List.of(new Selection.Full(), new Selection.Dropout(0.5), new Selection.Standout(0.3))) {
      assertThat(LayerChooser.of(trained(all), 1, 5)).isEmpty();
    }
    DeepNetwork network = trained(new Selection.WinnerTakeAll(0.2));
    assertThatThrownBy(() -> LayerChooser.of(network, 2, 5))
        .hasMessage("layer must be from 0 to 1, not 2");
    assertThatThrownBy(() -> LayerChooser.of(network, 0, 61))
        .hasMessage("wanted must be from 1 to 60, not 61");
  }

  @Test
  void untrainedIsWhatTrainingBeginsWith() {
    DeepConfig config = DeepConfig.of(2, UNITS, Selection.Hashed.published(0.2)).withRun(1, 1, 9);
    DeepNetwork[] begun = new DeepNetwork[1];
    float[][] weights = new float[1][];
    DeepListener listener =
        new DeepListener() {
          @Override
          public void start(DeepNetwork network) {
            weights[0] = TestData.weights(network);
            begun[0] = network;
          }

          @Override
          public void epoch(DeepEpoch epoch) {
            assertThat(TestData.weights(begun[0])).isNotEqualTo(weights[0]);
          }
        };
    DeepTrainer.train(config, rows, rows, listener);

    DeepNetwork untrained = DeepNetwork.untrained(config, rows);
    assertThat(TestData.weights(untrained)).containsExactly(weights[0]);
    assertThat(DeepTest.of(untrained, rows, 1).accuracy()).isBetween(0.0, 1.0);
  }
}
