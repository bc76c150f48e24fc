package org.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every fault of a folder ends in one line that names the file and the rule. */
class HostileModelTest {
  private static final String NETWORK = NetworkFile.NAME;
  private static final String LABELS = ModelFiles.LABELS;
  private static final String VOCABULARY = ModelFiles.VOCABULARY;

  @TempDir Path root;

  private interface Harm {
    void on(Path folder) throws IOException;
  }

  private final Map<String, Harm> harms = new LinkedHashMap<>();
  private final Map<String, String> messages = new LinkedHashMap<>();

  private void harm(String name, Harm harm, String message) {
    harms.put(name, harm);
    messages.put(name, message);
  }

  @TestFactory
  Stream<DynamicTest> faultsAreNamed() {
    for (String file : List.of(Manifest.NAME, NETWORK, LABELS, VOCABULARY)) {
      harm(file + " missing", f -> Files.delete(f.resolve(file)), "");
      harm(file + " cut", f -> Tampering.cut(f.resolve(file), 2), file + ": ");
      harm(file + " empty", f -> Files.write(f.resolve(file), new byte[0]), file + ": ");
      harm(file + " is a folder", f -> Tampering.becomeFolder(f.resolve(file)), "");
    }
    for (String file : List.of(NETWORK, LABELS, VOCABULARY)) {
      harm(file + " altered", f -> Tampering.flip(f.resolve(file), 30), "must have the CRC-32C");
      harm(
          file + " longer",
          f -> Files.write(f.resolve(file), new byte[1], StandardOpenOption.APPEND),
          "must have the ");
    }
    manifestFaults();
    dictionaryFaults();
    tensorFaults();
    return harms.keySet().stream().map(name -> dynamicTest(name, () -> check(name)));
  }

  /** Faults of weights that are kept as 8-bit numbers. */
  @TestFactory
  Stream<DynamicTest> faultsOfSmallWeightsAreNamed() {
    scale(-0x1p-20f, "values must be from 0 to 1e36, value 1 is not: -9.536743E-7");
    scale(1.1e36f, "values must be from 0 to 1e36, value 1 is not: 1.1E36");
    scale(Float.NaN, "values must be finite, value 1 is not: NaN");
    harm(
        "scales left out",
        f -> Tampering.header(f, h -> h.put("other", h.remove("output.scales"))),
        "tensor output.scales is missing");
    harm(
        "scales of numbers",
        f -> Tampering.header(f, h -> Tampering.cast(h.get("output.scales")).put("dtype", "I32")),
        "tensor output.scales: dtype must be F32: I32");
    harm(
        "numbers without signs",
        f -> Tampering.header(f, h -> Tampering.cast(h.get("output.weights")).put("dtype", "U8")),
        "tensor output.weights: dtype must be F32: U8");
    return harms.keySet().stream()
        .map(name -> dynamicTest(name, () -> check(name, ModelSamples.int8(ModelSamples.text(1)))));
  }

  private void scale(float scale, String message) {
    harm(
        "scale " + scale,
        f -> Tampering.values(f, NETWORK, "input.scales", b -> b.putFloat(4, scale)),
        "tensor input.scales: " + message);
  }

  private void check(String name) throws IOException {
    check(name, ModelSamples.text(1));
  }

  private void check(String name, Model sample) throws IOException {
    Path folder = Files.createTempDirectory(root, "model");
    try (Model model = sample) {
      model.save(folder);
    }
    harms.get(name).on(folder);
    Throwable thrown = catchThrowable(() -> Model.load(folder).close());
    assertThat(thrown).isInstanceOf(ModelFormatException.class);
    assertThat(thrown.getMessage())
        .startsWith(folder.toString())
        .contains(messages.get(name))
        .doesNotContain("\n", "Exception")
        .hasSizeLessThan(600);
  }

