package org.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.text.VectorizerConfig;

/** Every fault of a second stage's files ends in one line that names the file and the rule. */
class HostileRankingTest {
  private static final String RANKERS = RankingFiles.RANKERS;
  private static final String VOCABULARY = RankingFiles.VOCABULARY;
  private static final String NEIGHBOURS = NeighbourFile.NAME;

  @TempDir Path root;

  private interface Harm {
    void on(Path folder) throws IOException;
  }

  private final List<DynamicTest> tests = new ArrayList<>();

  /** Text, 5 labels, 7 features of the rankers, 3 lists of 2 labels for 3 hidden units. */
  private static Model sample() {
    return ModelSamples.ranked(1, new VectorizerConfig(1, 0, 1, 1, 1, 24, true, 0));
  }

  private void harm(String name, Harm harm, String message) {
    tests.add(dynamicTest(name, () -> check(harm, message)));
  }

  private void check(Harm harm, String message) throws IOException {
    Path folder = Files.createTempDirectory(root, "model");
    try (Model model = sample()) {
      model.save(folder);
    }
    harm.on(folder);
    Throwable thrown = catchThrowable(() -> Model.load(folder).close());
    assertThat(thrown).isInstanceOf(ModelFormatException.class);
    assertThat(thrown.getMessage())
        .startsWith(folder.toString())
        .contains(message)
        .doesNotContain("\n", "Exception")
        .hasSizeLessThan(600);
  }

  @TestFactory
  Stream<DynamicTest> faultsAreNamed() {
    for (String file : List.of(RANKERS, VOCABULARY, NEIGHBOURS)) {
      harm(file + " missing", f -> Files.delete(f.resolve(file)), file + ": no such file");
      harm(file + " cut", f -> Tampering.cut(f.resolve(file), 2), file + ": must have the ");
      harm(file + " empty", f -> Files.write(f.resolve(file), new byte[0]), file + ": must have");
      harm(file + " altered", f -> Tampering.flip(f.resolve(file), 30), "the CRC-32C that");
      harm(file + " is a folder", f -> Tampering.becomeFolder(f.resolve(file)), file + ": ");
      manifest(
          file + " not recorded",
          m -> Tampering.cast(m.get("files")).remove(file),
          "manifest.json: field files." + file + " is missing");
    }
    sectionFaults();
    vocabularyFaults();
    tensorFaults();
    valueFaults();
    neighbourFaults();
    return tests.stream();
  }

  /** Changes a field of the second kept threshold. */
  private void threshold(String field, Object value, String part) {
    ranking(
        "thresholds[1]." + field + " " + value,
        r -> {
          List<Object> kept = new ArrayList<>((List<?>) r.get("thresholds"));
          Map<String, Object> second = new LinkedHashMap<>(Tampering.cast(kept.get(1)));
          second.put(field, value);
          kept.set(1, second);
          r.put("thresholds", kept);
        },
        part);
  }

  private void sectionFaults() {
    manifest("a list", m -> m.put("ranking", List.of()), "field ranking must be an object: []");
    for (String field : List.of("features", "probes", "listSize", "combination")) {
      ranking("no " + field, r -> r.remove(field), "field ranking." + field + " is missing");
    }
    field("features", -1, "ranking.features must be a whole number from 0 to 2147483647: -1");
    field("features", 8, "one line for each of the 8 features of the rankers: 7");
    field("probes", 0, "field ranking.probes must be a whole number from 1 to 2147483647: 0");
    field("probes", 4, "field ranking.probes must be at most the number of lists (3): 4");
    field("listSize", 0, "field ranking.listSize must be a whole number from 1 to 5: 0");
    field("listSize", 6, "field ranking.listSize must be a whole number from 1 to 5: 6");
    field("listSize", 3, "tensor lists.ids: shape must be [3, 3]: [3, 2]");
    field("combination", 1, "field ranking.combination must be a list: 1");
    field("combination", List.of(), "field ranking.combination must have from 1 to 14 numbers: 0");
    field("combination", List.of(1, "x", 3, 4), "list of finite numbers, one is not: x");
    for (String field : List.of("calibrationFrom", "calibrationTo", "thresholds")) {
      ranking("no " + field, r -> r.remove(field), "field ranking." + field + " is missing");
    }
    field("calibrationRows", 0, "calibrationRows must be a whole number from 1 to 2147483647: 0");
    field("calibrationFrom", List.of(1, 2), "ranking: knots must have as many ends as starts (2)");
    field("calibrationTo", List.of(1, 3, 2), "ranking: knots must be finite and rise: 2.0");
    field("thresholds", 3, "field ranking.thresholds must be a list: 3");
    field("thresholds", List.of(3), "ranking.thresholds must be a list of objects, one is not: 3");
    threshold("wanted", 0, "ranking.thresholds[1]: precision must be above 0 to 1: 0.0");
    threshold("wanted", 0.5, "ranking: precisions of targets must rise: 0.5");
    threshold("threshold", 2, "ranking.thresholds[1]: threshold must be from 0 to 1: 2.0");
    threshold("recall", "all", "field ranking.thresholds[1].recall must be a finite number: all");
    field("text", "none", "field ranking.text must be an object: none");
    ranking("no text", r -> r.remove("text"), "must be the 4 features of the network where");
    text("hashBits", 10, "field ranking.text.hashBits must mean the 7 features of the rankers: 10");
    text("charNgrams", 2, "ranking.text: charNgrams must be 0 or from 3 to 8: 2");
    text("documents", "4", "field ranking.text.documents must be a whole number");
    text("colour", "red", "ranking.text: no setting is called 'colour'");
    manifest(
        "text for the rankers alone",
        m -> m.remove("text"),
        "field ranking.text must be left out where the network has no text");
    manifest(
        "labels",
        m -> Tampering.cast(m.get("shape")).put("labels", 6),
        "labels.tsv: must have one line for each of the 6 labels");
  }

