package org.sluice.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.sluice.config.TrainingConfig;
import org.sluice.data.SparseDataset;
import org.sluice.model.Model;
import org.sluice.nn.Network;
import org.sluice.train.SmallData;
import org.sluice.train.Trainer;
import org.sluice.train.TrainingListener;

class PredictorTest {
  private static final SparseDataset DATA = SmallData.learnable(800, 150, 3, 4);
  private static final Model MODEL = train("softmax");

  private static Model train(String loss) {
    TrainingConfig config =
        Trainer.defaults(DATA)
            .with(Map.of("hidden", 20, "epochs", 3, "threads", 1, "loss", loss, "rank", false));
    return Trainer.train(DATA, config, TrainingListener.SILENT);
  }

  @AfterAll
  static void close() {
    MODEL.close();
  }

  /** The network's scores by plain loops. */
  private static double[] scores(Model model, int[] indices, float[] values) {
    Network network = model.network();
    int width = network.shape().lastWidth();
    double norm = 0;
    for (float value : values) {
      norm += value * value;
    }
    double[] hidden = new double[width];
    float[] row = new float[width];
    for (int j = 0; j < width; j++) {
      hidden[j] = network.input().biases()[j];
    }
    for (int i = 0; i < indices.length; i++) {
      network.input().weights().get(indices[i], row, 0);
      for (int j = 0; j < width; j++) {
        hidden[j] += row[j] * values[i] / Math.sqrt(norm);
      }
    }
    double[] scores = new double[network.shape().labels()];
    for (int label = 0; label < scores.length; label++) {
      network.output().weights().get(label, row, 0);
      scores[label] = network.output().biases()[label];
      for (int j = 0; j < width; j++) {
        scores[label] += row[j] * hidden[j];
      }
    }
    return scores;
  }

  @Test
  void answersAreTheSoftmaxOfPlainLoops() {
    int[] indices = {3, 4, 460};
    float[] values = {1, 2, 0.5f};
    double[] scores = scores(MODEL, indices, values);
    double sum = 0;
    List<Integer> order = new ArrayList<>();
    for (int label = 0; label < scores.length; label++) {
      sum += Math.exp(scores[label]);
      order.add(label);
    }
    order.sort(Comparator.comparingDouble(label -> -scores[label]));
    List<Prediction> all = new Predictor(MODEL).predict(indices, values, 1_000);
    assertThat(all).hasSize(150);
    double total = 0;
    for (int place = 0; place < all.size(); place++) {
      Prediction prediction = all.get(place);
      total += prediction.score();
      assertThat((double) prediction.score())
          .isCloseTo(Math.exp(scores[prediction.label()]) / sum, offset(1e-5));
      if (place < 5) {
        assertThat(prediction.label()).isEqualTo(order.get(place));
        assertThat(prediction.name()).isEqualTo("label " + order.get(place));
      }
    }
    assertThat(total).isCloseTo(1, offset(1e-4));
  }

  @Test
  void logisticScoresAreProbabilitiesOfTheirOwn() {
    try (Model model = train("logistic")) {
      int[] indices = {3, 4};
      float[] values = {1, 1};
      double[] scores = scores(model, indices, values);
      for (Prediction prediction : new Predictor(model).predict(indices, values, 5)) {
        assertThat((double) prediction.score())
            .isCloseTo(1 / (1 + Math.exp(-scores[prediction.label()])), offset(1e-5));
      }
    }
  }

  @Test
  void batchesAndSingleRowsAgree() {
    Predictor predictor = new Predictor(MODEL);
    int[] ids = predictor.topIds(DATA, 3, 2);
    for (int row = 0; row < DATA.rows(); row += 37) {
      int from = DATA.features().offsets()[row];
      int to = DATA.features().offsets()[row + 1];
      List<Prediction> one =
          predictor.predict(
              java.util.Arrays.copyOfRange(DATA.features().indices(), from, to),
              java.util.Arrays.copyOfRange(DATA.features().values(), from, to),
              3);
      assertThat(ids[row * 3]).isEqualTo(one.getFirst().label());
    }
  }

  @Test
  void fewAnswersAreTheFirstOfMany() {
    TrainingConfig config =
        Trainer.defaults(DATA).with(Map.of("hidden", 20, "epochs", 3, "threads", 1));
    try (Model model = Trainer.train(DATA, config, TrainingListener.SILENT)) {
      assertThat(model.ranking().get().neighbours()).isPresent();
      Predictor few = new Predictor(model);
      Predictor many = new Predictor(model);
      int most = many.mostAboveThreshold();
      for (int row = 0; row < 200; row++) {
        int from = DATA.features().offsets()[row];
        int to = DATA.features().offsets()[row + 1];
        int[] indices = Arrays.copyOfRange(DATA.features().indices(), from, to);
        float[] values = Arrays.copyOfRange(DATA.features().values(), from, to);
        List<Prediction> all = many.predict(indices, values, most);
        for (int k : new int[] {1, 3, 8}) {
          assertThat(few.predict(indices, values, k)).isEqualTo(all.subList(0, k));
        }
      }
    }
  }

  @Test
  void wrongInputIsNamed() {
    Predictor predictor = new Predictor(MODEL);
    assertThatThrownBy(() -> predictor.predict(new int[] {5, 5}, new float[2], 1))
        .hasMessage("features must rise: 5 after 5");
    assertThatThrownBy(() -> predictor.predict(new int[] {500}, new float[1], 1))
        .hasMessage("feature must be from 0 to below 500: 500");
    assertThatThrownBy(() -> predictor.predict(new int[] {-1}, new float[1], 1))
        .hasMessage("feature must be from 0 to below 500: -1");
    assertThatThrownBy(() -> predictor.predict(new int[] {1}, new float[] {Float.NaN}, 1))
        .hasMessage("value of feature 1 must be finite: NaN");
    assertThatThrownBy(() -> predictor.predict(new int[] {1}, new float[2], 1))
        .hasMessage("values must be as many as indices (1): 2");
    assertThatThrownBy(() -> predictor.predict(new int[] {1}, new float[1], 0))
        .hasMessage("k must be at least 1: 0");
    assertThatThrownBy(() -> predictor.predict("words", 1))
        .hasMessageContaining("the model was trained on features, not on text");
  }
}
