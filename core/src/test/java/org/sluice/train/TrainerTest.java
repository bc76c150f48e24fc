package org.sluice.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.config.TrainingConfig;
import org.sluice.data.LabelDictionary;
import org.sluice.data.LabelRows;
import org.sluice.data.SparseDataset;
import org.sluice.data.SparseRows;
import org.sluice.data.TextDataset;
import org.sluice.metric.Propensity;
import org.sluice.model.Model;
import org.sluice.nn.LayerParameters;
import org.sluice.predict.Prediction;
import org.sluice.predict.Predictor;

class TrainerTest {
  private static final SparseDataset TRAIN = SmallData.learnable(3_000, 300, 3, 1);
  private static final SparseDataset TEST = SmallData.learnable(500, 300, 3, 2);

  private static TrainingConfig config(Map<String, Object> changes) {
    Map<String, Object> all =
        new HashMap<>(
            Map.of(
                "hidden",
                32,
                "epochs",
                6,
                "threads",
                1,
                "activeSize",
                96,
                "k",
                4,
                "l",
                20,
                "batchSize",
                32,
                "inputRate",
                0.02,
                "outputRate",
                0.02,
                "dropout",
                0));
    all.put("rank", false);
    all.putAll(changes);
    return Trainer.defaults(TRAIN).with(all);
  }

  private static double precision(Model model) {
    return new Predictor(model).evaluate(TEST, 5, 1, Propensity.DEFAULT).precision(1);
  }

  @ParameterizedTest
  @CsvSource({
    "pooled, mixed, softmax, adam, fast-simhash, top-k",
    "pooled, hashed, softmax, adam, fast-simhash, top-k",
    "pooled, uniform, softmax, adam, fast-simhash, top-k",
    "pooled, mixed, logistic, adam, fast-simhash, top-k",
    "pooled, mixed, softmax, adagrad, fast-simhash, top-k",
    "pooled, mixed, softmax, adam, simhash, top-k",
    "pooled, mixed, softmax, adam, dwta, threshold",
    "pooled, mixed, softmax, adam, wta, top-k",
    "pooled, mixed, softmax, adam, simple-alsh, top-k",
    "pooled, mixed, softmax, adam, sign-alsh, top-k",
    "example, hashed, softmax, adam, fast-simhash, vanilla",
    "example, mixed, softmax, adam, simhash, top-k",
    "example, mixed, logistic, adam, dwta, threshold",
  })
  void everyWayOfTrainingLearns(
      String mode, String negatives, String loss, String optimizer, String family, String select) {
    TrainingConfig config =
        config(
            Map.of(
                "activeMode",
                mode,
                "negatives",
                negatives,
                "loss",
                loss,
                "optimizer",
                optimizer,
                "hashFamily",
                family,
                "selection",
                select,
                "k",
                family.endsWith("wta") ? 2 : 4));
    if (optimizer.equals("adagrad")) {
      config = config.with(Map.of("inputRate", 0.1, "outputRate", 0.1));
    }
    try (Model model = Trainer.train(TRAIN, config, TrainingListener.SILENT)) {
      // Logistic loss without a weight for what was left out is the slower learner.
      assertThat(precision(model)).isGreaterThan(loss.equals("logistic") ? 0.75 : 0.9);
    }
  }

  @Test
  void learnsWithSeveralProbesAndBySeenChanges() {
    TrainingConfig config =
        config(
            Map.of("hashFamily", "simhash", "rehash", "changed", "probes", 3, "rebuildAfter", 2));
    try (Model model = Trainer.train(TRAIN, config, TrainingListener.SILENT)) {
      assertThat(precision(model)).isGreaterThan(0.9);
    }
  }

  @ParameterizedTest
  @CsvSource({"fast-simhash", "dwta"})
  void whereNothingCanBeKeptTheEngineHashesAll(String family) {
    Map<String, Object> changes =
        Map.of("hashFamily", family, "k", 3, "activeSize", 8, "epochs", 2, "rebuildAfter", 2);
    TrainingConfig all = config(changes);
    assertThat(fingerprint(all.with(Map.of("rehash", "auto")))).isEqualTo(fingerprint(all));
  }

  @ParameterizedTest
  @CsvSource({"'32,24', relu, 0.1", "'24,24,24', linear, 0"})
  void deepNetworksLearn(String hidden, String activation, double dropout) {
    Map<String, Object> changes =
        Map.of(
            "hidden",
            hidden,
            "activation",
            activation,
            "dropout",
            dropout,
            "epochs",
            10,
            "hiddenRate",
            0.005,
            "warmup",
            0.1,
            "decay",
            "cosine");
    try (Model model = Trainer.train(TRAIN, config(changes), TrainingListener.SILENT)) {
      assertThat(precision(model)).isGreaterThan(0.8);
    }
  }

