package org.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What happens when somebody stops a command. */
@ExtendWith(Workshop.class)
@Timeout(120)
class InterruptTest {
  private final Workshop workshop;
  @TempDir Path folder;

  InterruptTest(Workshop workshop) {
    this.workshop = workshop;
  }

  @Test
  void trainingSavesWhatThereIs() {
    Path model = folder.resolve("model");
    CommandRun run = interrupted("train", workshop.path("train.txt"), "-o", model, "--json");

    assertThat(run.code()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(run.err()).contains("interrupted; the model as far as it had come is in " + model);
    assertThat(run.json()).containsEntry("interrupted", true);
    CommandRun.of("test", model, workshop.path("test.txt")).succeeded();
  }

  @Test
  void trainingLeavesNothingWhenAsked() {
    Path model = folder.resolve("model");
    CommandRun run =
        interrupted("train", workshop.path("train.txt"), "-o", model, "--on-interrupt", "discard");

    assertThat(run.code()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(run.err()).contains("interrupted; nothing was saved");
    assertThat(run.out()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aCourseTellsWhatWasMeasured() {
    CommandRun run =
        interruptedAt(
            "inspect",
            "course",
            workshop.path("deep-model"),
            "--data",
            workshop.path("images/mnist"),
            "--epochs",
            10000,
            "--rows",
            20,
            "--json");

    assertThat(run.code()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(run.err()).contains("interrupted; these are the figures up to then");
    assertThat(run.json()).containsEntry("interrupted", true);
    assertThat((List<?>) run.json().get("course")).hasSizeBetween(3, 9999);
  }

  /** Runs endless training and interrupts it when the second epoch is done. */
  private static CommandRun interrupted(Object... words) {
    Object[] endless = {"--epochs", 10000, "--hidden", 16};
    return interruptedAt(Stream.of(words, endless).flatMap(Arrays::stream).toArray());
  }

  /** Interrupts a command when the second epoch is done. */
  private static CommandRun interruptedAt(Object... words) {
    Interrupts interrupts = new Interrupts();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
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
            new StandardOutput(out),
            new PrintStream(err, true, UTF_8),
            false,
            false,
            80,
            interrupts);
    int code = Main.run(Stream.of(words).map(String::valueOf).toArray(String[]::new), console);
    return new CommandRun(code, out.toString(UTF_8), err.toString(UTF_8));
  }

  @Test
  void aSignalDoesIt() throws IOException, InterruptedException {
    Path model = folder.resolve("model");
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "train",
                workshop.path("train.txt").toString(),
                "-o",
                model.toString(),
                "--epochs",
                "10000",
                "--hidden",
                "16")
            .redirectOutput(folder.resolve("out").toFile())
            .start();
    try (BufferedReader err =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      String line = err.readLine();
      while (line != null && !line.contains("epoch 2/")) {
        line = err.readLine();
      }
      assertThat(line).as("a line about epoch 2").isNotNull();
      process.toHandle().destroy(); // SIGTERM; a test's parent may have switched SIGINT off
      assertThat(err.lines().toList().getLast()).contains("interrupted; the model");
    } finally {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    assertThat(process.exitValue()).as("128 + SIGTERM").isEqualTo(143);
    assertThat(Files.readString(folder.resolve("out"))).contains("trained in");
    CommandRun.of("show", model).succeeded();
  }

  @Test
  void aReaderThatHasSeenEnoughIsNoFailure() {
    assertThat(predictInto("Broken pipe")).isEqualTo(new CommandRun(0, "", ""));
    CommandRun full = predictInto("No space left on device");
    assertThat(full.code()).isEqualTo(ExitCode.FAILED);
    assertThat(full.err())
        .isEqualTo(
            "sluice: cannot write to standard output: No space left on device"
                + System.lineSeparator());
  }

  private CommandRun predictInto(String failure) {
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new String[] {
              "predict", workshop.path("model").toString(), workshop.path("test.txt").toString()
            },
            new ByteArrayInputStream(new byte[0]),
            new StandardOutput(failing),
            new PrintStream(err, true, UTF_8));
    return new CommandRun(code, "", err.toString(UTF_8));
  }
}
