package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.json.Json;

/** Every command does what it says on small data. */
@ExtendWith(Workshop.class)
class CommandsTest {
  private final Workshop workshop;
  @TempDir Path folder;

  CommandsTest(Workshop workshop) {
    this.workshop = workshop;
  }

  @Test
  void generateMakesTheSameDataFromTheSameSeed() throws IOException {
    Path again = folder.resolve("again.txt");
    CommandRun.of(
            "generate",
            "-o",
            again,
            "--rows",
            400,
            "--features",
            200,
            "--labels",
            40,
            "--features-per-row",
            10,
            "--labels-per-row",
            1.5)
        .succeeded();

    assertThat(again).hasSameTextualContentAs(workshop.path("train.txt"));
    assertThat(Files.readAllLines(again)).hasSize(401).first().isEqualTo("400 200 40");
  }

  @Test
  void theSecondStageIsSavedUnlessItIsNotWanted() throws IOException {
    assertThat(workshop.path("titles-model").resolve("rankers.safetensors")).exists();
    Path alone = folder.resolve("alone");
    CommandRun.of("train", workshop.path("titles.tsv"), "-o", alone, "--epochs", 2, "--rank", false)
        .succeeded();
    assertThat(alone.resolve("manifest.json")).exists();
    assertThat(alone.resolve("rankers.safetensors")).doesNotExist();
  }

  @Test
  void trainSaysItsSettingsAndWhatItTook() throws IOException {
    Path model = folder.resolve("model");
    CommandRun run =
        CommandRun.of(
                "train",
                workshop.path("train.txt"),
                "-o",
                model,
                "--json",
                "--epochs",
                3,
                "--validation-file",
                workshop.path("test.txt"),
                "--threads",
                1)
            .succeeded();

    assertThat(run.err())
        .contains("400 rows, 40 labels", "epochs 3", "hidden 128", "epoch 3/3", "held out: ");
    Map<String, Object> report = run.json();
    assertThat(report)
        .containsKeys("cpu_seconds", "read_seconds", "save_seconds", "loss", "validation")
        .containsEntry("rows", 400L)
        .containsEntry("epochs", 3L)
        .containsEntry("interrupted", false);
    assertThat(number(report, "seconds")).isGreaterThan(number(report, "train_seconds"));
    assertThat(number(report, "rows_per_second"))
        .isCloseTo(1200 / number(report, "train_seconds"), within(1e-6));
    assertThat(number(report, "peak_memory_mb")).isBetween(20.0, 8000.0);
    assertThat(number(report, "model_mb"))
        .isCloseTo(ProcessFigures.folderBytes(model) / 1e6, within(1e-9));
    assertThat(run.json("validation")).containsKey("P@1");
  }

  @Test
  void settingsComeFromDataThenFileThenOptions() {
    Path model = folder.resolve("model");
    CommandRun.of(
            "train",
            workshop.path("train.txt"),
            "-o",
            model,
            "--config",
            workshop.path("settings.json"),
            "--epochs",
            1,
            "--hash-family",
            "dwta")
        .succeeded();

    Map<String, Object> config = CommandRun.of("show", model, "--json").json("config");
    assertThat(config.get("epochs")).as("the option wins").isEqualTo(1L);
    assertThat(config.get("hidden")).as("the file's").isEqualTo(List.of(8L));
    assertThat(config.get("logQ")).isEqualTo(false);
    assertThat(config.get("hashFamily")).isEqualTo("dwta");
    assertThat((Long) config.get("k")).as("fitted to the family").isBetween(1L, 10L);
    assertThat(config.get("batchSize")).as("the default").isEqualTo(64L);
  }

  @Test
  void configOfAModelTrainsTheSameModelAgain() throws IOException {
    Object config = CommandRun.of("show", workshop.path("model"), "--json").json().get("config");
    Path file = Files.writeString(folder.resolve("config.json"), Json.write(config));
    Path model = folder.resolve("model");
    CommandRun.of("train", workshop.path("train.txt"), "-o", model, "--config", file).succeeded();

    assertThat(predictions(model)).isEqualTo(predictions(workshop.path("model")));
  }

  private String predictions(Path model) {
    return CommandRun.of("predict", model, workshop.path("test.txt")).succeeded().out();
  }

  @Test
  void testMeasures() {
    CommandRun table =
        CommandRun.of("test", workshop.path("model"), workshop.path("test.txt")).succeeded();
    assertThat(table.out()).contains("@1", "@10", "nDCG", "PSP", "recall", "coverage", "60 rows");

    Map<String, Object> report =
        CommandRun.of("test", workshop.path("model"), workshop.path("test.txt"), "--json")
            .succeeded()
            .json();
    for (String metric : List.of("P", "nDCG", "PSP", "recall", "coverage")) {
      for (int k : new int[] {1, 3, 5}) {
        assertThat(number(report, metric + "@" + k)).isBetween(0.0, 1.0);
      }
    }
    assertThat(report).containsEntry("rows", 60L);
    assertThat(number(report, "P@1")).as("learnt something").isGreaterThan(0.3);
    assertThat(number(report, "ms_per_point"))
        .isCloseTo(number(report, "seconds") * number(report, "threads") / 60 * 1000, within(1e-9));
  }