  private void vocabularyFaults() {
    harm(
        "a term too few",
        f -> Tampering.file(f, VOCABULARY, "a\t1\nb\t1\n"),
        VOCABULARY + ": must have one line for each of the 7 features of the rankers: 2");
    harm(
        "a term twice",
        f -> Tampering.file(f, VOCABULARY, "a\t1\na\t1\n" + "b\t1\nc\t1\nd\t1\ne\t1\nf\t1\n"),
        VOCABULARY + ": terms must differ: terms 0 and 1 are both 'a'");
  }

  private void tensorFaults() {
    tensor("rankers.gaps", "dtype", "I32", "tensor rankers.gaps: data_offsets must span");
    tensor("rankers.bias", "dtype", "I32", "tensor rankers.bias: dtype must be F32: I32");
    tensor("rankers.offsets", "dtype", "F32", "tensor rankers.offsets: dtype must be I32: F32");
    tensor("lists.ids", "dtype", "F32", "tensor lists.ids: dtype must be I32: F32");
    tensor("lists.ids", "dtype", "I64", "dtype must be one of F32, I32, U16, I8, U8: I64");
    tensor("lists.ids", "shape", List.of(2, 3), "tensor lists.ids: shape must be [3, 2]: [2, 3]");
    tensor("lists.ids", "shape", List.of(6), "tensor lists.ids: shape must be [3, 2]: [6]");
    tensor("lists.centroids", "shape", List.of(9), "centroids: shape must be [9, 3]: [9]");
    tensor("rankers.levels", "shape", List.of(16, 16), "shape must be [256]: [16, 16]");
    header(
        "gaps as bytes",
        h -> {
          Map<String, Object> gaps = Tampering.cast(h.get("rankers.gaps"));
          long entries = (Long) ((List<?>) gaps.get("shape")).getFirst();
          gaps.put("dtype", "U8");
          gaps.put("shape", List.of(2 * entries));
        },
        "tensor rankers.gaps: dtype must be U16: U8");
    header("bias missing", h -> h.put("b", h.remove("rankers.bias")), "rankers.bias is missing");
    // A ranking of another model, with its own sums.
    harm("other width", f -> swap(f, ModelSamples.ranked(1, 4, 5, 3, 2)), "be [3, 3]: [3, 16]");
  }

  private void valueFaults() {
    value("lists.ids", b -> b.putInt(4, 5), RANKERS + ": lists: ");
    value("lists.ids", b -> b.putInt(4, -1), RANKERS + ": lists: ");
    value("lists.ids", b -> b.putInt(4, b.getInt(0)), RANKERS + ": lists: ");
    value("lists.centroids", b -> b.putFloat(8, Float.NaN), "must be finite, value 2 is not: NaN");
    value("rankers.bias", b -> b.putFloat(4, 1 / 0f), "must be finite, value 1 is not: Infinity");
    value("rankers.levels", b -> b.putFloat(0, 1), "rankers: levels[0] must be 0: 1.0");
    value("rankers.offsets", b -> b.putInt(0, 1), "rankers: offsets[0] must be 0: 1");
    value("rankers.offsets", b -> b.putInt(4, 1 << 30), "rankers: offsets must not fall nor pass");
    value("rankers.offsets", b -> b.putInt(20, 1), "rankers: offsets must end at the number of");
    value(
        "rankers.gaps", b -> b.putChar(0, '\0'), "rankers: gaps must be at least 1: gaps[0] is 0");
    value("rankers.gaps", b -> b.putChar(0, '\uffff'), "must stay below 7 features: 655");
  }

