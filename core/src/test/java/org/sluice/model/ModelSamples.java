package org.sluice.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.sluice.config.Activation;
import org.sluice.config.DataFigures;
import org.sluice.config.Defaults;
import org.sluice.config.TrainingConfig;
import org.sluice.data.LabelDictionary;
import org.sluice.data.LabelRows;
import org.sluice.data.SparseRows;
import org.sluice.memory.FloatRows;
import org.sluice.metric.OperatingPoint;
import org.sluice.neighbour.NearestRows;
import org.sluice.nn.LayerParameters;
import org.sluice.nn.Network;
import org.sluice.nn.NetworkShape;
import org.sluice.rank.Calibrator;
import org.sluice.rank.Combination;
import org.sluice.rank.RankerMatrix;
import org.sluice.retrieve.QueryLists;
import org.sluice.text.LabelWords;
import org.sluice.text.Vectorizer;
import org.sluice.text.VectorizerConfig;

/** Small models with random weights. */
final class ModelSamples {
  private ModelSamples() {}

  static TrainingConfig config() {
    return Defaults.of(new DataFigures(100, 7, 5, 3, 1, true), 2)
        .with(Map.of("storedWeights", "float32"));
  }

  /** The same model, which owns the network from now on, kept as 8-bit numbers. */
  static Model int8(Model model) {
    return new Model(
        model.network(),
        model.vectorizer(),
        model.dictionary(),
        model.labelFrequencies(),
        model.trainingRows(),
        model.config().with(Map.of("storedWeights", "int8")),
        model.provenance(),
        model.ranking());
  }

  static Provenance provenance() {
    return Provenance.ofThisSystem("test kernels").with("data", "a sample").with("loss", 0.25);
  }

  /** A model over text; names hold what a line-based file must escape. */
  static Model text(long seed) {
    return text(seed, VectorizerConfig.defaults(), List.of(20, 3));
  }

  static Model text(long seed, VectorizerConfig config, List<Integer> hidden) {
    Vectorizer vectorizer =
        Vectorizer.fit(
            List.of("red apple tree", "green apple tree", "red and green", "apple tree"), config);
    List<String> names =
        List.of("a", "tab\tand\nline\r", "back\\slash \\t", "", "ümläut \uD83C\uDF4E");
    return of(seed, vectorizer.features(), hidden, names, Optional.of(vectorizer));
  }

  /** A model over features, labels named by number. */
  static Model features(long seed, int features, int labels) {
    List<String> names = IntStream.range(0, labels).mapToObj(Integer::toString).toList();
    return of(seed, features, List.of(16), names, Optional.empty());
  }

  private static Model of(
      long seed,
      int features,
      List<Integer> hidden,
      List<String> names,
      Optional<Vectorizer> vectorizer) {
    NetworkShape shape = new NetworkShape(features, hidden, names.size(), Activation.RELU);
    return new Model(
        random(shape, seed),
        vectorizer,
        new LabelDictionary(names),
        IntStream.range(0, names.size()).toArray(),
        100,
        config(),
        provenance());
  }

  /** A second stage with a vectoriser of its own over the texts of {@link #text}. */
  static Model ranked(long seed, VectorizerConfig config) {
    Model model = text(seed);
    Vectorizer vectorizer =
        Vectorizer.fit(
            List.of("red apple tree", "a green apple tree", "red and green", "one apple tree"),
            config);
    return with(model, ranking(model, Optional.of(vectorizer), 3, 2, seed));
  }

  /** A second stage that sees what the network sees. */
  static Model ranked(long seed, int features, int labels, int clusters, int listSize) {
    Model model = features(seed, features, labels);
    return with(model, ranking(model, Optional.empty(), clusters, listSize, seed));
  }

  /** The same model, which owns the network from now on, with another second stage. */
  static Model with(Model model, Ranking ranking) {
    return new Model(
        model.network(),
        model.vectorizer(),
        model.dictionary(),
        model.labelFrequencies(),
        model.trainingRows(),
        model.config(),
        model.provenance(),
        Optional.of(ranking));
  }