  @ParameterizedTest
  @CsvSource({"pooled, mixed", "example, hashed", "pooled, uniform"})
  void oneThreadRepeatsBitForBit(String mode, String negatives) {
    Map<String, Object> changes =
        Map.of("activeMode", mode, "negatives", negatives, "epochs", 2, "dropout", 0.2);
    int first = fingerprint(config(changes));
    assertThat(fingerprint(config(changes))).isEqualTo(first);
    assertThat(fingerprint(config(changes).with(Map.of("seed", 2)))).isNotEqualTo(first);
  }

  private static int fingerprint(TrainingConfig config) {
    try (Model model = Trainer.train(TRAIN, config, TrainingListener.SILENT)) {
      int hash = 0;
      for (LayerParameters layer : List.of(model.network().input(), model.network().output())) {
        hash = 31 * hash + Arrays.hashCode(layer.biases());
        float[] all = layer.weights().segment().toArray(ValueLayout.JAVA_FLOAT);
        hash = 31 * hash + Arrays.hashCode(all);
      }
      return hash;
    }
  }

  @Test
  void twoThreadsLearnAsWell() {
    try (Model model =
        Trainer.train(TRAIN, config(Map.of("threads", 2)), TrainingListener.SILENT)) {
      assertThat(precision(model)).isGreaterThan(0.9);
    }
  }

