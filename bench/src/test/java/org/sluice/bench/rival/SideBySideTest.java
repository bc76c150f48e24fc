package org.sluice.bench.rival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.Main;
import org.sluice.json.Json;

/** Whole comparisons, with a script in the rival's place. */
class SideBySideTest {
  /** Answers label 0, then 1, to every row, and claims a precision. */
  private static final String RIVAL =
      """
      #!/bin/sh
      command=$1
      while [ $# -gt 0 ]; do
        case $1 in
          -i) input=$2 ;;
          -o) model=$2 ;;
          --prediction) prediction=$2 ;;
        esac
        shift
      done
      if [ "$command" = train ]; then
        mkdir "$model" && cp "$input" "$model/weights.bin"
        exit
      fi
      if [ -n "$prediction" ]; then
        sed 1d "$input" | while read -r _; do echo '0:0.5 1:0.25 '; done >"$prediction"
      fi
      echo '  P@1: CLAIM'
      echo '  Test CPU time / data point (ms): 0.125'
      """;

  @TempDir Path folder;
  private Path train;
  private Path test;
  private Path output;

  /** What a run said. */
  private record Said(int code, String out, String err) {}

  @BeforeEach
  void prepare() throws IOException {
    assumeThat(Path.of("/usr/bin/time")).as("GNU time").isExecutable();
    Path data = Files.createDirectories(folder.resolve("tiny"));
    train = data.resolve("train.tsv");
    test = data.resolve("test.tsv");
    output = folder.resolve("out");
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      rows.append("0\tred apple fruit\n0,1\tgreen apple tree\n1\tgreen tree leaf\n");
    }
    Files.writeString(train, rows);
    Files.writeString(test, "0\tred apple\n0\tgreen apple\n1\tgreen leaf\n0,1\tgreen apple tree\n");
  }

  @Test
  void comparesBothPrograms() throws IOException {
    Said said =
        run(
            train,
            test,
            "--rival",
            rival("0.75"),
            "--sluice",
            sluice(),
            "-o",
            output,
            "--features",
            "words");

    assertThat(said.err()).contains("tiny, words: napkinXC");
    assertThat(said.code()).isZero();
    List<String> lines = said.out().lines().toList();
    assertThat(lines).hasSize(2 + 3);
    assertThat(lines).allSatisfy(line -> assertThat(line.split("\\|", -1)).hasSize(12));
    assertThat(lines.get(2)).startsWith("| tiny | words | Sluice | 1.000 / ");
    assertThat(lines.get(4)).startsWith("|  |  | ours to napkinXC | +.250 / ");
    Map<String, Object> ours = result(0);
    assertThat(ours).containsEntry("program", "Sluice").containsEntry("rows", 4L);
    assertThat((Double) ours.get("train_cpu_seconds")).isPositive();
    assertThat((Double) ours.get("train_peak_mb")).isGreaterThan(10);
    assertThat((Double) ours.get("ms_per_row")).isPositive();
  }

  @Test
  void givesTheRivalWordsAndPairs() throws IOException {
    Said said = run(train, test, "--rival", rival("0.75"), "--rival-only", "-o", output);

    assertThat(said.code()).isZero();
    assertThat(said.out().lines().skip(2))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("| tiny | words | napkinXC | .750 / .417 / .250 | ")
                    .endsWith(" | .125 |"),
            line -> assertThat(line).startsWith("| tiny | words and pairs | napkinXC | .750 / "));
    Path words = output.resolve("tiny/words/napkinxc/train.txt");
    assertThat(Files.readString(words)).startsWith("120 6 2\n0 ");
    assertThat(Files.readString(output.resolve("tiny/pairs/napkinxc/train.txt")))
        .startsWith("120 12 2\n0 ");
    assertThat(Files.size(words) / 1e6).isEqualTo((Double) result(0).get("model_mb"));
  }

  @Test
  void refusesRankingsThatTheRivalDoesNotStandBy() throws IOException {
    Said said = run(train, test, "--rival", rival("0.5"), "--rival-only", "-o", output);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err().lines().toList().getLast())
        .contains("test.out: P@1 must be that of its rankings (0.750000): 0.500000");
    assertThat(said.out()).isEmpty();
  }

  @Test
  void tellsWhichRunFailed() throws IOException {
    Path rival = rival("0.75");
    Files.writeString(rival.resolve("napkinXC/build/nxc"), "#!/bin/sh\necho no luck >&2\nexit 3\n");

    Said said = run(train, test, "--rival", rival, "--rival-only", "-o", output);

    assertThat(said.code()).isEqualTo(1);
    assertThat(said.err().lines().toList().getLast())
        .startsWith("side-by-side: nxc train failed with exit code 3: no luck (all of it: ");
  }

  @Test
  void refusesWrongPathsInOneLine() throws IOException {
    Path missing = folder.resolve("missing");
    Files.createDirectories(folder.resolve("full/file"));

    oneLine(run(train, missing, "-o", output), 1, missing + ": no such file");
    oneLine(run(train, "-o", output), 2, "TRAIN TEST");
    oneLine(run(train, test, test, "-o", output), 1, "files must come in pairs");
    oneLine(run(train, test, train, test, "-o", output), 1, "there are two tiny");
    oneLine(run(train, test, "--rival", missing, "-o", output), 1, "napkinXC/build/nxc: no such");
    oneLine(run(train, test, "--sluice", missing, "-o", output), 1, missing + ": no such program");
    oneLine(run(train, test, "--threads", "0", "-o", output), 1, "--threads must be at least 1: 0");
    oneLine(run(train, test, "--rival-only", "-o", output), 1, "--rival-only needs --rival");
    oneLine(
        run(train, test, "--sluice", sluice(), "-o", folder.resolve("full")),
        1,
        "must be new or empty");
    assertThat(output).doesNotExist();
  }

  private static void oneLine(Said said, int code, String part) {
    assertThat(said.err()).contains(part).hasLineCount(1);
    assertThat(said.out()).isEmpty();
    assertThat(said.code()).isEqualTo(code);
  }

  private static Said run(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] words = new String[arguments.length + 2];
    for (int i = 0; i < arguments.length; i++) {
      words[i] = arguments[i].toString();
    }
    words[arguments.length] = "--latency-seconds";
    words[arguments.length + 1] = "0.2";
    int code =
        SideBySide.run(
            words,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Said(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @SuppressWarnings("unchecked") // a list of objects was written
  private Map<String, Object> result(int run) throws IOException {
    Map<String, Object> results =
        Json.parseObject(Files.readString(output.resolve("results.json")));
    return ((List<Map<String, Object>>) results.get("runs")).get(run);
  }

  private Path rival(String claim) throws IOException {
    Path rivals = folder.resolve("rivals");
    script(
        Files.createDirectories(rivals.resolve("napkinXC/build")).resolve("nxc"),
        RIVAL.replace("CLAIM", claim));
    return rivals;
  }

  /** A launcher for the classes under test. */
  private Path sluice() throws IOException {
    return script(
        folder.resolve("sluice"),
        "#!/bin/sh\nexec '%s' --add-modules jdk.incubator.vector -cp '%s' %s \"$@\"\n"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "java"),
                System.getProperty("java.class.path"),
                Main.class.getName()));
  }

  private static Path script(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
