package org.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.data.TextDataset;
import org.sluice.json.Json;
import org.sluice.predict.Prediction;
import org.sluice.train.TrainingListener;
import picocli.CommandLine;

/** The command around a model that only counts shared words. */
class DemoCommandTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final WordCounter.Engine engine = new WordCounter.Engine();
  private Throwable failure;
  private int columns;

  /** Ranks labels by how many terms of the text their examples have. */
  private record WordCounter(List<String> labels, List<Set<String>> terms) implements Finder {
    @Override
    public List<Prediction> find(String text, int k) {
      List<Prediction> found = new ArrayList<>();
      Set<String> asked = Set.copyOf(new HashSet<>(List.of(text.split(" "))));
      for (int i = 0; i < labels.size(); i++) {
        long hits = terms.get(i).stream().filter(asked::contains).count();
        if (hits > 0) {
          found.add(new Prediction(i, labels.get(i), (float) hits / 10));
        }
      }
      found.sort(Comparator.comparing(Prediction::score).reversed());
      return found.subList(0, Math.min(k, found.size()));
    }

    @Override
    public void save(Path target) throws IOException {
      Files.createDirectory(target);
      List<String> lines = new ArrayList<>();
      for (int i = 0; i < labels.size(); i++) {
        lines.add(labels.get(i) + "\t" + String.join(" ", terms.get(i)));
      }
      Files.write(target.resolve("words"), lines);
    }

    @Override
    public void close() {
      // holds nothing
    }

    private static final class Engine implements Source {
      private int runs;

      @Override
      public Finder train(TextDataset rows, int threads, long seed, TrainingListener listener) {
        runs++;
        List<Set<String>> terms = new ArrayList<>();
        rows.dictionary().names().forEach(name -> terms.add(new HashSet<>()));
        for (int row = 0; row < rows.rows(); row++) {
          terms.get(rows.labels().ids()[row]).addAll(List.of(rows.texts().get(row).split(" ")));
        }
        return new WordCounter(rows.dictionary().names(), terms);
      }

      @Override
      public Finder load(Path source) throws IOException {
        List<String> labels = new ArrayList<>();
        List<Set<String>> terms = new ArrayList<>();
        for (String line : Files.readAllLines(source.resolve("words"))) {
          labels.add(line.split("\t")[0]);
          terms.add(Set.of(line.split("\t")[1].split(" ")));
        }
        return new WordCounter(labels, terms);
      }
    }
  }

  @BeforeEach
  void archive() throws IOException {
    Files.createDirectories(folder.resolve("jdk/lib"));
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("jdk/lib/src.zip")))) {
      put(zip, "tea.base/module-info.java", "module tea.base { exports tea; }");
      put(
          zip,
          "tea.base/tea/Cup.java",
          """
          package tea;
          public class Cup {
            /** Pours hot water. */ public void pour() {}
            /** Drinks slowly. @return what is left */ public int sip() { return 0; }
          }
          """);
    }
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private int run(boolean terminal, String typed, String... arguments) {
    out.reset();
    err.reset();
    failure = null;
    DemoCommand command =
        new DemoCommand(
            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            columns,
            "1",
            engine,
            folder.resolve("jdk"));
    List<String> all = new ArrayList<>(List.of("--cache", folder.resolve("cache").toString()));
    all.addAll(List.of(arguments));
    return new CommandLine(command)
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              failure = e;
              return 1;
            })
        .execute(all.toArray(String[]::new));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void answersAreCutWhereTheTerminalEnds() {
    columns = 32;
    run(false, "", "--query", "pouring WATER");
    assertThat(out()).isEqualTo("    20 %  tea.Cup.pour  Pour ...\n");

    columns = 41;
    run(false, "", "--query", "pouring WATER");
    assertThat(out()).isEqualTo("    20 %  tea.Cup.pour  Pours hot water.\n");
  }

  @Test
  void aQueryIsAnsweredWithoutAPrompt() {
    assertThat(run(true, "", "--query", "pouring WATER")).isZero();
    assertThat(out()).isEqualTo("    20 %  tea.Cup.pour  Pours hot water.\n");
    assertThat(err()).contains("2 documented public members").contains("trained in");
    assertThat(err()).doesNotContain("> ");
  }

  @Test
  void theModelIsKeptUntilAFreshOneIsAskedFor() throws IOException {
    run(false, "", "-q", "sip");
    run(false, "", "-q", "sip");
    assertThat(engine.runs).isEqualTo(1);
    assertThat(err()).contains("kept model loaded");
    run(false, "", "-q", "sip", "--fresh");
    run(false, "", "-q", "sip", "--seed", "2");
    assertThat(engine.runs).isEqualTo(3);
    try (Stream<Path> kept = Files.list(folder.resolve("cache"))) {
      assertThat(kept).hasSize(2).noneMatch(p -> p.toString().contains("unfinished"));
    }
  }

  @Test
  void aDamagedModelIsMadeAgain() throws IOException {
    run(false, "", "-q", "sip");
    try (Stream<Path> kept = Files.list(folder.resolve("cache"))) {
      Files.writeString(kept.findFirst().orElseThrow().resolve("demo.json"), "{\"members\": 1");
    }
    assertThat(run(false, "", "-q", "sip")).isZero();
    assertThat(err()).contains("is made again: ").contains("is damaged");
    assertThat(engine.runs).isEqualTo(2);
    assertThat(out()).contains("tea.Cup.sip");
  }

  @Test
  void jsonIsOneObject() {
    run(false, "", "--json", "-q", "sip", "-k", "1");
    Map<String, Object> object = Json.parseObject(out().strip());
    assertThat(object)
        .containsOnlyKeys("answers", "accuracy", "trained", "seconds", "members", "examples")
        .containsEntry("trained", true)
        .containsEntry("members", 2L);
    assertThat(object.get("accuracy").toString()).contains("P@1", "P@5", "rows");
    assertThat(object.get("answers").toString())
        .contains("label=tea.Cup.sip")
        .contains("doc=Drinks slowly.")
        .doesNotContain("pour");
  }

  @Test
  void linesAreAnsweredOneByOneWithoutATerminal() {
    run(false, "water\n\nsip\nxyz\nexit\npour\n");
    assertThat(out().lines().filter(line -> !line.startsWith(" ")))
        .containsExactly("water", "sip", "xyz");
    assertThat(out()).contains("no word of this");
    assertThat(err()).doesNotContain("> ");
  }

  @Test
  void aTerminalGetsAPromptUntilTheInputEnds() {
    assertThat(run(true, "water\n")).isZero();
    assertThat(err()).endsWith("> > ");
    assertThat(out()).startsWith("    ").contains("tea.Cup.pour");
  }

  @Test
  void wrongNumbersAreNamed() {
    assertThat(run(false, "", "--top", "0")).isEqualTo(1);
    assertThat(failure).hasMessage("--top must be from 1 to 1000: 0");
    assertThat(run(false, "", "--threads", "5000")).isEqualTo(1);
    assertThat(failure).hasMessage("--threads must be from 1 to 1024: 5000");
  }

  @Test
  void withoutAnArchiveNothingIsTrained() throws IOException {
    Files.delete(folder.resolve("jdk/lib/src.zip"));
    assertThat(run(false, "")).isEqualTo(1);
    assertThat(failure).hasMessageContaining("-source");
    assertThat(engine.runs).isZero();
  }

  @Test
  void cachesLieWhereTheUserKeepsThem() {
    assertThat(DemoStore.defaultCache(Map.of("XDG_CACHE_HOME", "/c"), "/h"))
        .isEqualTo(Path.of("/c/sluice"));
    assertThat(DemoStore.defaultCache(Map.of(), "/h")).isEqualTo(Path.of("/h/.cache/sluice"));
  }
}