  static Ranking ranking(
      Model model, Optional<Vectorizer> vectorizer, int clusters, int listSize, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    NetworkShape shape = model.network().shape();
    float[] centroids = new float[clusters * shape.lastWidth()];
    fill(centroids, random);
    int[] ids = new int[clusters * listSize];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (i / listSize + i % listSize) % shape.labels();
    }
    int features = vectorizer.map(Vectorizer::features).orElse(shape.features());
    double[] coefficients = random.doubles(Combination.FIGURES, -1, 1).toArray();
    return new Ranking(
        vectorizer,
        rankers(features, shape.labels(), random),
        QueryLists.of(shape.lastWidth(), shape.labels(), listSize, centroids, ids),
        Math.min(2, clusters),
        Optional.of(neighbours(features, shape.labels(), random)),
        7,
        model.vectorizer().flatMap(words -> LabelWords.of(words, model.dictionary().names())),
        new Combination(coefficients),
        scoring());
  }

  private static NearestRows neighbours(int features, int labels, SplittableRandom random) {
    int rows = 9;
    int[] offsets = new int[rows + 1];
    int[] labelOffsets = new int[rows + 1];
    int[] indices = new int[rows * features];
    int[] ids = new int[rows * labels];
    for (int row = 0; row < rows; row++) {
      int used = offsets[row];
      for (int feature = row % 2; feature < features; feature += 2) {
        indices[used++] = feature;
      }
      offsets[row + 1] = used;
      int given = labelOffsets[row];
      for (int label = row % 3; label < labels; label += 3) {
        ids[given++] = label;
      }
      labelOffsets[row + 1] = given;
    }
    float[] values = new float[indices.length];
    fill(values, random);
    return NearestRows.build(
        new SparseRows(features, offsets, indices, values),
        new LabelRows(labels, labelOffsets, ids));
  }

  private static Scoring scoring() {
    return new Scoring(
        new Calibrator(new double[] {-3.1, -0.5, 1e3}, new double[] {-2, 0.1, 7}),
        1_234,
        List.of(
            new Scoring.Target(0.5, new OperatingPoint(0.1f, 0.51, 0.4, 2.5, 0.9)),
            new Scoring.Target(0.9, new OperatingPoint(1, 1 / 1.1, 0, 0.01, 0.005))));
  }

  /** About every second feature has a weight. */
  private static RankerMatrix rankers(int features, int labels, SplittableRandom random) {
    int[] offsets = new int[labels + 1];
    char[] gaps = new char[labels * features];
    for (int label = 0; label < labels; label++) {
      int end = offsets[label];
      int before = -1;
      for (int feature = 0; feature < features; feature++) {
        if (random.nextBoolean() || feature - before == Character.MAX_VALUE) {
          gaps[end++] = (char) (feature - before);
          before = feature;
        }
      }
      offsets[label + 1] = end;
    }
    byte[] codes = new byte[offsets[labels]];
    random.nextBytes(codes);
    float[] levels = new float[256];
    fill(levels, random);
    levels[0] = 0;
    float[] bias = new float[labels];
    fill(bias, random);
    return RankerMatrix.of(
        features, offsets, Arrays.copyOf(gaps, codes.length), codes, levels, bias);
  }

  static Network random(NetworkShape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Network network = Network.zeros(shape);
    for (LayerParameters layer : layers(network)) {
      FloatRows weights = layer.weights();
      float[] row = new float[weights.columns()];
      for (long r = 0; r < weights.rows(); r++) {
        fill(row, random);
        weights.set(r, row, 0);
      }
      fill(layer.biases(), random);
    }
    return network;
  }

  private static void fill(float[] values, SplittableRandom random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
  }

  static List<LayerParameters> layers(Network network) {
    List<LayerParameters> layers = new ArrayList<>();
    layers.add(network.input());
    layers.addAll(network.hidden());
    layers.add(network.output());
    return layers;
  }
}
