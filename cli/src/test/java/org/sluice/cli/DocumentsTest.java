package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.sluice.config.ConfigFields;
import org.sluice.config.DataFigures;
import org.sluice.config.Defaults;
import org.sluice.config.TrainingConfig;

/** What the documents say of commands, options and files is so. */
class DocumentsTest {
  private static final List<String> COMMANDS =
      List.of(
          "train",
          "tune",
          "test",
          "predict",
          "show",
          "inspect",
          "generate",
          "index",
          "deep",
          "reproduce",
          "demo");

  /** Options of the JVM, which documents name as well. */
  private static final Set<String> JVM =
      Set.of("--add-modules", "--enable-native-access", "--add-opens", "--add-exports");

  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--?[a-zA-Z][a-z-]*");
  private static final TrainingConfig DEFAULTS =
      Defaults.of(new DataFigures(1000, 100, 100, 10, 1, true), 1);

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> broken = new ArrayList<>();
    for (Markdown document : Markdown.all()) {
      broken.addAll(document.brokenLinks());
    }
    assertThat(broken).isEmpty();

    Markdown wrong =
        new Markdown(
            Markdown.root().resolve("docs").resolve("a.md"),
            "# A b\n[x](b.md) [x](formats.md#data-file) [x](#a-c) [x](#a-b) [x](../LICENSE)\n");
    assertThat(wrong.brokenLinks())
        .containsExactly("a.md: b.md", "a.md: formats.md#data-file", "a.md: #a-c");
  }

  @Test
  void commandsInShellBlocksMakeSense() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Markdown document : Markdown.all()) {
      wrong.addAll(wrongCommands(document));
    }
    assertThat(wrong).isEmpty();

    assertThat(wrongCommands("x=1 ./sluice trian a -o b")).hasSize(1);
    assertThat(wrongCommands("cd x && ./sluice train a -o b --epochs 0 > c")).hasSize(1);
    assertThat(wrongCommands("./sluice train a -o b --hidden $W --epochs 3 # --no")).isEmpty();
    assertThat(wrongCommands("for i in 1 2; do ./sluice show; --top 3; done")).isEmpty();
    assertThat(wrongCommands("for i in 1 2; do time ./sluice show m --top 3; done")).hasSize(1);
    assertThat(wrongCommands("./sluice predict m --hidden=3")).hasSize(1);
    assertThat(wrongCommands("mvn verify\n./sluice \\\n  predict m -k many")).hasSize(1);
  }

  private static List<String> wrongCommands(String shell) {
    return wrongCommands(new Markdown(Markdown.root(), "```sh\n" + shell + "\n```\n"));
  }

  /** What is wrong with the calls of this program in a document's shell blocks. */
  private static List<String> wrongCommands(Markdown document) {
    return Stream.of("sh", "bash", "console")
        .flatMap(language -> document.blocks(language).stream())
        .flatMap(block -> ShellExample.of(block).stream())
        .flatMap(example -> example.parts().stream())
        .filter(ShellExample.Part::isSluice)
        .map(part -> part.arguments().stream().map(DocumentsTest::plain).toList())
        .map(DocumentsTest::fault)
        .filter(fault -> !fault.isEmpty())
        .map(fault -> document.file().getFileName() + ": " + fault)
        .toList();
  }

  /** A shell variable may be anything; a number is what most options take. */
  private static String plain(String word) {
    return word.replaceAll("\\$\\{?\\w+\\}?", "1");
  }

  /** What is wrong with arguments, empty where nothing is; with --help nothing is carried out. */
  private static String fault(List<String> arguments) {
    CommandRun run =
        CommandRun.of(Stream.concat(arguments.stream(), Stream.of("--help")).toArray());
    if (run.code() != ExitCode.OK) {
      return run.err().strip();
    }
    // Asked for help, the parser keeps quiet about words that it does not know.
    if (!arguments.getFirst().startsWith("-") && !COMMANDS.contains(arguments.getFirst())) {
      return "no command " + arguments.getFirst();
    }
    Set<String> known = options(run.out()).collect(Collectors.toSet());
    for (String argument : arguments) {
      if (argument.matches("--?[a-z].*") && !known.contains(argument.replaceFirst("=.*", ""))) {
        return arguments.getFirst() + " has no option " + argument;
      }
    }
    try {
      DEFAULTS.with(settings(arguments));
      return "";
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static Map<String, String> settings(List<String> arguments) {
    Map<String, String> settings = new HashMap<>();
    if (arguments.getFirst().equals("train")) {
      for (ConfigFields.Field field : ConfigFields.fields(TrainingConfig.class)) {
        int at = arguments.indexOf(SettingOptions.optionName(field.name()));
        if (at >= 0) {
          settings.put(field.name(), arguments.get(at + 1));
        }
      }
    }
    return settings;
  }

  @Test
  void optionsInSentencesExist() throws IOException {
    Set<String> known =
        Stream.concat(
                COMMANDS.stream(),
                Stream.of(
                    "inspect sweep",
                    "inspect course",
                    "reproduce kdd17",
                    "reproduce hashednets",
                    "reproduce wta-autoencoder",
                    "reproduce slide",
                    "deep train",
                    "deep test",
                    "deep predict"))
            .map(command -> (Object[]) (command + " --help").split(" "))
            .flatMap(words -> options(CommandRun.of(words).succeeded().out()))
            .collect(Collectors.toSet());
    assertThat(known).contains("--query", "--epochs", "--propensity-a");

    List<String> unknown = new ArrayList<>();
    int checked = 0;
    for (Markdown document : Markdown.all()) {
      for (String code : document.inlineCode()) {
        if (code.matches("((\\./)?sluice |--).*")) {
          checked++;
          options(code)
              .filter(option -> !known.contains(option) && !JVM.contains(option))
              .forEach(option -> unknown.add(document.file().getFileName() + ": " + code));
          String command = code.replaceFirst("^(\\./)?sluice +", "").replaceFirst(" .*", "");
          if (command.matches("[a-z]+") && !COMMANDS.contains(command)) {
            unknown.add(document.file().getFileName() + ": " + code);
          }
        }
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(checked).isGreaterThan(10);
  }

  private static Stream<String> options(String text) {
    return OPTION.matcher(text).results().map(MatchResult::group);
  }
}
