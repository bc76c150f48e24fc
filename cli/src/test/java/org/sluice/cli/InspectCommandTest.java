package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
import org.sluice.json.Json;

@ExtendWith(Workshop.class)
@Timeout(120)
class InspectCommandTest {
  private static final Pattern DATA =
      Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>");

  private final Workshop workshop;
  @TempDir Path folder;

  InspectCommandTest(Workshop workshop) {
    this.workshop = workshop;
  }

  @Test
  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  void everyFamilyIsComparedWithTheExactTop() throws IOException {
    Path page = folder.resolve("page.html");
    CommandRun run = inspect("--rows", 40, "--html", page, "--json").succeeded();

    Map<String, Object> report = run.json();
    assertThat(report)
        .containsEntry("title", "model")
        .containsEntry("labels", (long) Workshop.LABELS)
        .containsEntry("rows", 30L)
        .containsEntry("seenRows", 30L)
        .containsEntry("sizes", List.of(10L, 40L))
        .containsEntry("tops", List.of(1L, 10L, 40L));
    List<Map<String, Object>> methods = (List<Map<String, Object>>) report.get("methods");
    assertThat(methods)
        .extracting(method -> ((String) method.get("name")).replaceFirst(" K=.*", ""))
        .containsExactly(
            "simhash",
            "fast-simhash",
            "dwta",
            "wta",
            "simple-alsh",
            "sign-alsh",
            "learned buckets",
            "query lists",
            "uniform random",
            "exact top");
    Map<String, Object> exact =
        ((List<Map<String, Object>>) methods.getLast().get("sizes")).getFirst();
    assertThat(exact).containsEntry("precision", 1.0).containsEntry("found", 10.0);
    assertThat((Map<String, Object>) exact.get("recall")).containsEntry("10", 1.0);
    assertThat((List<?>) report.get("families")).hasSize(6);

    String html = Files.readString(page);
    Matcher data = DATA.matcher(html);
    assertThat(data.find()).isTrue();
    assertThat(Json.parseObject(data.group(1))).isEqualTo(report);
    // Names of SVG elements are the one address in the page, and nothing is fetched from it.
    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", " src=", "href=", "url(", "@import", "fetch(");
    assertThat(run.err()).contains("a browser shows " + page);
  }

  @Test
  void aTableSaysTheSame() {
    CommandRun run = inspect("--families", "dwta", "--rows", 30, "--tops", "1,5").succeeded();

    assertThat(run.outLines().getFirst()).isEqualTo("40 labels, 30 rows asked");
    assertThat(run.out())
        .contains("active set of 10", "top 5", "hits and activations", "off formula", "reach");
    assertThat(run.outLines())
        .anyMatch(line -> line.matches("exact top +10  1.0000  1.0000  1.0000 .*"));
  }

  private CommandRun inspect(Object... more) {
    Object[] words = {"inspect", workshop.path("model"), "--data", workshop.path("test.txt")};
    return CommandRun.of(Stream.of(words, more).flatMap(Arrays::stream).toArray());
  }

  @Test
  void aSweepCombinesAll() {
    CommandRun run =
        CommandRun.of(
                "inspect",
                "sweep",
                workshop.path("model"),
                "--data",
                workshop.path("test.txt"),
                "--fill",
                workshop.path("train.txt"),
                "--families",
                "fast-simhash,wta",
                "--k",
                "3,6",
                "--l",
                5,
                "--selections",
                "vanilla,threshold",
                "--json")
            .succeeded();

    assertThat((List<?>) run.json().get("methods")).hasSize(2 * 2 * 2 * 2 + 4);
    assertThat(run.json()).containsEntry("rows", 60L).containsEntry("seenRows", 400L);
    assertThat(run.out()).contains("fast-simhash K=3 L=5 probes=4 vanilla", "wta K=2 L=5");
  }

  @Test
  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  void aSweepTrainsEachCell() {
    CommandRun run =
        CommandRun.of(
                "inspect",
                "sweep",
                workshop.path("train.txt"),
                "--train",
                "--families",
                "simhash",
                "--k",
                4,
                "--l",
                6,
                "--active",
                "8,16",
                "--epochs",
                2,
                "--json")
            .succeeded();

    List<Map<String, Object>> trained = (List<Map<String, Object>>) run.json().get("trained");
    assertThat(trained)
        .extracting(cell -> cell.get("name") + " " + cell.get("activeSize"))
        .containsExactly(
            "uniform negatives 8",
            "simhash K=4 L=6 8",
            "uniform negatives 16",
            "simhash K=4 L=6 16");
    assertThat(trained).allSatisfy(cell -> assertThat((Double) cell.get("p1")).isGreaterThan(0.02));
    assertThat((Double) trained.get(1).get("recall")).isBetween(0.05, 1.0);
    assertThat(trained)
        .allSatisfy(
            cell -> {
              List<Map<String, Object>> course = (List<Map<String, Object>>) cell.get("course");
              assertThat(course).extracting(step -> step.get("epoch")).containsExactly(1L, 2L);
              assertThat(course.getLast().get("p1")).isEqualTo(cell.get("p1"));
              assertThat(course.getLast().get("recall")).isEqualTo(cell.get("recall"));
            });
    CommandRun untrained =
        CommandRun.of("inspect", "sweep", workshop.path("titles.tsv"), "--rows", 20).succeeded();
    assertThat(untrained.out()).contains("6 labels, 20 rows asked", "simple-alsh K=8 L=50");
  }

  @Test
  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  void aSweepTrainsWithEachSchedule() throws IOException {
    Path page = folder.resolve("schedules.html");
    Object[] arguments = {
      "inspect",
      "sweep",
      workshop.path("train.txt"),
      "--train",
      "--families",
      "simhash",
      "--k",
      4,
      "--l",
      6,
      "--active",
      8,
      "--rebuild-after",
      "1,1000000",
      "--rebuild-growth",
      "0,0.5",
      "--html",
      page
    };
    List<Map<String, Object>> trained =
        (List<Map<String, Object>>)
            CommandRun.of(Stream.concat(Arrays.stream(arguments), Stream.of("--json")).toArray())
                .succeeded()
                .json()
                .get("trained");
    assertThat(trained)
        .extracting(cell -> cell.get("rebuildAfter") + " " + cell.get("rebuildGrowth"))
        .containsExactly("null null", "1 0.0", "1 0.5", "1000000 0.0", "1000000 0.5");
    List<Long> rebuilds = trained.stream().map(cell -> (Long) cell.get("rebuilds")).toList();
    assertThat(rebuilds.get(0)).isZero();
    assertThat(rebuilds.get(1)).isGreaterThan(rebuilds.get(2));
    assertThat(rebuilds.get(2)).isGreaterThan(1);
    assertThat(rebuilds.subList(3, 5)).containsOnly(1L); // before the first batch
    assertThat(page).content().contains("\"rebuildAfter\":1000000", "\"rebuildGrowth\":0.5");
    assertThat(CommandRun.of(arguments).succeeded().out())
        .containsPattern("simhash K=4 L=6 +1000000 +0.50 +1 +8 ");
  }

  @Test
  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  void unitsOfAHiddenLayerTakeThePlaceOfLabels() {
    CommandRun run =
        CommandRun.of(
                "inspect",
                workshop.path("deep-model"),
                "--data",
                workshop.path("images/mnist"),
                "--rows",
                20,
                "--sizes",
                "2,8",
                "--json")
            .succeeded();

    Map<String, Object> exact =
        ((List<Map<String, Object>>) run.json().get("methods"))
            .stream().filter(m -> m.get("name").equals("exact top")).findFirst().orElseThrow();
    Map<String, Object> eight = ((List<Map<String, Object>>) exact.get("sizes")).getLast();
    assertThat(((Map<String, Object>) eight.get("recall")).get("1")).isEqualTo(1.0);
    assertThat(eight).containsEntry("p1", null).containsEntry("precision", 1.0);
    assertThat(run.json().get("dimension")).isEqualTo(784L);
    CommandRun.of(
            "inspect",
            workshop.path("deep-model"),
            "--data",
            workshop.path("images/mnist"),
            "--layer",
            9)
        .failed(2, "--layer must be from 1 to");
    CommandRun.of("inspect", workshop.path("model"), "--data", "x", "--layer", 2)
        .failed(2, "--layer must be for models of 'sluice deep' only");
  }

  @Test
  void wrongInputIsNamed() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty.tsv"), "a\tb\n");
    CommandRun.of("inspect", folder.resolve("none"), "--data", empty)
        .failed(ExitCode.FAILED, "none: no such folder");
    CommandRun.of("inspect", workshop.path("model"), "--data", empty)
        .failed(ExitCode.FAILED, "empty.tsv");
    CommandRun.of("inspect", "sweep", empty)
        .failed(ExitCode.FAILED, "empty.tsv: a sweep needs at least 2 rows: 1");
    inspect("--html", folder).failed(ExitCode.FAILED, folder + ": is a folder, not a file");
    inspect("--k", 25).failed(ExitCode.USAGE, "k must be from 1 to 24: 25");
    CommandRun.of("inspect", "sweep", workshop.path("model"), "--train")
        .failed(ExitCode.USAGE, "--train must be without a model");
    CommandRun.of("inspect", "sweep", empty, "--rebuild-after", 5)
        .failed(ExitCode.USAGE, "--rebuild-after must be with --train");
    CommandRun.of("inspect", "sweep", empty, "--train", "--rebuild-after", "5,0")
        .failed(ExitCode.USAGE, "--rebuild-after must be at least 1: 0");
    CommandRun.of("inspect", "sweep", empty, "--train", "--rebuild-growth", "5.5")
        .failed(ExitCode.USAGE, "--rebuild-growth must be from 0 to 5: 5.5");
    assertThat(inspect("--rows", 5, "--without-bias", "--json").succeeded().json())
        .containsEntry("bias", false);
  }
}