  private void manifestFaults() {
    manifest("format", m -> m.put("format", "other"), "field format must be sluice-model: other");
    manifest("no format", m -> m.remove("format"), "must be sluice-model: null");
    manifest(
        "version", m -> m.put("version", 4), "field version must be at most 3 for this version");
    manifest("version text", m -> m.put("version", "1"), "field version must be a whole number");
    manifest("no check", m -> m.remove("crc32c"), "field crc32c is missing");
    manifest("no shape", m -> m.remove("shape"), "field shape is missing");
    manifest("shape list", m -> m.put("shape", List.of()), "field shape must be an object: []");
    shape("features", -1, "shape.features must be a whole number from 0 to 2147483647: -1");
    shape("labels", 1L << 40, "shape.labels must be a whole number");
    shape("labels", Integer.MAX_VALUE, "labels.tsv: must have one line for each of the 2147483647");
    shape("hidden", List.of(), "shape.hidden must have at least one width");
    shape("hidden", List.of(20, 0), "shape.hidden must be a whole number from 1");
    shape("hidden", "20", "shape.hidden must be a list: 20");
    shape("hidden", List.of(21, 3), "tensor input.weights: shape must be [4, 21]: [4, 20]");
    shape("hidden", List.of(20), "output.weights: shape must be [5, 20]: [5, 3]");
    shape("activation", "tanh", "shape.activation must be linear or relu: tanh");
    manifest("no rows", m -> m.remove("trainingRows"), "field trainingRows is missing");
    inner("config", "epochs", -3, "config: epochs must be ");
    inner("config", "colour", "red", "config: no setting is called 'colour'");
    inner("text", "documents", -1, "field text.documents must be a whole number");
    inner("text", "documents", 1, "documentFrequency must be from 1 to documents (1)");
    inner("text", "charNgrams", 2, "text: charNgrams must be 0 or from 3 to 8: 2");
    inner("text", "hashBits", 28, "must mean the 4 features of the network: 28");
    inner("files", NETWORK, "x", "field files.network.safetensors must be an object: x");
    inner("files", LABELS, Map.of("bytes", 1), "files.labels.tsv.crc32c is missing");
    inner("files", LABELS, Map.of("bytes", 1, "crc32c", "+1"), "must be eight hexadecimal digits");
    manifest("no files", m -> m.put("files", Map.of()), "files.network.safetensors is missing");
    harm("manifest altered", f -> replace(f, "\"epochs\": ", "\"epochs\": 1"), "it was altered");
    harm("manifest not JSON", f -> replace(f, "{", "["), "manifest.json: 2:11: ");
    harm("manifest a list", f -> Files.writeString(f.resolve(Manifest.NAME), "[]"), "JSON object");
    harm(
        "manifest binary",
        f -> Files.write(f.resolve(Manifest.NAME), new byte[] {(byte) 0xff, 0, 1}),
        "must be UTF-8");
    harm(
        "manifest huge",
        f -> Files.writeString(f.resolve(Manifest.NAME), " ".repeat((1 << 24) + 1)),
        "must have at most 16777216 bytes");
    harm(
        "manifest deep",
        f -> Files.writeString(f.resolve(Manifest.NAME), "[".repeat(100_000)),
        "nesting");
  }

  private void dictionaryFaults() {
    labels("a\t1\n", "must have one line for each of the 5 labels of the network: 1");
    labels("a\t1\nb\t1\na\t1\nc\t1\nd\t1\n", "labels 0 and 2 are both 'a'");
    labels("a\n", "line 1: must be a name, a tab and a whole number: a");
    labels("a\t1\nb\t-1\n", "line 2: must be a name, a tab and a whole number");
    labels("a\t99999999999\n", "line 1: count must be a whole number below 2^31");
    labels("a\t1x\n", "line 1: count must be a whole number");
    labels("a\tb\t1\n", "line 1: must have a single tab");
    labels("a\\x\t1\n", "line 1: a backslash must be followed by");
    labels("a\\\t1\n", "line 1: a backslash must be followed by");
    harm(
        "labels in Latin-1",
        f -> Tampering.file(f, LABELS, new byte[] {'a', '\t', '1', '\n', (byte) 0xe4, '\t', '1'}),
        "labels.tsv: must be UTF-8");
    harm(
        "vocabulary with an empty term",
        f -> Tampering.file(f, VOCABULARY, "a\t1\n\t1\nb\t1\nc\t1\n"),
        "vocabulary.tsv: terms must not be empty");
    harm(
        "vocabulary with a term twice",
        f -> Tampering.file(f, VOCABULARY, "a\t1\na\t1\nb\t1\nc\t1\n"),
        "vocabulary.tsv: terms must differ");
  }

