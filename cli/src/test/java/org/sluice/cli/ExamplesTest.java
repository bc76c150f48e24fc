package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What --help shows as examples works as it stands. */
@ExtendWith(Workshop.class)
class ExamplesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "train",
        "test",
        "predict",
        "show",
        "generate",
        "inspect",
        "inspect sweep",
        "inspect course",
        "reproduce",
        "reproduce kdd17",
        "reproduce hashednets",
        "reproduce wta-autoencoder",
        "reproduce slide",
        "deep",
        "deep train",
        "deep test",
        "deep predict"
      })
  void examplesWork(String command, Workshop workshop, @TempDir Path folder) throws IOException {
    copyAll(workshop.path("."), folder);
    Object[] help = (command + " --help").strip().split(" ");
    String text = CommandRun.of(help).succeeded().out();
    List<ShellExample> examples = examples(text);

    assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    for (ShellExample example : examples) {
      example.run(folder).succeeded();
    }
  }

  /** Indented lines below the heading. */
  private static List<ShellExample> examples(String help) {
    String shown = help.substring(help.indexOf("Examples:")).replaceAll("\\\\\\R", "");
    return shown.lines().filter(line -> line.startsWith("  ")).map(ShellExample::ofLine).toList();
  }

  private static void copyAll(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }
}
