package org.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.data.LabelDictionary;
import org.sluice.nn.LayerParameters;
import org.sluice.nn.Network;
import org.sluice.predict.Prediction;
import org.sluice.predict.Predictor;
import org.sluice.rank.Combination;
import org.sluice.rank.RankerMatrix;
import org.sluice.retrieve.QueryLists;
import org.sluice.text.Vectorizer;
import org.sluice.text.VectorizerConfig;

class ModelRoundTripTest {
  @TempDir Path folder;

  @Test
  void textModelComesBackBitForBit() throws Exception {
    roundTrip(ModelSamples.text(1));
  }

  @Test
  void oneLayerWithoutPaddingComesBack() throws Exception {
    roundTrip(ModelSamples.text(2, VectorizerConfig.defaults(), List.of(32)));
  }

  @Test
  void hashedTextModelComesBack() throws Exception {
    roundTrip(ModelSamples.text(3, new VectorizerConfig(2, 3, 1, 1, 1, 24, true, 10), List.of(4)));
  }

  @Test
  void featureModelComesBack() throws Exception {
    roundTrip(ModelSamples.features(4, 7, 5));
  }

  @Test
  void emptyModelsComeBack() throws Exception {
    roundTrip(ModelSamples.features(5, 0, 3));
    roundTrip(ModelSamples.features(6, 3, 0));
  }

  @Test
  void moreValuesThanOneBlockComeBack() throws Exception {
    roundTrip(ModelSamples.features(7, 5_000, 70_000));
  }

  @Test
  void rankersWithTheirOwnVocabularyComeBack() throws Exception {
    roundTrip(ModelSamples.ranked(8, new VectorizerConfig(2, 0, 1, 1, 1, 24, true, 0)));
  }

  @Test
  void rankersOfHashedTextComeBack() throws Exception {
    roundTrip(ModelSamples.ranked(9, new VectorizerConfig(2, 3, 1, 1, 1, 24, false, 17)));
  }

  @Test
  void rankersOfTheNetworksFeaturesComeBack() throws Exception {
    roundTrip(ModelSamples.ranked(10, 9, 7, 4, 3));
  }

  @Test
  void emptyRankersComeBack() throws Exception {
    roundTrip(ModelSamples.ranked(11, 0, 3, 1, 3));
    Model none = ModelSamples.features(12, 3, 0);
    RankerMatrix rankers =
        RankerMatrix.of(3, new int[1], new char[0], new byte[0], new float[256], new float[0]);
    Combination negative = new Combination(new double[] {-0.0, 1e300, Double.MIN_VALUE, -1});
    roundTrip(
        ModelSamples.with(
            none, new Ranking(Optional.empty(), rankers, QueryLists.all(0, 16), 1, negative)));
  }

  @Test
  void moreRankersThanOneBlockComeBack() throws Exception {
    roundTrip(ModelSamples.ranked(13, 70, 40_000, 2_500, 20));
  }

  @Test
  void weightsOfEightBitsComeBackAsTheyWereRounded() throws Exception {
    for (int columns : new int[] {1, 15, 40}) {
      Model model = ModelSamples.text(14, VectorizerConfig.defaults(), List.of(columns, 7));
      model.network().roundToInt8();
      roundTrip(ModelSamples.int8(model));
    }
    roundTrip(ModelSamples.int8(ModelSamples.features(15, 0, 0)));
    Model ranked = ModelSamples.ranked(16, 9, 7, 4, 3);
    ranked.network().roundToInt8();
    roundTrip(ModelSamples.int8(ranked));
  }

  @Test
  void savingRoundsWeightsOnce() throws Exception {
    Path first = folder.resolve("first");
    Path second = folder.resolve("second");
    try (Model model = ModelSamples.int8(ModelSamples.features(17, 300, 70))) {
      model.save(first);
      try (Model loaded = Model.load(first)) {
        loaded.save(second);
        int[][] before = bits(model.network());
        model.network().roundToInt8();
        assertThat(Arrays.deepEquals(before, bits(model.network()))).isFalse();
        assertThat(bits(loaded.network())).isDeepEqualTo(bits(model.network()));
      }
    }
    for (String file : List.of(NetworkFile.NAME, Manifest.NAME)) {
      assertThat(second.resolve(file)).hasSameBinaryContentAs(first.resolve(file));
    }
    assertThat(Files.size(first.resolve(NetworkFile.NAME))).isLessThan((16 + 8) * 370 + 2000);
  }

