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
import org.sluice.nn.Network;
import org.sluice.nn.NetworkShape;
import org.sluice.text.Vectorizer;

/** The parts of a model as files of its folder. */
final class ModelFiles {
  static final String LABELS = "labels.tsv";
  static final String VOCABULARY = "vocabulary.tsv";

  private ModelFiles() {}

  /** Writes all files of a model into an empty folder, the manifest last. */
  static void write(Model model, Path folder) throws IOException {
    Map<String, FileRecord> files = new LinkedHashMap<>();
    files.put(
        NetworkFile.NAME,
        NetworkFile.write(
            model.network(),
            model.config().network().storedWeights(),
            folder.resolve(NetworkFile.NAME)));
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
            Manifest.VERSION,
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
      ranking = Optional.of(RankingFiles.read(folder, manifest, vectorizer, dictionary.names()));
    }
    // Last, as only the network must be closed.
    Network network = NetworkFile.read(folder.resolve(NetworkFile.NAME), shape);
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
    List<String> needed = new ArrayList<>(List.of(NetworkFile.NAME, LABELS));
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
}
