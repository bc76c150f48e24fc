package org.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(Workshop.class)
@Timeout(120)
class DeepCommandTest {
  private final Workshop workshop;
  @TempDir Path folder;

  DeepCommandTest(Workshop workshop) {
    this.workshop = workshop;
  }

  /** Which of two columns is greater, with noise beside them. */
  private Path table(String name, int rows) throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      double a = random.nextDouble();
      double b = random.nextDouble();
      text.append("%.3f,%.3f,%.3f,%d%n".formatted(a, b, random.nextDouble(), a > b ? 1 : 0));
    }
    return Files.writeString(folder.resolve(name), text);
  }

  @ParameterizedTest
  @CsvSource({
    "full, 1",
    "dropout, 1",
    "standout, 2",
    "winner-take-all, 2",
    "hashed-published, 1",
    "hashed-best, 2"
  })
  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  void everySelectionLearnsATable(String selection, int layers) throws IOException {
    Path table = table("table.csv", 900);
    Path model = folder.resolve("model");
    CommandRun run =
        CommandRun.of(
                "deep",
                "train",
                table,
                "-o",
                model,
                "--selection",
                selection,
                "--share",
                0.4,
                "--layers",
                layers,
                "--units",
                30,
                "--epochs",
                12,
                "--rate",
                0.03,
                "--threads",
                1,
                "--count-operations",
                "--json")
            .succeeded();

    Map<String, Object> report = run.json();
    assertThat(report).containsEntry("rows", 750L).containsEntry("testRows", 150L);
    double accuracy = (Double) report.get("accuracy");
    assertThat(accuracy).isGreaterThan(0.85);
    assertThat((List<?>) report.get("epochs")).hasSize(12);
    Map<String, Object> operations = (Map<String, Object>) report.get("operations");
    assertThat((Double) operations.get("share")).isBetween(0.05, 8.0);
    assertThat((List<?>) operations.get("layersNonZero")).hasSize(layers + 1);

    CommandRun test = CommandRun.of("deep", "test", model, table, "--json").succeeded();
    assertThat(test.json()).containsEntry("rows", 150L);
    assertThat((Double) test.json().get("accuracy")).isEqualTo(accuracy);
    assertThat(CommandRun.of("deep", "test", model, table, "--part", "all", "--json").json())
        .containsEntry("rows", 900L);
  }

  @Test
  void rowsGetTheirClasses() throws IOException {
    Path model = folder.resolve("model");
    CommandRun.of(
            "deep",
            "train",
            table("t.csv", 600),
            "-o",
            model,
            "--units",
            30,
            "--selection",
            "full",
            "--epochs",
            40)
        .succeeded();

    CommandRun run =
        CommandRun.withInput("0.9, 0.1 0.5\n\n0.2,0.8,0.5\n", "deep", "predict", model, "-");
    assertThat(run.succeeded().outLines()).containsExactly("1", "0");
    Path file = Files.writeString(folder.resolve("rows.txt"), "0.9 0.1 0.5\n");
    CommandRun json = CommandRun.of("deep", "predict", model, file, "--json").succeeded();
    assertThat(json.json()).containsEntry("class", 1L);
    assertThat((List<?>) json.json().get("probabilities"))
        .satisfies(
            list ->
                assertThat(list.stream().mapToDouble(p -> (Double) p).sum())
                    .isEqualTo(1, within(1e-9)));
    Files.writeString(file, "0.9 0.1 0.5\n1,2\n");
    assertThat(CommandRun.of("deep", "predict", model, file).err())
        .contains("rows.txt:2: a row must have the 3 numbers of the model: 2");
    Files.writeString(file, "0.9 x 0.5");
    CommandRun.of("deep", "predict", model, file)
        .failed(ExitCode.FAILED, "rows.txt:1: number 2 must be a number: x");
    Files.writeString(file, "0.9 NaN 0.5");
    CommandRun.of("deep", "predict", model, file)
        .failed(ExitCode.FAILED, "rows.txt:1: number 2 must be finite: NaN");
  }

  @Test
  void imagesGetTheirClasses() {
    CommandRun run =
        CommandRun.of("deep", "predict", workshop.path("deep-model"), workshop.path("images/mnist"))
            .succeeded();

    assertThat(run.outLines()).hasSize(80).containsOnly("0", "1");
    CommandRun table =
        CommandRun.of("deep", "test", workshop.path("deep-model"), workshop.path("images/mnist"))
            .succeeded();
    assertThat(table.outLines().getFirst()).matches("accuracy 0\\.\\d{4} on 80 rows, .* ms a row");
    assertThat(table.out()).contains("true \\ answered");
  }

  @Test
  void theSameSeedGivesTheSameModel() throws IOException {
    for (String name : List.of("a", "b")) {
      CommandRun.of(
              "deep",
              "train",
              workshop.path("images/mnist"),
              "-o",
              folder.resolve(name),
              "--units",
              20,
              "--epochs",
              1,
              "--seed",
              7)
          .succeeded();
    }
    assertThat(folder.resolve("a/network.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("b/network.safetensors"));
  }

  @Test
  void whoStopsTrainingKeepsWhatHasBeenLearned() {
    assertThat(interrupted()).contains("interrupted; the model as far as it had come is in");
    CommandRun.of("deep", "test", folder.resolve("model"), workshop.path("images/mnist"))
        .succeeded();
  }

  @Test
  void whoWantsNothingIsLeftNothing() {
    assertThat(interrupted("--on-interrupt", "discard")).contains("interrupted; nothing was saved");
    assertThat(folder).isEmptyDirectory();
  }

  /** What is said by training that is interrupted after two epochs. */
  private String interrupted(String... options) {
    Interrupts interrupts = new Interrupts();
    ByteArrayOutputStream err =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            if (toString(UTF_8).contains("epoch 2/")) {
              interrupts.request();
            }
          }
        };
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            new StandardOutput(new ByteArrayOutputStream()),
            new PrintStream(err, true, UTF_8),
            false,
            false,
            80,
            interrupts);
    List<String> words =
        new ArrayList<>(
            List.of(
                "deep",
                "train",
                workshop.path("images/mnist").toString(),
                "-o",
                folder.resolve("model").toString(),
                "--units",
                "20",
                "--epochs",
                "100000"));
    words.addAll(List.of(options));

    assertThat(Main.run(words.toArray(String[]::new), console)).isEqualTo(ExitCode.INTERRUPTED);
    return err.toString(UTF_8);
  }

  @Test
  void wrongInputIsNamed() throws IOException {
    Path images = workshop.path("images/mnist");
    Path model = workshop.path("deep-model");
    Path table = table("t.csv", 20);
    CommandRun.of("deep", "train", folder.resolve("none"), "-o", folder.resolve("m"))
        .failed(ExitCode.FAILED, "none: no such file or folder");
    CommandRun.of("deep", "train", images, "-o", table)
        .failed(ExitCode.FAILED, "t.csv: it is not a folder");
    CommandRun.of("deep", "train", images, "-o", workshop.path("model"))
        .failed(ExitCode.FAILED, "is not a Sluice model");
    CommandRun.of("deep", "test", workshop.path("model"), images)
        .failed(ExitCode.FAILED, "field format must be sluice-deep-model: sluice-model");
    CommandRun.of("deep", "test", model, table)
        .failed(ExitCode.FAILED, "t.csv: rows must have 784 numbers like those that the model");
    CommandRun.of("deep", "predict", folder.resolve("none"), images)
        .failed(ExitCode.FAILED, "none: no such folder");
    CommandRun.of("deep", "predict", model, folder.resolve("none"))
        .failed(ExitCode.FAILED, "none: no such file or folder");
    String wide = String.join(",", Collections.nCopies(784, "0"));
    Path nine = Files.writeString(folder.resolve("nine.csv"), (wide + ",9\n").repeat(12));
    CommandRun.of("deep", "test", model, nine)
        .failed(ExitCode.FAILED, "nine.csv: classes must be below 2, the number that the model");
    assertThat(
            CommandRun.of(
                    "deep",
                    "train",
                    images,
                    "-o",
                    folder.resolve("m"),
                    "--selection",
                    "full",
                    "--layers",
                    6,
                    "--rate",
                    1000)
                .err())
        .contains("training diverged in epoch 1");
  }
}