  private void roundTrip(Model model) throws Exception {
    Path path = folder.resolve("model");
    try (model) {
      model.save(path);
      try (Model loaded = Model.load(path)) {
        assertThat(Arrays.deepEquals(bits(loaded.network()), bits(model.network()))).isTrue();
        assertThat(loaded.network().shape()).isEqualTo(model.network().shape());
        assertThat(loaded.dictionary().names()).isEqualTo(model.dictionary().names());
        assertThat(loaded.labelFrequencies()).isEqualTo(model.labelFrequencies());
        assertThat(loaded.trainingRows()).isEqualTo(model.trainingRows());
        assertThat(loaded.config()).isEqualTo(model.config());
        assertThat(loaded.provenance()).isEqualTo(model.provenance());
        assertThat(loaded.vectorizer().map(v -> v.state().terms()))
            .isEqualTo(model.vectorizer().map(v -> v.state().terms()));
        assertThat(Arrays.deepEquals(features(loaded), features(model))).isTrue();
        assertThat(loaded.ranking().isPresent()).isEqualTo(model.ranking().isPresent());
        assertThat(Arrays.deepEquals(ranking(loaded), ranking(model))).isTrue();
        assertThat(answers(loaded)).isEqualTo(answers(model));
      }
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(path);
    }
  }

  private static Object[] ranking(Model model) {
    if (model.ranking().isEmpty()) {
      return new Object[0];
    }
    Ranking ranking = model.ranking().get();
    RankerMatrix rankers = ranking.rankers();
    QueryLists lists = ranking.lists();
    return new Object[] {
      rankers.features(),
      rankers.offsets(),
      rankers.gaps(),
      rankers.codes(),
      bits(rankers.levels()),
      bits(rankers.bias()),
      lists.labels(),
      lists.dimension(),
      lists.listSize(),
      bits(lists.centroids()),
      lists.ids(),
      ranking.probes(),
      Arrays.stream(ranking.combination().coefficients())
          .mapToLong(Double::doubleToRawLongBits)
          .toArray(),
      ranking
          .vectorizer()
          .map(Vectorizer::state)
          .map(s -> new Object[] {s.config(), s.documents(), s.terms(), s.documentFrequency()})
          .orElseGet(() -> new Object[0]),
    };
  }

  /** What both stages together answer, with the exact probabilities. */
  private static List<Prediction> answers(Model model) {
    Predictor predictor = new Predictor(model);
    if (model.vectorizer().isPresent()) {
      return Stream.of("a red apple", "nothing known", "one tree tree green")
          .flatMap(text -> predictor.predict(text, 3).stream())
          .toList();
    }
    int features = Math.min(50, model.network().shape().features());
    float[] values = new float[features];
    for (int i = 0; i < features; i++) {
      values[i] = 1f / (i + 1);
    }
    return predictor.predict(IntStream.range(0, features).toArray(), values, 3);
  }

  private static Object[] features(Model model) {
    List<Object> all = new ArrayList<>();
    model
        .vectorizer()
        .map(v -> v.transform(List.of("red apple", "nothing known", "tree tree green")))
        .ifPresent(x -> all.addAll(List.of(x.offsets(), x.indices(), x.values())));
    return all.toArray();
  }

  private static int[][] bits(Network network) {
    List<int[]> bits = new ArrayList<>();
    for (LayerParameters layer : ModelSamples.layers(network)) {
      float[] row = new float[layer.weights().columns()];
      for (long r = 0; r < layer.weights().rows(); r++) {
        layer.weights().get(r, row, 0);
        bits.add(bits(row));
      }
      bits.add(bits(layer.biases()));
    }
    return bits.toArray(int[][]::new);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  @Test
  void sizesThatDisagreeAreRefused() {
    try (Model good = ModelSamples.features(8, 4, 3)) {
      assertThatThrownBy(
              () ->
                  new Model(
                      good.network(),
                      Optional.empty(),
                      new LabelDictionary(List.of("one")),
                      new int[3],
                      1,
                      good.config(),
                      good.provenance()))
          .hasMessage("names in the dictionary must be as many as labels of the network (3): 1");
      assertThatThrownBy(() -> good.provenance().with("loss", Double.NaN))
          .hasMessage("provenance: JSON has no form for the number NaN");
    }
  }
}