  private void tensorFaults() {
    harm("no header", f -> Tampering.file(f, NETWORK, new byte[5]), "at least 8 bytes: 5");
    length(Long.MIN_VALUE, "9223372036854775808");
    length(-1, "18446744073709551615");
    length(1L << 40, "1099511627776");
    harm(
        "header not JSON",
        f -> Tampering.file(f, NETWORK, Tampering.safetensors("{\"a\":", new byte[0])),
        "network.safetensors: header: 1:6");
    harm(
        "header not UTF-8",
        f -> Tampering.file(f, NETWORK, new byte[] {1, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff}),
        "header must be UTF-8");
    tensor(Map.of("dtype", "F32"), "must be an object of dtype, shape and data_offsets");
    tensor(entry("F16", List.of(0), 0, 0), "dtype must be one of F32, I32, U16, I8, U8: F16");
    tensor(entry("I32", List.of(20), 320, 400), "tensor input.biases: dtype must be F32: I32");
    tensor(entry("U16", List.of(20), 320, 400), "must span the 40 bytes of shape [20]");
    tensor(entry("F32", "0", 0, 0), "shape must be a list of whole numbers");
    tensor(entry("F32", List.of(-1), 0, 0), "shape must be a list of whole numbers");
    tensor(entry("F32", List.of(1L << 62, 4), 0, 0), "shape must be below 2^63 bytes");
    tensor(entry("F32", List.of(1), 4, 0), "data_offsets must be two rising numbers: [4, 0]");
    tensor(entry("F32", List.of(1), 0, 8), "data_offsets must span the 4 bytes of shape [1]");
    tensor(entry("F32", List.of(1), 0, 4), "data_offsets must begin where the tensor before ends");
    tensor(entry("F32", List.of(1), 9_999, 10_003), "must begin where the tensor before ends");
    tensor("text", "must be an object");
    harm(
        "metadata",
        f -> Tampering.header(f, h -> h.put("__metadata__", Map.of("a", 1))),
        "__metadata__ must map names to strings");
    harm(
        "tensor renamed",
        f -> Tampering.header(f, h -> h.put("other", h.remove("input.biases"))),
        "tensor input.biases is missing; there are input.weights, other");
    harm(
        "tensor left out",
        f -> Tampering.header(f, h -> h.remove("output.biases")),
        "tensors must end where the file ends");
    value(Float.NaN, "tensor output.biases: values must be finite, value 4 is not: NaN");
    value(Float.NEGATIVE_INFINITY, "value 4 is not: -Infinity");
  }

  private void manifest(String name, Consumer<Map<String, Object>> change, String message) {
    harm("manifest: " + name, f -> Tampering.manifest(f, change), message);
  }

  private void inner(String section, String field, Object value, String message) {
    manifest(
        section + "." + field + " = " + value,
        m -> Tampering.cast(m.get(section)).put(field, value),
        message);
  }

  private void shape(String field, Object value, String message) {
    inner("shape", field, value, message);
  }

  private void labels(String content, String message) {
    harm("labels '" + content + "'", f -> Tampering.file(f, LABELS, content), message);
  }

  private void length(long length, String shown) {
    harm(
        "header length " + length,
        f -> {
          byte[] bytes = Files.readAllBytes(f.resolve(NETWORK));
          ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
          Tampering.file(f, NETWORK, bytes);
        },
        "bytes: " + shown);
  }

  private static Map<String, Object> entry(String type, Object shape, long from, long to) {
    return Map.of("dtype", type, "shape", shape, "data_offsets", List.of(from, to));
  }

  private void tensor(Object entry, String message) {
    harm("tensor " + entry, f -> Tampering.header(f, h -> h.put("input.biases", entry)), message);
  }

  private void value(float value, String message) {
    harm(
        "last value " + value,
        f -> {
          byte[] bytes = Files.readAllBytes(f.resolve(NETWORK));
          ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(bytes.length - 4, value);
          Tampering.file(f, NETWORK, bytes);
        },
        message);
  }

  private static void replace(Path folder, String what, String by) throws IOException {
    Path file = folder.resolve(Manifest.NAME);
    Files.writeString(file, Files.readString(file).replaceFirst(Pattern.quote(what), by));
  }

  @Test
  void placesWithoutAModelAreNamed() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    assertThat(catchThrowable(() -> Model.load(root.resolve("none"))))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(root.resolve("none") + ": no such folder");
    assertThat(catchThrowable(() -> Model.load(file)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(file + ": a model is a folder, this is a file");
    assertThat(catchThrowable(() -> ModelSummary.read(root)))
        .isInstanceOf(ModelFormatException.class)
        .hasMessage(root + ": is not a Sluice model: it has no manifest.json");
  }

  @Test
  void harmlessChangesAreAccepted() throws IOException {
    Path folder = root.resolve("model");
    try (Model model = ModelSamples.text(1)) {
      model.save(folder);
    }
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Path manifest = folder.resolve(Manifest.NAME);
    Files.writeString(manifest, Files.readString(manifest).replace("\n", "\n\n"));
    Tampering.manifest(folder, m -> m.put("later", "addition"));
    Tampering.manifest(folder, m -> Tampering.cast(m.get("config")).remove("epochs"));
    Model.load(folder).close();
  }

  @Test
  void modelsOfTheFirstVersionKeepTheirFloats() throws IOException {
    Path folder = root.resolve("model");
    try (Model model = ModelSamples.text(1)) {
      model.save(folder);
    }
    Tampering.manifest(folder, m -> m.put("version", 1));
    Tampering.manifest(folder, m -> Tampering.cast(m.get("config")).remove("storedWeights"));
    byte[] weights = Files.readAllBytes(folder.resolve(NETWORK));
    assertThat(ModelSummary.read(folder).toMap()).containsEntry("version", 1);
    try (Model model = Model.load(folder)) {
      model.save(folder);
    }
    assertThat(folder.resolve(NETWORK)).hasBinaryContent(weights);
    assertThat(ModelSummary.read(folder).toMap()).containsEntry("version", 3);
  }
}
