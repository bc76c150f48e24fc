package org.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.active.Selection;
import org.sluice.active.Selection.Filling;
import org.sluice.config.HashKind;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.DeepListener;
import org.sluice.deep.DeepNetwork;
import org.sluice.deep.DeepPredictor;
import org.sluice.deep.DeepTrainer;
import org.sluice.dense.DenseExamples;
import org.sluice.dense.Rectangles;

class DeepModelTest {
  private static final DenseExamples ROWS = new Rectangles(3, 200);

  @TempDir Path root;

  static List<Selection> selections() {
    return List.of(
        new Selection.Full(),
        new Selection.Dropout(.5),
        new Selection.Standout(.3, 2),
        new Selection.WinnerTakeAll(.2),
        Selection.Hashed.best(.2),
        Selection.Hashed.published(.2),
        new Selection.Hashed(.2, .4, .5, HashKind.SIMHASH, 4, 6, 2, Filling.QUERIES, .3, 50, 0.1));
  }

  private static DeepModel model(Selection selection) {
    DeepConfig config = DeepConfig.of(2, 40, selection).withRun(2, 1, 9);
    DeepNetwork network = DeepTrainer.train(config, ROWS, ROWS, DeepListener.none()).network();
    network.settle(1);
    return new DeepModel(
        network, config, ROWS.size(), new Provenance(Map.of("data", "rectangles")));
  }

  @ParameterizedTest
  @MethodSource("selections")
  void aSavedModelAnswersAsItDidBefore(Selection selection) throws IOException {
    DeepModel model = model(selection);
    Path folder = root.resolve("model");
    model.save(folder);

    DeepModel loaded = DeepModel.load(folder);

    assertThat(loaded.config()).isEqualTo(model.config());
    assertThat(loaded.trainingRows()).isEqualTo(200);
    assertThat(loaded.provenance()).isEqualTo(model.provenance());
    DeepPredictor before = model.network().newPredictor();
    DeepPredictor after = loaded.network().newPredictor();
    for (int row = 0; row < ROWS.size(); row++) {
      assertThat(after.predict(ROWS, row)).isEqualTo(before.predict(ROWS, row));
      assertThat(after.scores()).isEqualTo(before.scores());
    }
  }

  @Test
  void aModelIsReplacedAndAnythingElseIsNot() throws IOException {
    DeepModel model = model(new Selection.WinnerTakeAll(.2));
    Path folder = root.resolve("model");
    model.save(folder);
    model.save(folder);
    assertThat(DeepModel.isAt(folder)).isTrue();
    assertThat(folder).isDirectoryContaining("glob:**manifest.json");
    try (Stream<Path> files = Files.list(root)) {
      assertThat(files).hasSize(1);
    }

    Files.writeString(folder.resolve("mine.txt"), "x");
    assertThatThrownBy(() -> model.save(folder))
        .hasMessageContaining("it holds mine.txt, which is not part of the model there");
    Path other = Files.createDirectory(root.resolve("other"));
    Files.writeString(other.resolve("a"), "x");
    assertThat(DeepModel.isAt(other)).isFalse();
    assertThatThrownBy(() -> DeepModel.checkTarget(other))
        .hasMessageContaining("it holds a and is not a Sluice model");
    assertThatThrownBy(() -> Model.load(folder))
        .hasMessageContaining("field format must be sluice-model: sluice-deep-model");
  }

  private interface Harm {
    void on(Path folder) throws IOException;
  }