  @Test
  void propensitiesWeighRareLabels() {
    Object[] words = {"test", workshop.path("model"), workshop.path("test.txt"), "--json"};
    double usual = number(CommandRun.of(words).succeeded().json(), "PSP@1");
    Object[] more = java.util.Arrays.copyOf(words, 8);
    System.arraycopy(new Object[] {"--propensity-a", 0.01, "--propensity-b", 100}, 0, more, 4, 4);
    double flat = number(CommandRun.of(more).succeeded().json(), "PSP@1");

    assertThat(flat).isNotEqualTo(usual);
  }

  @Test
  void testTellsWhatScoresAreWorth() {
    Object[] words = {"test", workshop.path("model"), workshop.path("test.txt")};
    assertThat(CommandRun.of(with(words, "--precision", 0.5)).succeeded().out())
        .contains("calibration error 0.", "precision 0.5: threshold 0.", "% of rows answered");
    assertThat(CommandRun.of(with(words, "--precision", 1)).succeeded().out())
        .containsPattern(
            "precision 1.0(: threshold| is not reached; the highest at any threshold)");

    CommandRun run = CommandRun.of(with(words, "--json", "--precision", 0.5)).succeeded();
    assertThat(number(run.json(), "ECE@1")).isBetween(0.0, 1.0);
    assertThat(number(run.json(), "ECE@5")).isBetween(0.0, 1.0);
    assertThat((List<?>) run.json().get("bins@5")).hasSize(20);
    assertThat(number(run.json("threshold"), "precision")).isGreaterThanOrEqualTo(0.5);
    assertThat(run.json("threshold")).containsKeys("recall", "labelsPerRow", "rowsAnswered");
  }

  private static Object[] with(Object[] words, Object... more) {
    return java.util.stream.Stream.concat(
            java.util.Arrays.stream(words), java.util.Arrays.stream(more))
        .toArray();
  }

  @Test
  void thresholdsKeepUnsureLabelsBack() {
    Object[] words = {"predict", workshop.path("model"), workshop.path("test.txt")};
    List<String> all = CommandRun.of(with(words, "-k", 40)).succeeded().outLines();
    List<String> sure = CommandRun.of(with(words, "--threshold", 0.2)).succeeded().outLines();

    assertThat(sure).hasSameSizeAs(all);
    for (int row = 0; row < sure.size(); row++) {
      String[] parts = all.get(row).split("\t");
      StringBuilder expected = new StringBuilder();
      for (int i = 0; i < parts.length && Double.parseDouble(parts[i + 1]) >= 0.2; i += 2) {
        expected.append(i == 0 ? "" : "\t").append(parts[i]).append('\t').append(parts[i + 1]);
      }
      assertThat(sure.get(row)).isEqualTo(expected.toString());
    }
    assertThat(CommandRun.of(with(words, "--threshold", 0, "-k", 3)).succeeded().outLines())
        .isEqualTo(CommandRun.of(with(words, "-k", 3)).succeeded().outLines());
  }

  @Test
  void precisionsMeasuredInTrainingAreKept() throws IOException {
    Path data = folder.resolve("rows.txt");
    CommandRun.of("generate", "-o", data, "--rows", 1500, "--labels", 40, "--features", 200)
        .succeeded();
    Path model = folder.resolve("model");
    CommandRun.of("train", data, "-o", model, "--hidden", 16, "--epochs", 8, "--threads", 1)
        .succeeded();
    assertThat(CommandRun.of("show", model).succeeded().out())
        .contains("150 rows kept aside", "precision 0.3: threshold ");
    Map<String, Object> facts = CommandRun.of("show", model, "--json").succeeded().json();
    Map<?, ?> lowest = (Map<?, ?>) ((List<?>) facts.get("thresholds")).getFirst();
    assertThat(facts).containsEntry("calibration_rows", 150L);

    CommandRun run = CommandRun.of("predict", model, data, "--precision", 0.25).succeeded();
    assertThat(run.err()).contains("precision 0.3: threshold ", "on 150 rows kept aside");
    assertThat(run.out())
        .isEqualTo(
            CommandRun.of("predict", model, data, "--threshold", lowest.get("threshold"))
                .succeeded()
                .out());
    CommandRun.of("predict", model, data, "--precision", 1)
        .failed(ExitCode.FAILED, "precision 1.0 was not reached on the 150 rows kept aside");
    CommandRun.of("predict", workshop.path("titles-model"), data, "--precision", 0.5)
        .failed(ExitCode.FAILED, "the model keeps no thresholds, since no rows were kept aside");
  }

  @Test
  void rareLabelsAreFavouredOnWish() {
    Object[] words = {"test", workshop.path("model"), workshop.path("test.txt"), "--json"};
    double usual = number(CommandRun.of(words).succeeded().json(), "PSP@1");
    double same = number(CommandRun.of(with(words, "--propensity", 0)).json(), "PSP@1");
    assertThat(same).isEqualTo(usual);

    Object[] question = {"predict", workshop.path("model"), workshop.path("test.txt"), "-k", 40};
    assertThat(CommandRun.of(with(question, "--propensity", 1)).succeeded().out())
        .isNotEqualTo(CommandRun.of(question).succeeded().out());
  }

