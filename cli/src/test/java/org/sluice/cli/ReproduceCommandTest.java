package org.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.json.Json;

@ExtendWith(Workshop.class)
@Timeout(180)
class ReproduceCommandTest {
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");

  private final Workshop workshop;
  @TempDir Path folder;

  ReproduceCommandTest(Workshop workshop) {
    this.workshop = workshop;
  }

  private Object[] kdd17(Object... more) {
    return words(new Object[] {"reproduce", "kdd17", "--data", workshop.path("images")}, more);
  }

  private static Object[] words(Object[] first, Object... more) {
    return Stream.of(first, more).flatMap(Arrays::stream).toArray();
  }

  @Test
  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  void figuresTableAndPageSayTheSame() throws IOException {
    Path results = folder.resolve("a/results");
    CommandRun run =
        CommandRun.of(
                kdd17(
                    "--sets",
                    "mnist,fashion-mnist",
                    "--parts",
                    "accuracy",
                    "--methods",
                    "dense,winner-take-all",
                    "--seeds",
                    2,
                    "--epochs",
                    4,
                    "-o",
                    results,
                    "--json"))
            .succeeded();

    Map<String, Object> report = run.json();
    assertThat(report).containsEntry("experiment", "kdd17").containsEntry("notRun", 0L);
    // Two sets of dense and winner-take-all at 5 and 25 %.
    List<Map<String, Object>> summaries = (List<Map<String, Object>>) report.get("summaries");
    assertThat(summaries).hasSize(2 * 3);
    assertThat(summaries)
        .allSatisfy(
            summary -> {
              assertThat(summary)
                  .containsEntry("runs", 2L)
                  .containsEntry("part", "accuracy")
                  .containsEntry("epochs", 4L);
              assertThat((Double) summary.get("accuracy")).isBetween(0.4, 1.0);
              assertThat((Map<String, Object>) summary.get("spreads")).containsKey("accuracy");
            });
    Map<String, Object> file = Json.parseObject(Files.readString(results.resolve("results.json")));
    assertThat(file.get("summaries")).isEqualTo(summaries);
    assertThat((List<?>) file.get("results")).hasSize(2 * 6);
    assertThat(Files.readString(results.resolve("results.md")))
        .contains("| accuracy | mnist | winner-take-all | 1 | 1,000 | 5.0 % | 5.0 % | 1 | 2 |");
    String html = Files.readString(results.resolve("index.html"));
    Matcher data = DATA.matcher(html);
    assertThat(data.find()).isTrue();
    assertThat(Json.parseObject(data.group(1)).get("summaries")).isEqualTo(summaries);
    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", " src=", "href=", "url(", "@import", "fetch(");
    assertThat(run.err())
        .contains(
            "12 runs",
            "left out: parts: threads, conflicts, widths",
            "run 12/12",
            "a browser shows " + results.resolve("index.html"));
    try (Stream<Path> files = Files.list(results)) {
      assertThat(files).as("nothing half written is left").hasSize(3);
    }
  }

  @Test
  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  void hashedNetsStandBesideNetworksOfEqualSize() {
    Map<String, Object> report = other("hashednets", "--data", workshop.path("images"));

    List<Map<String, Object>> summaries = (List<Map<String, Object>>) report.get("summaries");
    assertThat(summaries)
        .extracting(summary -> summary.get("method"))
        .contains("hashed", "equal size", "random edges", "full size");
    double hashed = (Double) summaries.getFirst().get("realWeights");
    assertThat(hashed).isBetween(95_000.0, 105_000.0); // an eighth of 785 * 1000 + 1001 * 2 edges
    assertThat(summaries.get(1).get("method")).isEqualTo("equal size");
    assertThat((Double) summaries.get(1).get("realWeights")).isBetween(hashed, 1.1 * hashed);
    List<Map<String, Object>> claims = (List<Map<String, Object>>) report.get("claims");
    assertThat((String) claims.getFirst().get("ours")).contains("equal size", "full size");
  }

  @Test
  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  void featuresStandBesideRawNumbers() {
    Map<String, Object> report = other("wta-autoencoder", "--data", workshop.path("images"));

    assertThat((List<Map<String, Object>>) report.get("summaries"))
        .extracting(summary -> summary.get("method"))
        .containsExactly("raw numbers", "features");
  }

  @Test
  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  void slideStandsBesideOurSetsAndAllLabels() {
    Map<String, Object> report =
        other("slide", "--data", workshop.path("train.txt"), "--test", workshop.path("test.txt"));

    List<Map<String, Object>> summaries = (List<Map<String, Object>>) report.get("summaries");
    assertThat(summaries)
        .extracting(summary -> summary.get("method"))
        .containsExactly("slide", "pooled", "full softmax");
    assertThat(summaries)
        .allSatisfy(
            summary -> {
              assertThat(summary).containsEntry("set", "train.txt").containsEntry("labels", 40L);
              assertThat((Double) summary.get("accuracy")).isGreaterThan(0.02);
            });
    assertThat((List<String>) report.get("leftOut")).contains("epochs: 3 instead of 20");
  }

  /** Runs another experiment at its quickest; nothing of it may fail. */
  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  private Map<String, Object> other(String name, Object... more) {
    CommandRun run =
        CommandRun.of(words(words("reproduce", name, "--json", "-o", folder.toString()), more))
            .succeeded();
    Map<String, Object> report = run.json();
    assertThat(report).containsEntry("experiment", name).containsEntry("notRun", 0L);
    assertThat((List<Map<String, Object>>) report.get("summaries"))
        .isNotEmpty()
        .allSatisfy(summary -> assertThat((Double) summary.get("accuracy")).isBetween(0.0, 1.0));
    assertThat(folder).isDirectoryContaining("glob:**/index.html");
    return report;
  }

  @Test
  void whatIsKnownIsNotRunAgain() {
    Object[] words =
        kdd17("--sets", "mnist", "--methods", "dense", "--parts", "accuracy", "-o", folder);
    CommandRun first = CommandRun.of(words).succeeded();
    assertThat(first.err()).contains("run 1/1");

    CommandRun second = CommandRun.of(words).succeeded();
    assertThat(second.err()).contains("1 run, 1 of them known").doesNotContain("run 1/1");
    assertThat(second.out()).isEqualTo(first.out());
    CommandRun more = CommandRun.of(words(words, "--seeds", 2)).succeeded();
    assertThat(more.err()).contains("2 runs, 1 of them known", "run 1/1", "seed 2");
  }

  @Test
  void aBudgetOfTimeEndsAfterARunAndSaysWhatIsLeft() {
    CommandRun run =
        CommandRun.of(
                kdd17("--sets", "mnist", "--methods", "dense", "--budget", "0.001s", "-o", folder))
            .succeeded();

    assertThat(run.err()).contains("left out: 14 of 15 runs, the first of them");
    assertThat(run.outLines().getFirst()).startsWith("part");
  }

  @Test
  void whoStopsItKeepsWhatIsDone() {
    Interrupts interrupts = new Interrupts();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            if (toString(UTF_8).contains("run 2/")) {
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
    Object[] words = kdd17("--sets", "mnist", "-o", folder, "--json");

    int code = Main.run(Arrays.stream(words).map(String::valueOf).toArray(String[]::new), console);

    assertThat(code).isEqualTo(ExitCode.INTERRUPTED);
    String said = err.toString(UTF_8);
    assertThat(said).contains("interrupted; the same command goes on").doesNotContain("run 3/");
    Map<String, Object> report = Json.parseObject(out.toString(UTF_8).strip());
    assertThat((List<?>) report.get("summaries")).hasSize(2);
    assertThat(CommandRun.of(words("reproduce", "kdd17", "--help")).err()).isEmpty();
    CommandRun again =
        CommandRun.of(
                kdd17(
                    "--sets",
                    "mnist",
                    "-o",
                    folder,
                    "--parts",
                    "accuracy",
                    "--methods",
                    "dense,dense-dropout",
                    "--shares",
                    "0.05"))
            .succeeded();
    assertThat(again.err()).contains("2 runs, 2 of them known");
  }

  private static Object[] words(String... words) {
    return words;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"experiment":"slide"}                               | experiment must be kdd17: "slide"
          {"experiment":"kdd17","version":2}                   | version must be 1: 2
          {"experiment":"kdd17","version":1,"results":7}       | results must be a list: 7
          {"experiment":"kdd17","version":1,"results":[{}]}    | results[0].course must be a list
          {"experiment":                                       | results.json: 1:15: a value is missing
          """)
  void aBrokenFolderIsNamedAndLeftAlone(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("results.json"), text);

    CommandRun run = CommandRun.of(kdd17("--sets", "mnist", "--methods", "dense", "-o", folder));

    run.failed(ExitCode.FAILED, file.toString(), message);
    assertThat(Files.readString(file)).isEqualTo(text);
    assertThat(folder).isDirectoryNotContaining("glob:**.html");
  }

  @Test
  void wrongFoldersAreNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    CommandRun.of("reproduce", "kdd17", "--data", folder.resolve("none"), "--sets", "mnist")
        .failed(ExitCode.FAILED, "none/mnist: no such file or folder");
    CommandRun.of(kdd17("-o", file)).failed(ExitCode.FAILED, file + ": is not a folder");
  }
}