  @TestFactory
  Stream<DynamicTest> faultsAreNamed() throws IOException {
    Path sound = root.resolve("sound");
    model(Selection.Hashed.best(.2)).save(sound);
    Map<String, Harm> harms = new LinkedHashMap<>();
    String numbers = DeepModel.NUMBERS;
    harms.put("has no manifest.json", f -> Files.delete(f.resolve(Manifest.NAME)));
    harms.put("manifest.json: ", f -> Tampering.cut(f.resolve(Manifest.NAME), 2));
    harms.put("network.safetensors: no such file", f -> Files.delete(f.resolve(numbers)));
    harms.put("bytes that the manifest says", f -> Tampering.cut(f.resolve(numbers), 2));
    harms.put("must have the CRC-32C", f -> Tampering.flip(f.resolve(numbers), 5000));
    manifest(harms, "format must be sluice-deep-model: x", m -> m.put("format", "x"));
    manifest(harms, "version must be at most 1", m -> m.put("version", 2L));
    manifest(
        harms,
        "field files.network.safetensors is missing",
        m -> Tampering.cast(m.get("files")).clear());
    manifest(
        harms,
        "field shape.classes must be a whole number",
        m -> Tampering.cast(m.get("shape")).put("classes", 1L));
    manifest(
        harms,
        "tensor layer0.weights: shape must be [40, 7]: [40, 784]",
        m -> Tampering.cast(m.get("shape")).put("inputs", 7L));
    manifest(harms, "config: epochs must be from 1", m -> config(m).put("epochs", 0L));
    manifest(harms, "config: no setting is called 'x'", m -> config(m).put("x", 0L));
    manifest(harms, "config: optimizer must be one of", m -> config(m).put("optimizer", "lion"));
    manifest(harms, "config.hidden must be a list", m -> config(m).put("hidden", 3L));
    manifest(harms, "config: hidden must be from 1 to 16", m -> config(m).put("hidden", List.of()));
    hidden(harms, "hidden[0].selection must be of full, dropout", "selection", "best");
    hidden(harms, "hidden[0]: share must be above 0", "share", 2.0);
    hidden(harms, "hidden[0]: no setting is called 'size'", "size", 2.0);
    hidden(harms, "hidden[0].units must be a whole number", "units", 0L);
    hidden(harms, "tensor layer0.weights: shape must be [41, 784]", "units", 41L);
    hidden(harms, "medians must have 96 values, not 84", "k", 8L);
    hidden(harms, "what a selection has learned must be [builds]", "filling", "weights");
    harms.put(
        "tensor layer1.biases is missing",
        f -> Tampering.header(f, numbers, h -> h.put("b", h.remove("layer1.biases"))));
    harms.put(
        "tensor layer2.weights: values must be finite, value 0 is not: NaN",
        f -> Tampering.values(f, numbers, "layer2.weights", v -> v.putFloat(0, Float.NaN)));
    return harms.entrySet().stream()
        .map(harm -> dynamicTest(harm.getKey(), () -> check(sound, harm)));
  }

  private static void manifest(
      Map<String, Harm> harms,
      String message,
      java.util.function.Consumer<Map<String, Object>> change) {
    harms.put(message, f -> Tampering.manifest(f, change));
  }

  private static Map<String, Object> config(Map<String, Object> manifest) {
    return Tampering.cast(manifest.get("config"));
  }

  private static void hidden(Map<String, Harm> harms, String message, String field, Object value) {
    manifest(
        harms,
        message,
        m -> {
          List<?> layers = (List<?>) config(m).get("hidden");
          Map<String, Object> first = new LinkedHashMap<>(Tampering.cast(layers.getFirst()));
          first.put(field, value);
          config(m).put("hidden", List.of(first, layers.getLast()));
        });
  }

  private void check(Path sound, Map.Entry<String, Harm> harm) throws IOException {
    Path folder = Files.createTempDirectory(root, "harmed").resolve("model");
    Files.createDirectory(folder);
    for (String name : List.of(Manifest.NAME, DeepModel.NUMBERS)) {
      Files.copy(sound.resolve(name), folder.resolve(name));
    }
    harm.getValue().on(folder);

    Throwable thrown = catchThrowable(() -> DeepModel.load(folder));

    assertThat(thrown).isInstanceOf(ModelFormatException.class).hasMessageContaining(harm.getKey());
    assertThat(thrown.getMessage().lines()).hasSize(1);
  }
}