  @Test
  void predictAnswersTextFromAnywhere() {
    String answer =
        CommandRun.of(
                "predict", workshop.path("titles-model"), "--text", "history of bread", "-k", 2)
            .succeeded()
            .out();
    assertThat(answer).matches("bread \\(subject\\)\\t[01]\\.\\d{6}\\t[^\\t]+\\t0\\.\\d{6}\\R");

    CommandRun piped =
        CommandRun.withInput(
                "history of bread\n\nstars\r\nlaw",
                "predict",
                workshop.path("titles-model"),
                "-k",
                1)
            .succeeded();
    assertThat(piped.outLines())
        .hasSize(4)
        .satisfiesExactly(
            line -> assertThat(line).startsWith("bread (subject)\t"),
            line -> assertThat(line).isEmpty(),
            line -> assertThat(line).startsWith("stars (subject)\t"),
            line -> assertThat(line).startsWith("law (subject)\t"));
  }

  @Test
  void predictTakesTheFormatsOfData() throws IOException {
    List<String> rows = Files.readAllLines(workshop.path("test.txt"));
    List<String> bare =
        rows.stream().skip(1).map(row -> row.substring(row.indexOf(' ') + 1)).toList();
    String expected = predictions(workshop.path("model"));
    assertThat(expected.lines()).hasSize(60);

    Path model = workshop.path("model");
    String features = String.join("\n", bare);
    assertThat(CommandRun.withInput(features, "predict", model).out()).isEqualTo(expected);
    assertThat(CommandRun.withInput(features, "predict", model, "--format", "libsvm").out())
        .isEqualTo(expected);
    String json =
        bare.stream()
            .map(row -> "{\"features\": {\"" + row.replace(" ", ", \"").replace(":", "\": ") + "}}")
            .collect(java.util.stream.Collectors.joining("\n"));
    assertThat(CommandRun.withInput(json, "predict", model).out()).isEqualTo(expected);
    Path zipped = folder.resolve("rows.gz");
    try (var out = new java.util.zip.GZIPOutputStream(Files.newOutputStream(zipped))) {
      out.write(String.join("\n", rows).getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    assertThat(CommandRun.of("predict", model, zipped).out()).isEqualTo(expected);
    assertThat(CommandRun.withInput(Files.readAllBytes(zipped), "predict", model, "-").out())
        .isEqualTo(expected);
  }

  @Test
  void predictWritesJsonLines() {
    CommandRun run =
        CommandRun.withInput(
                "law\nmusic\n", "predict", workshop.path("titles-model"), "--json", "-k", 3)
            .succeeded();

    assertThat(run.outLines()).hasSize(2);
    List<?> answers = (List<?>) run.json().get("predictions");
    assertThat(answers).hasSize(3);
    Map<?, ?> best = (Map<?, ?>) answers.getFirst();
    assertThat((Object) best.get("label")).isEqualTo("music (subject)");
    assertThat((Object) best.get("id")).isInstanceOf(Long.class);
    assertThat((Double) best.get("score")).isBetween(0.0, 1.0);
  }

  @Test
  void showTellsWhatAModelIs() {
    assertThat(CommandRun.of("show", workshop.path("titles-model")).succeeded().out())
        .contains("takes text, answers with 6 labels", "epochs 8", "titles.tsv", "word-ngrams");

    Map<String, Object> facts =
        CommandRun.of("show", workshop.path("model"), "--json").succeeded().json();
    assertThat(facts)
        .containsEntry("input", "features")
        .containsEntry("features", 200L)
        .containsEntry("hidden", List.of(16L))
        .containsEntry("labels", 40L)
        .containsEntry("parameters", 201L * 16 + 17L * 40)
        .containsKeys("provenance", "model_mb", "config", "training_rows");
  }

  @Test
  void badRowsAreCountedWhenAsked() throws IOException {
    String rows = Files.readString(workshop.path("train.txt")).replaceFirst(":0\\.", ":zero.");
    Path data = Files.writeString(folder.resolve("data.txt"), rows);
    Object[] words = {"train", data, "-o", folder.resolve("m"), "--epochs", 1, "--skip-bad-rows"};
    String err = CommandRun.of(words).succeeded().err();

    assertThat(err).contains("bad rows left out: 1; the first: " + data + ":2:");
  }

  @Test
  void dataMayComeFromStandardInput() throws IOException {
    byte[] rows = Files.readAllBytes(workshop.path("train.txt"));
    CommandRun.withInput(rows, "train", "-", "-o", folder.resolve("m"), "--epochs", 1).succeeded();

    CommandRun.withInput(rows, "test", folder.resolve("m"), "-").succeeded();
  }

  private static double number(Map<String, Object> report, String name) {
    return ((Number) report.get(name)).doubleValue();
  }
}
