package org.sluice.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.data.LabelRows;
import org.sluice.data.SparseDataset;
import org.sluice.metric.Propensity;
import org.sluice.model.Model;
import org.sluice.train.SmallData;
import org.sluice.train.Trainer;
import org.sluice.train.TrainingListener;

class RareLabelsTest {
  /** Rows of labels of which some are many times as frequent as others. */
  private static final SparseDataset DATA = skewed();

  private static SparseDataset skewed() {
    SparseDataset even = SmallData.learnable(1500, 60, 8, 9);
    LabelRows labels = even.labels();
    int[] rows =
        java.util.stream.IntStream.range(0, even.rows())
            .filter(row -> labels.ids()[row] % 4 > 0 || row % 10 == 0)
            .toArray();
    return even.select(rows);
  }

  private static Model train(String loss, boolean rank) {
    return Trainer.train(
        DATA,
        Trainer.defaults(DATA)
            .with(Map.of("hidden", 8, "epochs", 2, "threads", 1, "loss", loss, "rank", rank)),
        TrainingListener.SILENT);
  }

  @ParameterizedTest
  @CsvSource({"softmax,false", "logistic,false", "softmax,true"})
  void labelsAreOrderedByExpectedGainAndKeepTheirProbabilities(String loss, boolean rank) {
    try (Model model = train(loss, rank)) {
      int[] frequencies = model.labelFrequencies();
      int all = new Predictor(model).mostAboveThreshold();
      for (double strength : new double[] {0, 0.5, 1}) {
        Predictor plain = new Predictor(model);
        Predictor rare = new Predictor(model, new RareLabels(strength, Propensity.AMAZON));
        for (int row = 0; row < 40; row++) {
          Map<Integer, Float> probabilities = new HashMap<>();
          // All labels: the favoured ones need not be among the most probable.
          ask(plain, row, model.dictionary().size())
              .forEach(p -> probabilities.put(p.label(), p.score()));
          List<Prediction> answers = ask(rare, row, all);
          assertThat(answers).hasSize(all);
          for (Prediction answer : answers) {
            assertThat(answer.score()).isCloseTo(probabilities.get(answer.label()), offset(2e-6f));
          }
          assertThat(answers)
              .isSortedAccordingTo(
                  Comparator.comparingDouble(
                      (Prediction answer) ->
                          -Math.round(1e4 * Math.log(gain(answer, frequencies, model, strength)))));
        }
      }
    }
  }

  private static double gain(Prediction answer, int[] frequencies, Model model, double strength) {
    double inverse = Propensity.AMAZON.inverse(frequencies[answer.label()], model.trainingRows());
    return answer.score() * Math.pow(inverse, strength);
  }

  private static List<Prediction> ask(Predictor predictor, int row, int k) {
    int from = DATA.features().offsets()[row];
    int to = DATA.features().offsets()[row + 1];
    return predictor.predict(
        Arrays.copyOfRange(DATA.features().indices(), from, to),
        Arrays.copyOfRange(DATA.features().values(), from, to),
        k);
  }

  @Test
  void theSettingIsKeptInTheModel() {
    try (Model model =
        Trainer.train(
            DATA,
            Trainer.defaults(DATA)
                .with(Map.of("hidden", 8, "epochs", 1, "threads", 1, "propensity", 0.7)),
            TrainingListener.SILENT)) {
      RareLabels rare = new RareLabels(0.7, Propensity.DEFAULT);
      assertThat(RareLabels.of(model)).isEqualTo(rare);
      assertThat(new Predictor(model).topIds(DATA, 5, 2))
          .isEqualTo(new Predictor(model, rare).topIds(DATA, 5, 1))
          .isNotEqualTo(
              new Predictor(model, new RareLabels(0, Propensity.DEFAULT)).topIds(DATA, 5, 1));
    }
  }

  @Test
  void assessmentsAgreeWithSingleAnswers() {
    try (Model model = train("softmax", true)) {
      Predictor predictor = new Predictor(model);
      Assessment assessment = predictor.assess(DATA, 5, 2, Propensity.DEFAULT);
      assertThat(assessment.first().answers()).isEqualTo(DATA.rows());
      assertThat(assessment.firstFive().answers()).isEqualTo(5 * DATA.rows());
      double right = 0;
      double given = 0;
      for (int row = 0; row < DATA.rows(); row++) {
        for (Prediction answer : ask(predictor, row, predictor.mostAboveThreshold())) {
          if (answer.score() >= 0.3f) {
            given++;
            right += DATA.labels().has(row, answer.label()) ? 1 : 0;
          }
        }
      }
      assertThat(assessment.thresholds().at(0.3f).labelsPerRow())
          .isCloseTo(given / DATA.rows(), offset(1e-9));
      assertThat(assessment.thresholds().at(0.3f).precision())
          .isCloseTo(right / given, offset(1e-9));
    }
  }

  @Test
  void strengthIsAShare() {
    assertThatThrownBy(() -> new RareLabels(1.5, Propensity.DEFAULT))
        .hasMessage("strength must be from 0 to 1: 1.5");
  }
}
