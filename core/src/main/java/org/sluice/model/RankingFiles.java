package org.sluice.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.neighbour.NearestRows;
import org.sluice.nn.NetworkShape;
import org.sluice.rank.RankerMatrix;
import org.sluice.retrieve.QueryLists;
import org.sluice.text.LabelWords;
import org.sluice.text.Vectorizer;

/** The second stage of a model as files of its folder. */
final class RankingFiles {
  static final String RANKERS = "rankers.safetensors";
  static final String VOCABULARY = "ranker-vocabulary.tsv";

  private static final String OFFSETS = "rankers.offsets";
  private static final String LEVELS = "rankers.levels";
  private static final String BIAS = "rankers.bias";
  private static final String GAPS = "rankers.gaps";
  private static final String CODES = "rankers.codes";
  private static final String CENTROIDS = "lists.centroids";
  private static final String IDS = "lists.ids";

  /** A code is a byte, so there are this many weights. */
  private static final int WEIGHTS = 256;

  private RankingFiles() {}

  /** Writes the files into the folder and adds them to the record of its files. */
  static void write(Ranking ranking, Path folder, Map<String, FileRecord> files)
      throws IOException {
    files.put(RANKERS, writeRankers(ranking, folder.resolve(RANKERS)));
    if (ranking.neighbours().isPresent()) {
      files.put(
          NeighbourFile.NAME,
          NeighbourFile.write(ranking.neighbours().get(), folder.resolve(NeighbourFile.NAME)));
    }
    if (ranking.vectorizer().isPresent()) {
      files.put(
          VOCABULARY, VocabularyFile.write(ranking.vectorizer().get(), folder.resolve(VOCABULARY)));
    }
  }

  private static FileRecord writeRankers(Ranking ranking, Path file) throws IOException {
    RankerMatrix rankers = ranking.rankers();
    QueryLists lists = ranking.lists();
    return new SafetensorsWriter()
        .metadata(Map.of("format", Manifest.FORMAT))
        .add(OFFSETS, rankers.offsets())
        .add(LEVELS, rankers.levels())
        .add(BIAS, rankers.bias())
        .add(CENTROIDS, lists.centroids(), lists.clusters(), lists.dimension())
        .add(IDS, lists.ids(), lists.clusters(), lists.listSize())
        .add(GAPS, rankers.gaps())
        .add(CODES, rankers.codes())
        .write(file);
  }

  /** Files that a ranking must have. */
  static List<String> names(RankingSection section) {
    List<String> names = new ArrayList<>(List.of(RANKERS));
    if (section.neighbours() > 0) {
      names.add(NeighbourFile.NAME);
    }
    if (section.text().isPresent()) {
      names.add(VOCABULARY);
    }
    return names;
  }

  /** Number of rankers' entries and of lists, from the header of the file alone. */
  static Map<String, Long> sizes(Path folder) throws ModelFormatException {
    try (Safetensors tensors = Safetensors.open(folder.resolve(RANKERS))) {
      return Map.of("weights", tensors.rows(CODES), "lists", tensors.rows(CENTROIDS));
    }
  }

  /**
   * Reads the ranking that a manifest speaks of; what it relies on is checked.
   *
   * @param words vectoriser of the network
   * @param labels names of the labels
   */
  static Ranking read(
      Path folder, Manifest manifest, Optional<Vectorizer> words, List<String> labels)
      throws ModelFormatException {
    RankingSection section = manifest.ranking().orElseThrow();
    NetworkShape shape = manifest.shape();
    if (section.text().isPresent() && manifest.text().isEmpty()) {
      throw wrong(
          folder, "text", "must be left out where the network has no text", section.text().get());
    }
    if (section.text().isEmpty() && section.features() != shape.features()) {
      throw wrong(
          folder,
          "features",
          "must be the " + shape.features() + " features of the network where there is no text",
          section.features());
    }
    Optional<Vectorizer> vectorizer = Optional.empty();
    if (section.text().isPresent()) {
      vectorizer =
          Optional.of(
              VocabularyFile.read(
                  folder.resolve(VOCABULARY),
                  section.text().get(),
                  RankingSection.NAME + ".text",
                  section.features(),
                  "rankers"));
    }
    if (section.names() && words.isEmpty()) {
      throw wrong(folder, "labelNames", "must be left out where the network has no text", true);
    }
    Optional<NearestRows> neighbours = Optional.empty();
    if (section.neighbours() > 0) {
      neighbours =
          Optional.of(
              NeighbourFile.read(
                  folder.resolve(NeighbourFile.NAME), section.features(), shape.labels()));
    }
    Path file = folder.resolve(RANKERS);
    try (Safetensors tensors = Safetensors.open(file)) {
      QueryLists lists = lists(file, tensors, section, shape);
      if (section.probes() > lists.clusters()) {
        throw wrong(
            folder,
            "probes",
            "must be at most the number of lists (" + lists.clusters() + ")",
            section.probes());
      }
      RankerMatrix rankers = rankers(file, tensors, section.features(), shape.labels());
      return new Ranking(
          vectorizer,
          rankers,
          lists,
          section.probes(),
          neighbours,
          Math.max(1, section.neighbours()),
          words.filter(w -> section.names()).flatMap(w -> LabelWords.of(w, labels)),
          section.combination(),
          section.scoring());
    }
  }

  private static QueryLists lists(
      Path file, Safetensors tensors, RankingSection section, NetworkShape shape)
      throws ModelFormatException {
    long clusters = tensors.rows(CENTROIDS);
    float[] centroids = tensors.floats(CENTROIDS, clusters, shape.lastWidth());
    int[] ids = tensors.ints(IDS, clusters, section.listSize());
    try {
      return QueryLists.of(shape.lastWidth(), shape.labels(), section.listSize(), centroids, ids);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(file, "lists: " + e.getMessage(), e);
    }
  }

  private static RankerMatrix rankers(Path file, Safetensors tensors, int features, int labels)
      throws ModelFormatException {
    int[] offsets = tensors.ints(OFFSETS, labels + 1L);
    float[] bias = tensors.floats(BIAS, labels);
    float[] levels = tensors.floats(LEVELS, WEIGHTS);
    long entries = tensors.rows(GAPS);
    char[] gaps = tensors.chars(GAPS, entries);
    byte[] codes = tensors.bytes(CODES, entries);
    try {
      return RankerMatrix.of(features, offsets, gaps, codes, levels, bias);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(file, "rankers: " + e.getMessage(), e);
    }
  }

  private static ModelFormatException wrong(Path folder, String field, String rule, Object value) {
    return new ModelFormatException(
        folder.resolve(Manifest.NAME),
        "field " + RankingSection.NAME + "." + field + " " + rule + ": " + value);
  }
}
