package org.sluice.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.sluice.active.Selection;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.DeepListener;
import org.sluice.deep.DeepNetwork;
import org.sluice.deep.DeepTrainer;
import org.sluice.dense.DenseExamples;
import org.sluice.dense.Rectangles;

class LayerTest {
  private static final DenseExamples ROWS = new Rectangles(3, 20);
  private static final int UNITS = 12;

  private final DeepNetwork network =
      DeepTrainer.train(
              DeepConfig.of(2, UNITS, new Selection.WinnerTakeAll(.5)).withRun(1, 1, 9),
              ROWS,
              ROWS,
              DeepListener.none())
          .network();

  @Test
  void aHiddenLayerHasItsUnitsWeightsAndIsAskedWithItsInputs() {
    Layer layer = Layer.ofHidden(network, 1, ROWS, 1_000, ROWS, 5, 1);
    assertThat(layer.labels().labels()).isEqualTo(UNITS);
    float[] vector = new float[UNITS];
    for (int unit = 0; unit < UNITS; unit++) {
      layer.labels().vectors().get(unit, vector, 0);
      for (int input = 0; input < UNITS; input++) {
        assertThat(vector[input]).isEqualTo(network.weight(1, input, unit));
      }
    }
    assertThat(layer.labelled()).isFalse();
    assertThat(layer.rows()).isEqualTo(ROWS.size());
    assertThat(layer.seenRows()).isEqualTo(5);
    for (int q = 0; q < layer.rows(); q++) {
      assertThat(layer.queries()[q * (UNITS + 1) + UNITS]).isEqualTo(1);
    }
  }

  @Test
  void layersAndRowsThatAreNotThereAreRefused() {
    assertThatThrownBy(() -> Layer.ofHidden(network, 2, ROWS, 5, ROWS, 5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer must be from 0 to 1, not 2");
    assertThatThrownBy(() -> Layer.ofHidden(network, 0, ROWS, 0, ROWS, 5, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("queries must be at least one");
  }
}