  @Test
  void listenerHearsOfTheRun() {
    List<EpochReport> reports = new ArrayList<>();
    List<Rebuild> rebuilds = new ArrayList<>();
    List<Progress> looks = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochFinished(EpochReport report) {
            reports.add(report);
          }

          @Override
          public void rebuilt(Rebuild rebuild) {
            rebuilds.add(rebuild);
          }

          @Override
          public void progress(Progress progress) {
            looks.add(progress);
          }
        };
    Map<String, Object> changes =
        Map.of("validationShare", 0.1, "rebuildAfter", 50, "rebuildGrowth", 0, "epochs", 4);
    try (Model model = Trainer.train(TRAIN, config(changes), listener)) {
      // 2,700 rows in batches of 32 are 85 batches an epoch, 340 in all: rebuilt at 0, 50, .. 300.
      assertThat(rebuilds)
          .extracting(Rebuild::step)
          .containsExactly(0L, 50L, 100L, 150L, 200L, 250L, 300L);
      assertThat(reports).hasSize(4);
      assertThat(reports.getLast().meanLoss()).isLessThan(reports.getFirst().meanLoss());
      assertThat(reports.getLast().validation().get("P@1")).isGreaterThan(0.8);
      assertThat(looks.getLast().rowsDone()).isEqualTo(4 * 2_700);
      assertThat(looks.getLast().rowsTotal()).isEqualTo(4 * 2_700);
      assertThat(model.trainingRows()).isEqualTo(2_700);
    }
  }

  @Test
  void eachEpochShowsTheModelAsItIs() {
    List<Integer> epochs = new ArrayList<>();
    List<Double> precisions = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochModel(int epoch, Supplier<Model> model) {
            epochs.add(epoch);
            precisions.add(precision(model.get()));
          }
        };
    Map<String, Object> changes = Map.of("epochs", 4, "rank", false, "storedWeights", "float32");
    try (Model model = Trainer.train(TRAIN, config(changes), listener)) {
      assertThat(epochs).containsExactly(1, 2, 3, 4);
      assertThat(precisions.getLast()).isEqualTo(precision(model));
      assertThat(precisions.getFirst()).isLessThan(precisions.getLast());
    }
  }

  @Test
  void earlyStopEndsWithTheBestEpoch() {
    List<EpochReport> reports = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochFinished(EpochReport report) {
            reports.add(report);
          }
        };
    Map<String, Object> changes =
        Map.of("patience", 2, "epochs", 60, "decay", "constant", "inputRate", 0.05);
    try (Model model = Trainer.train(TRAIN, Optional.of(TEST), config(changes), listener)) {
      double best = reports.stream().mapToDouble(r -> r.validation().get("P@1")).max().orElse(0);
      assertThat(reports).hasSizeLessThan(60);
      assertThat(precision(model)).isEqualTo(best);
    }
  }

  @Test
  void aStopIsHeededAndTheModelAnswers() {
    TrainingListener listener =
        new TrainingListener() {
          private boolean stop;

          @Override
          public void progress(Progress progress) {
            stop = progress.rowsDone() > 0;
          }

          @Override
          public boolean shouldStop() {
            return stop;
          }
        };
    try (Model model = Trainer.train(TRAIN, config(Map.of("epochs", 1_000)), listener)) {
      Map<?, ?> training = (Map<?, ?>) model.provenance().facts().get("training");
      assertThat(training.get("complete")).isEqualTo(false);
      assertThat(new Predictor(model).predict(new int[] {0}, new float[] {1}, 3)).hasSize(3);
    }
  }

  @Test
  void rowsWithoutLabelsOrFeaturesAreLegal() {
    SparseRows x =
        new SparseRows(
            4, new int[] {0, 2, 2, 3, 4}, new int[] {0, 1, 2, 3}, new float[] {1, 1, 1, 1});
    LabelRows labels = new LabelRows(2, new int[] {0, 1, 2, 3, 3}, new int[] {0, 1, 1});
    SparseDataset data = new SparseDataset(x, labels, new LabelDictionary(List.of("a", "b")));
    try (Model model = Trainer.train(data)) {
      assertThat(model.trainingRows()).isEqualTo(3);
      List<Prediction> none = new Predictor(model).predict(new int[0], new float[0], 5);
      assertThat(none).hasSize(2);
    }
  }

  @Test
  void dataWithoutLabelsIsRefused() {
    SparseRows x = new SparseRows(1, new int[] {0, 1}, new int[] {0}, new float[] {1});
    LabelRows none = new LabelRows(1, new int[] {0, 0}, new int[0]);
    SparseDataset data = new SparseDataset(x, none, new LabelDictionary(List.of("a")));
    assertThatThrownBy(() -> Trainer.train(data))
        .isInstanceOf(TrainingException.class)
        .hasMessage("nothing to learn from: none of the 1 rows has a label");
  }

  @Test
  void probabilitiesDoNotDependOnHowManyAreAskedFor() {
    TrainingConfig few = config(Map.of("rank", true, "candidates", 4));
    try (Model model = Trainer.train(TRAIN, few, TrainingListener.SILENT)) {
      Predictor predictor = new Predictor(model);
      SparseRows x = TRAIN.features();
      for (int row = 0; row < 20; row++) {
        int from = x.offsets()[row];
        int to = x.offsets()[row + 1];
        int[] indices = Arrays.copyOfRange(x.indices(), from, to);
        float[] values = Arrays.copyOfRange(x.values(), from, to);
        Map<Integer, Float> many = new HashMap<>();
        predictor
            .predict(indices, values, 12)
            .forEach(answer -> many.put(answer.label(), answer.score()));
        assertThat(many).hasSizeGreaterThan(4);
        List<Prediction> two = predictor.predict(indices, values, 2);
        assertThat(two).hasSize(2);
        assertThat(two)
            .allSatisfy(
                answer ->
                    assertThat(answer.score())
                        .isCloseTo(many.get(answer.label()), Offset.offset(1e-6f)));
      }
    }
  }

  @Test
  void rankersDecideAmongTheNetworksCandidates() {
    Map<String, Object> weak = Map.of("epochs", 1, "inputRate", 0.01, "outputRate", 0.01);
    double alone;
    try (Model model = Trainer.train(TRAIN, config(weak), TrainingListener.SILENT)) {
      assertThat(model.ranking()).isEmpty();
      alone = precision(model);
    }
    TrainingConfig both = config(weak).with(Map.of("rank", true));
    List<Integer> first = new ArrayList<>();
    for (int run = 0; run < 2; run++) {
      try (Model model = Trainer.train(TRAIN, both, TrainingListener.SILENT)) {
        assertThat(model.ranking()).isPresent();
        assertThat(precision(model)).isGreaterThan(alone);
        first.add(Arrays.hashCode(new Predictor(model).topIds(TEST, 5, 2)));
      }
    }
    assertThat(first.get(0)).as("one thread repeats").isEqualTo(first.get(1));
  }

  @Test
  void aStopWhileRankersAreTrainedLeavesTheNetwork() {
    TrainingListener listener =
        new TrainingListener() {
          private volatile boolean stop;

          @Override
          public void phase(String what) {
            stop = what.startsWith("training a ranker");
          }

          @Override
          public boolean shouldStop() {
            return stop;
          }
        };
    try (Model model = Trainer.train(TRAIN, config(Map.of("rank", true)), listener)) {
      assertThat(model.ranking()).isEmpty();
      assertThat(precision(model)).isGreaterThan(0.9);
    }
  }

  @Test
  void scoresOfTwoStagesAreCalibrated() {
    try (Model model =
        Trainer.train(TRAIN, config(Map.of("rank", true)), TrainingListener.SILENT)) {
      Predictor predictor = new Predictor(model);
      double expected = 0;
      int right = 0;
      for (int row = 0; row < TEST.rows(); row++) {
        int from = TEST.features().offsets()[row];
        int to = TEST.features().offsets()[row + 1];
        Prediction best =
            predictor
                .predict(
                    Arrays.copyOfRange(TEST.features().indices(), from, to),
                    Arrays.copyOfRange(TEST.features().values(), from, to),
                    1)
                .getFirst();
        expected += best.score();
        right += TEST.labels().has(row, best.label()) ? 1 : 0;
      }
      assertThat(expected / TEST.rows())
          .isCloseTo(right / (double) TEST.rows(), org.assertj.core.data.Offset.offset(0.05));
    }
  }

  @Test
  void aRunThatLeavesTheNumbersSaysSo() {
    Map<String, Object> wild =
        Map.of(
            "inputRate",
            1000,
            "outputRate",
            1000,
            "optimizer",
            "sgd",
            "hidden",
            "16,16",
            "hiddenRate",
            1000);
    assertThatThrownBy(() -> Trainer.train(TRAIN, config(wild), TrainingListener.SILENT))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("the loss is no longer a finite number after")
        .hasMessageContaining("lower inputRate");
  }

  @Test
  void textIsLearnt() {
    List<String> texts = new ArrayList<>();
    int[] ids = new int[200];
    String[] words = {
      "red apple pie", "blue ocean wave", "green forest tree", "yellow desert sand"
    };
    for (int i = 0; i < ids.length; i++) {
      ids[i] = i % 4;
      texts.add("number " + (i % 7) + " is a " + words[i % 4]);
    }
    int[] offsets = new int[201];
    Arrays.setAll(offsets, i -> i);
    TextDataset data =
        new TextDataset(
            texts,
            new LabelRows(4, offsets, ids),
            new LabelDictionary(List.of("fruit", "sea", "wood", "dry")));
    try (Model model = Trainer.train(data)) {
      List<Prediction> answers = new Predictor(model).predict("A Wave in the OCEAN", 2);
      assertThat(answers.getFirst().name()).isEqualTo("sea");
      assertThat(answers.getFirst().score()).isGreaterThan(answers.get(1).score());
    }
  }

  @Test
  void namesSpeakForLabelsThatFewRowsHave() {
    List<String> names = new ArrayList<>();
    for (char first = 'a'; first <= 'z'; first++) {
      for (char second = 'a'; second <= 'z'; second++) {
        names.add("ra" + first + "o li" + second + "e");
      }
    }
    TextDataset train = named(names, 800, 3);
    TextDataset test = named(names, 400, 4);
    TrainingConfig config = Trainer.defaults(train).with(Map.of("threads", 1, "epochs", 5));
    double without = precision(train, test, config.with(Map.of("labelNames", false)));
    assertThat(precision(train, test, config)).isGreaterThan(without + 0.1);
  }

  /** Texts that hold the words of one of the names. */
  private static TextDataset named(List<String> names, int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> texts = new ArrayList<>();
    int[] ids = new int[rows];
    for (int i = 0; i < rows; i++) {
      ids[i] = random.nextInt(names.size());
      String more = "some" + random.nextInt(60) + " more" + random.nextInt(60);
      texts.add(names.get(ids[i]) + " " + more);
    }
    int[] offsets = new int[rows + 1];
    Arrays.setAll(offsets, i -> i);
    return new TextDataset(
        texts, new LabelRows(names.size(), offsets, ids), new LabelDictionary(names));
  }

  private static double precision(TextDataset train, TextDataset test, TrainingConfig config) {
    try (Model model = Trainer.train(train, config, TrainingListener.SILENT)) {
      int right = 0;
      Predictor predictor = new Predictor(model);
      for (int row = 0; row < test.rows(); row++) {
        int best = predictor.predict(test.texts().get(row), 1).getFirst().label();
        right += test.labels().has(row, best) ? 1 : 0;
      }
      return right / (double) test.rows();
    }
  }
}