  private void neighbourFaults() {
    neighbour("features.offsets", b -> b.putInt(0, 1), "offsets must go from 0 to the number");
    neighbour("features.offsets", b -> b.putInt(4, -1), "offsets must rise: feature 0");
    neighbour(
        "features.rows", b -> b.putInt(0, 9), "rows of a feature must rise and be below 9: 9");
    neighbour("features.rows", b -> b.putInt(4, -1), "must rise and be below 9: -1");
    neighbour("labels.ids", b -> b.putInt(0, 5), "labels must be in [0, 5): 5");
    neighbour("labels.ids", b -> b.putInt(0, -1), "labels must be in [0, 5): -1");
    neighbour("labels.offsets", b -> b.putInt(0, 1), "offsets must start with 0");
    neighbour(
        "labels.offsets", b -> b.putInt(4, 1 << 30), "offsets of labels must not fall: row 1");
    field("neighbours", 0, "neighbours must be a whole number from 1 to");
    field("neighbours", "7", "neighbours must be ");
  }

  private void neighbour(String tensor, Consumer<ByteBuffer> change, String message) {
    harm(
        "neighbours, " + tensor + ": " + message,
        f -> Tampering.values(f, NEIGHBOURS, tensor, change),
        message);
  }

  private void manifest(String name, Consumer<Map<String, Object>> change, String message) {
    harm("manifest: " + name, f -> Tampering.manifest(f, change), message);
  }

  private void ranking(String name, Consumer<Map<String, Object>> change, String message) {
    manifest("ranking: " + name, m -> change.accept(Tampering.cast(m.get("ranking"))), message);
  }

  private void field(String field, Object value, String message) {
    ranking(field + " = " + value, r -> r.put(field, value), message);
  }

  private void text(String field, Object value, String message) {
    ranking(
        "text." + field + " = " + value,
        r -> Tampering.cast(r.get("text")).put(field, value),
        message);
  }

  private void header(String name, Consumer<Map<String, Object>> change, String message) {
    harm("header: " + name, f -> Tampering.header(f, RANKERS, change), message);
  }

  private void tensor(String tensor, String field, Object value, String message) {
    header(
        tensor + "." + field + " = " + value,
        h -> Tampering.cast(h.get(tensor)).put(field, value),
        message);
  }

  private void value(String tensor, Consumer<ByteBuffer> change, String message) {
    harm(tensor + ": " + message, f -> Tampering.values(f, RANKERS, tensor, change), message);
  }

  private void swap(Path folder, Model other) throws IOException {
    Path from = Files.createTempDirectory(root, "other");
    try (other) {
      other.save(from);
    }
    Tampering.file(folder, RANKERS, Files.readAllBytes(from.resolve(RANKERS)));
  }

  @Test
  void rankersOfAnotherNumberOfLabelsAreRefused() throws IOException {
    Path folder = root.resolve("model");
    try (Model model = ModelSamples.ranked(1, 4, 5, 3, 2)) {
      model.save(folder);
    }
    swap(folder, ModelSamples.ranked(1, 4, 6, 3, 2));
    assertThat(catchThrowable(() -> Model.load(folder).close()))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(folder.resolve(RANKERS) + ": tensor rankers.offsets: shape must be [6]: [7]");
  }

  @Test
  void summaryNamesWhatItCannotRead() throws IOException {
    Path folder = root.resolve("model");
    try (Model model = sample()) {
      model.save(folder);
    }
    Files.delete(folder.resolve(RANKERS));
    assertThat(catchThrowable(() -> ModelSummary.read(folder)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(folder.resolve(RANKERS) + ": no such file");
    Tampering.manifest(folder, m -> Tampering.cast(m.get("files")).remove(RANKERS));
    assertThat(catchThrowable(() -> ModelSummary.read(folder)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessageStartingWith(folder.resolve(RANKERS) + ": no such file");
  }

  @Test
  void rankersOverTextNeedANetworkOverText() {
    try (Model text = sample();
        Model features = ModelSamples.features(1, 4, 5)) {
      Ranking ranking =
          ModelSamples.ranking(
              features, Optional.of(text.ranking().get().vectorizer().get()), 3, 2, 1);
      assertThat(catchThrowable(() -> ModelSamples.with(features, ranking)))
          .hasMessage("the rankers must have no vectoriser where the network has none");
    }
  }
}
