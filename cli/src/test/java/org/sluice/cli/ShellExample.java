package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of shell as documentation shows it: commands with what joins them.
 *
 * @param parts the commands in order
 */
record ShellExample(List<Part> parts) {
  private static final Pattern TOKEN =
      Pattern.compile("'([^']*)'|\"([^\"]*)\"|(\\|\\|?|&&|;|>|<)|([^\\s'\"|;&<>]+)");
  private static final Pattern FILE =
      Pattern.compile(
          "[\\w-]+\\.(txt|tsv|json|jsonl)|(titles-|deep-)?model|results|images(/[\\w-]+)?");

  /**
   * A command.
   *
   * @param operator what joins it to the one before, empty for the first
   * @param words its words, without settings of the environment in front
   */
  record Part(String operator, List<String> words) {
    /** Whether it calls this program, behind words such as {@code time} or {@code do} too. */
    boolean isSluice() {
      return program() >= 0;
    }

    /** What follows the program's name, or the first word where it is another program. */
    List<String> arguments() {
      return words.subList(Math.max(0, program()) + 1, words.size());
    }

    private int program() {
      return !words.isEmpty() && words.getFirst().equals("sluice") ? 0 : words.indexOf("./sluice");
    }
  }

  /** The lines of a block, joined where they end in a backslash, without comments. */
  static List<ShellExample> of(String block) {
    return block
        .replaceAll("\\\\\\R", "")
        .lines()
        .map(ShellExample::ofLine)
        .filter(example -> !example.parts().isEmpty())
        .toList();
  }

  static ShellExample ofLine(String line) {
    List<Part> parts = new ArrayList<>();
    String operator = "";
    List<String> words = new ArrayList<>();
    Matcher token = TOKEN.matcher(line);
    while (token.find()) {
      String bare = token.group(4);
      if (bare != null && bare.startsWith("#")) {
        break;
      }
      if (token.group(3) != null) {
        parts.add(new Part(operator, words));
        operator = token.group(3);
        words = new ArrayList<>();
      } else if (bare == null || !words.isEmpty() || !bare.matches("\\w+=.*")) {
        words.add(bare != null ? bare : token.group(1) != null ? token.group(1) : token.group(2));
      }
    }
    if (!words.isEmpty()) {
      parts.add(new Part(operator, words));
    }
    return new ShellExample(parts);
  }

  /** Runs it in this process: {@code [echo TEXT |] sluice ... [> FILE]}, files in a folder. */
  CommandRun run(Path folder) throws IOException {
    int at = 0;
    String input = "";
    if (parts.getFirst().words().getFirst().equals("echo")) {
      input = String.join(" ", parts.getFirst().arguments()) + "\n";
      assertThat(parts.get(++at).operator()).isEqualTo("|");
    }
    Part command = parts.get(at++);
    assertThat(command.isSluice()).as("%s calls sluice", command.words()).isTrue();
    Object[] words =
        command.arguments().stream()
            .map(word -> FILE.matcher(word).matches() ? folder.resolve(word) : word)
            .toArray();
    CommandRun run = CommandRun.withInput(input, words);
    if (at < parts.size()) {
      assertThat(parts.get(at).operator()).isEqualTo(">");
      Files.writeString(folder.resolve(parts.get(at++).words().getFirst()), run.out());
    }
    assertThat(at).as("parts of %s that were run", parts).isEqualTo(parts.size());
    return run;
  }
}
