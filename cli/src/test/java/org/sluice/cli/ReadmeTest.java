package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.data.DataReader;
import org.sluice.data.Dataset;
import org.sluice.data.ReadOptions;
import org.sluice.data.ReadResult;
import org.sluice.model.Model;

/** What the README shows works as it stands. */
class ReadmeTest {
  private static final String ANSWER = "steam (subject)";

  @TempDir private Path folder;
  private Markdown readme;
  private List<ShellExample> shell;

  @BeforeEach
  void prepare() throws IOException {
    readme = Markdown.read(Markdown.root().resolve("README.md"));
    shell = readme.blocks("sh").stream().flatMap(block -> ShellExample.of(block).stream()).toList();
    Files.writeString(folder.resolve("titles.tsv"), Workshop.titles(300, 1));
    Files.writeString(folder.resolve("more-titles.tsv"), Workshop.titles(40, 2));
    Files.writeString(folder.resolve("questions.txt"), "a book on steam\nthe taste of bread\n");
  }

  @Test
  void theFirstCommandsAreThoseThatEveryChangeMustPass() throws IOException {
    String checks = Files.readString(Markdown.root().resolve(".ci").resolve("run"));
    List<String> first =
        ShellExample.of(readme.blocks("sh").getFirst()).stream()
            .map(example -> String.join(" ", example.parts().getFirst().words()))
            .toList();

    assertThat(first).containsExactly("./sluice demo", "mvn verify");
    assertThat(first).allSatisfy(command -> assertThat(checks).contains("\n" + command + " "));
  }

  @Test
  void shellExamplesWork() throws IOException {
    List<String> commands = new ArrayList<>();
    for (ShellExample example : shell) {
      ShellExample.Part first = example.parts().getFirst();
      if (first.isSluice() && !first.arguments().equals(List.of("demo"))) {
        CommandRun run = example.run(folder).succeeded();
        commands.add(first.arguments().getFirst());
        if (first.arguments().contains("--text")) {
          assertThat(run.out()).startsWith(ANSWER + "\t");
        }
      }
    }

    assertThat(commands).contains("train", "test", "predict", "show");
    assertThat(Files.readAllLines(folder.resolve("answers.jsonl"))).hasSize(2);
  }

  @Test
  void nothingElseIsShownAsShell() {
    assertThat(shell)
        .extracting(example -> example.parts().getFirst().words().getFirst())
        .containsOnly("./sluice", "mvn", "java");
  }

  @Test
  void rowsAreWrittenAsShown() throws IOException {
    Path file = Files.writeString(folder.resolve("shown.tsv"), readme.blocks("tsv").getFirst());

    ReadResult read = DataReader.read(file, ReadOptions.defaults());

    assertThat(read.format()).isEqualTo(org.sluice.data.DataFormat.TSV);
    assertThat(read.dataset().rows()).isEqualTo(2);
    assertThat(read.dataset().dictionary().names())
        .containsExactly("railways", "steam engines", "bread");
  }

  @Test
  void theJavaProgramRunsByTheCommandBelowIt() throws Exception {
    List<String> programs = readme.blocks("java");
    assertThat(programs).hasSize(1);
    Files.writeString(folder.resolve("Titles.java"), programs.getFirst());
    List<String> command = new ArrayList<>(javaCommand());
    command.set(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    int jar = command.indexOf("core/target/sluice-core-" + Version.number() + ".jar");
    assertThat(jar).as("place of the engine in %s", command).isPositive();
    command.set(jar, engine());

    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(out).isZero();
    assertThat(out.lines().filter(line -> line.startsWith("Prediction[")))
        .hasSize(3)
        .first()
        .asString()
        .contains("name=" + ANSWER);
    try (Model model = Model.load(folder.resolve("titles-model"))) {
      assertThat(model.dictionary().names()).contains(ANSWER);
    }
  }

  private List<String> javaCommand() {
    return shell.stream()
        .map(example -> example.parts().getFirst().words())
        .filter(words -> words.getFirst().equals("java"))
        .findFirst()
        .orElseThrow();
  }

  /** The engine that these tests run on, a folder of classes or a jar. */
  private static String engine() throws URISyntaxException {
    return Path.of(Dataset.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .toString();
  }
}
