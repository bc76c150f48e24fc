package org.sluice.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.data.LabelDictionary;
import org.sluice.nn.LayerParameters;
import org.sluice.nn.Network;
import org.sluice.nn.NetworkShape;
import org.sluice.text.Vectorizer;

/** The parts of a model as files of its folder. */
final class ModelFiles {
  static final String NETWORK = "network.safetensors";
  static final String LABELS = "labels.tsv";
  static final String VOCABULARY = "vocabulary.tsv";

  private ModelFiles() {}

  /** Writes all files of a model into an empty folder, the manifest last. */
  static void write(Model model, Path folder) throws IOException {
    Map<String, FileRecord> files = new LinkedHashMap<>();
    files.put(NETWORK, writeNetwork(model.network(), folder.resolve(NETWORK)));
    files.put(
        LABELS,
        new CountedNames(model.dictionary().names(), model.labelFrequencies())
            .write(folder.resolve(LABELS)));
    if (model.vectorizer().isPresent()) {
      files.put(
          VOCABULARY, VocabularyFile.write(model.vectorizer().get(), folder.resolve(VOCABULARY)));
    }
    if (model.ranking().isPresent()) {
      RankingFiles.write(model.ranking().get(), folder, files);
    }
    Manifest manifest =
        new Manifest(
            model.network().shape(),
            model.trainingRows(),
            model.config(),
            model.vectorizer().map(TextSection::of),
            model.ranking().map(RankingSection::of),
            model.provenance(),
            files);
    try (CheckedOutput out = new CheckedOutput(folder.resolve(Manifest.NAME))) {
      out.write(manifest.toJson().getBytes(StandardCharsets.UTF_8));
      out.finish();
    }
  }

  private static FileRecord writeNetwork(Network network, Path file) throws IOException {
    SafetensorsWriter writer = new SafetensorsWriter().metadata(Map.of("format", Manifest.FORMAT));
    layers(network)
        .forEach(
            (name, layer) ->
                writer
                    .add(name + ".weights", layer.weights())
                    .add(name + ".biases", layer.biases()));
    return writer.write(file);
  }

  private static Map<String, LayerParameters> layers(Network network) {
    Map<String, LayerParameters> layers = new LinkedHashMap<>();
    layers.put("input", network.input());
    for (int i = 0; i < network.hidden().size(); i++) {
      layers.put("hidden." + i, network.hidden().get(i));
    }
    layers.put("output", network.output());
    return layers;
  }

  /** Reads a model; what it relies on is checked. */
  static Model read(Path folder) throws ModelFormatException {
    Manifest manifest = Manifest.read(folder);
    verify(folder, manifest);
    NetworkShape shape = manifest.shape();
    Path labelFile = folder.resolve(LABELS);
    CountedNames labels = CountedNames.read(labelFile);
    labels.requireSize(labelFile, shape.labels(), "labels of the network");
    LabelDictionary dictionary;
    try {
      dictionary = new LabelDictionary(labels.names());
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(labelFile, e.getMessage(), e);
    }
    Optional<Vectorizer> vectorizer = Optional.empty();
    if (manifest.text().isPresent()) {
      vectorizer =
          Optional.of(
              VocabularyFile.read(
                  folder.resolve(VOCABULARY),
                  manifest.text().get(),
                  "text",
                  shape.features(),
                  "network"));
    }
    Optional<Ranking> ranking = Optional.empty();
    if (manifest.ranking().isPresent()) {
      ranking = Optional.of(RankingFiles.read(folder, manifest));
    }
    // Last, as only the network must be closed.
    Network network = readNetwork(folder.resolve(NETWORK), shape);
    return new Model(
        network,
        vectorizer,
        dictionary,
        labels.counts(),
        manifest.trainingRows(),
        manifest.config(),
        manifest.provenance(),
        ranking);
  }

  private static void verify(Path folder, Manifest manifest) throws ModelFormatException {
    List<String> needed = new ArrayList<>(List.of(NETWORK, LABELS));
    if (manifest.text().isPresent()) {
      needed.add(VOCABULARY);
    }
    manifest.ranking().map(RankingFiles::names).ifPresent(needed::addAll);
    for (String name : needed) {
      FileRecord file = manifest.files().get(name);
      if (file == null) {
        throw new ModelFormatException(
            folder.resolve(Manifest.NAME), "field files." + name + " is missing");
      }
      file.verify(folder.resolve(name));
    }
  }

  private static Network readNetwork(Path file, NetworkShape shape) throws ModelFormatException {
    try (Safetensors tensors = Safetensors.open(file)) {
      // All shapes first: what the manifest claims must be in the file before memory is taken.
      requireLayer(tensors, "input", shape.features(), shape.hidden().getFirst());
      for (int i = 1; i < shape.hidden().size(); i++) {
        requireLayer(
            tensors, "hidden." + (i - 1), shape.hidden().get(i - 1), shape.hidden().get(i));
      }
      tensors.requireShape("output.weights", shape.labels(), shape.lastWidth());
      tensors.requireShape("output.biases", shape.labels());
      Network network = Network.zeros(shape);
      try {
        for (Map.Entry<String, LayerParameters> layer : layers(network).entrySet()) {
          tensors.read(layer.getKey() + ".weights", layer.getValue().weights());
          tensors.read(layer.getKey() + ".biases", layer.getValue().biases());
        }
      } catch (ModelFormatException | RuntimeException | Error e) {
        network.close();
        throw e;
      }
      return network;
    }
  }

  private static void requireLayer(Safetensors tensors, String name, int rows, int columns)
      throws ModelFormatException {
    tensors.requireShape(name + ".weights", rows, columns);
    tensors.requireShape(name + ".biases", columns);
  }
}
