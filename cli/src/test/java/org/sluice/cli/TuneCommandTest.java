package org.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.json.Json;

@ExtendWith(Workshop.class)
@Timeout(120)
class TuneCommandTest {
  private final Workshop workshop;
  @TempDir Path folder;

  TuneCommandTest(Workshop workshop) {
    this.workshop = workshop;
  }

  @Test
  void settingsComeOutThatTrainTakes() throws IOException {
    Path config = folder.resolve("settings.json");
    Path data = workshop.path("train.txt");
    CommandRun run =
        CommandRun.of(
                "tune", data, "-o", config, "--trials", 3, "--epochs", 2, "--rank", false, "--json")
            .succeeded();

    assertThat(run.err())
        .contains("80 rows held out; varied: input-rate", "trial 1/", "with the defaults; best")
        .contains("'sluice train DATA -o MODEL --config " + config + "'")
        .doesNotContain("epochs,");
    Map<String, Object> report = run.json();
    assertThat(report)
        .containsEntry("metric", "P@1")
        .containsEntry("complete", true)
        .containsEntry("interrupted", false);
    assertThat((List<?>) report.get("trials")).hasSizeBetween(3, 5);
    assertThat((Double) report.get("score"))
        .isGreaterThanOrEqualTo((Double) report.get("defaults"));
    Map<String, Object> written = Json.parseObject(Files.readString(config));
    assertThat(written)
        .isEqualTo(report.get("config"))
        .containsEntry("epochs", 2L)
        .containsAllEntriesOf(run.json("changes"))
        .doesNotContainKey("threads");

    Path model = folder.resolve("model");
    CommandRun.of("train", data, "-o", model, "--config", config).succeeded();
    assertThat(CommandRun.of("show", model, "--json").json("config")).containsAllEntriesOf(written);
  }

  @Test
  void withoutAFileSettingsGoToStandardOutput() {
    Object[] words = {
      "tune", workshop.path("titles.tsv"), "--trials", 2, "--threads", 1, "--metric", "psp3"
    };
    CommandRun run = CommandRun.of(words).succeeded();

    assertThat(Json.parseObject(run.out())).containsEntry("threads", 1L).containsKey("inputRate");
    assertThat(run.err()).contains(": PSP@3 ");
    assertThat(CommandRun.of(words).out()).isEqualTo(run.out());
  }

  @Test
  void tooLittleTimeLeavesTheDefaults() {
    CommandRun run =
        CommandRun.of("tune", workshop.path("train.txt"), "--budget", 1e-9, "--epochs", 1)
            .succeeded();
    assertThat(run.err())
        .contains("there was time for the defaults alone: more --budget is needed");
    assertThat(Json.parseObject(run.out())).containsEntry("epochs", 1L);
  }

  @Test
  void tooFewRowsAreNamed() throws IOException {
    Path few = Files.writeString(folder.resolve("few.tsv"), Workshop.titles(99, 2));
    CommandRun.of("tune", few, "-o", folder.resolve("c"))
        .failed(ExitCode.FAILED, few + ": tuning needs at least 100 rows: 99");
    CommandRun.of("tune", few, "-o", folder)
        .failed(ExitCode.FAILED, folder + ": is a folder, not a file");
    assertThat(folder.resolve("c")).doesNotExist();
  }

  @Test
  void anInterruptedSearchWritesTheBestSoFar() throws IOException {
    Path config = folder.resolve("settings.json");
    Interrupts interrupts = new Interrupts();
    ByteArrayOutputStream err =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            if (toString(UTF_8).contains("trial 2/")) {
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
    String[] words = {
      "tune", workshop.path("train.txt").toString(), "-o", config.toString(), "--trials", "10000"
    };

    assertThat(Main.run(words, console)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(err.toString(UTF_8))
        .contains("interrupted; these are the best settings so far")
        .doesNotContain("trial 4/");
    assertThat(Json.parseObject(Files.readString(config))).containsKey("inputRate");
  }
}
