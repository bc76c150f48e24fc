package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What --help shows as examples works as it stands. */
@ExtendWith(Workshop.class)
class ExamplesTest {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  @ParameterizedTest
  @ValueSource(strings = {"", "train", "test", "predict", "show", "generate"})
  void examplesWork(String command, Workshop workshop, @TempDir Path folder) throws IOException {
    copyAll(workshop.path("."), folder);
    Object[] help = command.isEmpty() ? new Object[] {"--help"} : new Object[] {command, "--help"};
    String text = CommandRun.of(help).succeeded().out();
    List<String> examples = examples(text);

    assertThat(examples).hasSizeGreaterThanOrEqualTo(2);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    for (String example : examples) {
      run(example, folder);
    }
  }

  /** Indented lines below the heading, joined where they end in a backslash. */
  private static List<String> examples(String help) {
    String shown = help.substring(help.indexOf("Examples:")).replaceAll("\\\\\\R", "");
    return shown.lines().filter(line -> line.startsWith("  ")).map(String::strip).toList();
  }

  private static void run(String example, Path folder) throws IOException {
    String input = "";
    String line = example;
    if (line.startsWith("echo ")) {
      List<Object> echo = words(line.substring(5, line.indexOf('|')), null);
      input = String.valueOf(echo.getFirst()) + "\n";
      line = line.substring(line.indexOf('|') + 1).strip();
    }
    Path target = null;
    if (line.contains(" > ")) {
      target = folder.resolve(line.substring(line.indexOf(" > ") + 3));
      line = line.substring(0, line.indexOf(" > "));
    }
    List<Object> words = words(line, folder);
    assertThat(words.removeFirst()).isEqualTo("sluice");
    CommandRun run = CommandRun.withInput(input, words.toArray()).succeeded();
    if (target != null) {
      Files.writeString(target, run.out());
    }
  }

  /** The words of a shell line; those that name a file lie in the folder. */
  private static List<Object> words(String line, Path folder) {
    List<Object> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      String word = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
      boolean file = folder != null && word.matches("[\\w-]+\\.(txt|tsv|json)|(titles-)?model");
      words.add(file ? folder.resolve(word) : word);
    }
    return words;
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
