package org.sluice.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.sluice.config.Activation;
import org.sluice.config.DataFigures;
import org.sluice.config.Defaults;
import org.sluice.config.TrainingConfig;
import org.sluice.data.LabelDictionary;
import org.sluice.memory.FloatRows;
import org.sluice.nn.LayerParameters;
import org.sluice.nn.Network;
import org.sluice.nn.NetworkShape;
import org.sluice.text.Vectorizer;
import org.sluice.text.VectorizerConfig;

/** Small models with random weights. */
final class ModelSamples {
  private ModelSamples() {}

  static TrainingConfig config() {
    return Defaults.of(new DataFigures(100, 7, 5, 3, 1, true), 2);
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
