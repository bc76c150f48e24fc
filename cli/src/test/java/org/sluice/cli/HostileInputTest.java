package org.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is wrong with a file, it ends in one clear line and nothing is written. */
@ExtendWith(Workshop.class)
class HostileInputTest {
  private final Workshop workshop;
  @TempDir Path folder;

  HostileInputTest(Workshop workshop) {
    this.workshop = workshop;
  }

  static Stream<Arguments> faultyData() throws IOException {
    return Stream.of(
        faulty("empty file", "", "empty"),
        faulty("only line ends", "\n\n\n", ""),
        faulty("binary", new byte[] {1, 0, 2, 0, 3, (byte) 0xff}, ""),
        faulty("UTF-16", "1 2 3\n0 0:1\n".getBytes(UTF_16LE), ""),
        faulty("prose", "It was a dark and stormy night.\nSuddenly a shot rang out.\n", "format"),
        faulty("zip", "PK\u0003\u0004 and so on", "zip"),
        faulty("cut gzip", Arrays.copyOf(zipped(rows()), 200), "cut off"),
        faulty("damaged gzip", damaged(zipped(rows())), "compressed data"),
        faulty("gzip of nothing", zipped(""), "empty"),
        faulty("gzip bomb", zipped("0".repeat(100_000_000)), ""),
        faulty("header alone", "0 5 5\n", "nothing to learn from"),
        faulty("header of two", "1 5\n0 1:1\n", ""),
        faulty("negative header", "-1 5 5\n0 1:1\n", ":1:"),
        faulty("huge header", "1 99999999999 5\n0 1:1\n", ":1:"),
        faulty("more rows than said", "1 5 5\n0 1:1\n0 1:1\n", ""),
        faulty("fewer rows than said", "3 5 5\n0 1:1\n", ""),
        faulty("label out of range", "1 5 5\n5 1:1\n", ":2:1: "),
        faulty("negative label", "1 5 5\n-1 1:1\n", ":2:1: "),
        faulty("label no number", "1 5 5\na 1:1\n", ":2:"),
        faulty("empty label", "1 5 5\n1,,2 1:1\n", ":2:"),
        faulty("feature out of range", "1 5 5\n0 5:1\n", ":2:3: "),
        faulty("negative feature", "1 5 5\n0 -2:1\n", ":2:3: "),
        faulty("feature beyond int", "1 5 5\n0 99999999999:1\n", ":2:"),
        faulty("feature twice", "1 5 5\n0 1:1 1:2\n", ":2:"),
        faulty("no colon", "1 5 5\n0 1\n", ":2:"),
        faulty("no value", "1 5 5\n0 1:\n", ":2:"),
        faulty("NaN", "1 5 5\n0 1:NaN\n", ":2:"),
        faulty("infinity", "1 5 5\n0 1:Infinity\n", ":2:"),
        faulty("value beyond float", "1 5 5\n0 1:1e99\n", ":2:"),
        faulty("hexadecimal", "1 5 5\n0 1:0x10\n", ":2:"),
        faulty("decimal comma", "1 5 5\n0 1:0,5\n", ":2:"),
        faulty("control characters", "1 5 5\n0 1:\u001b[31mred\n", ":2:"),
        faulty("cut in a row", "2 5 5\n0 1:1 2:1\n1 1:1 2", ":3:"),
        faulty("no row has a label", "2 5 5\n 1:1\n 2:1\n", "nothing to learn from"),
        faulty("no row has a feature", "2 5 5\n0\n1\n", "nothing to learn from"),
        faulty("LIBSVM without value", "a 1:1 2:2\nb 1:1 2:\n", ":2:"),
        faulty("TSV without a tab", "a\tone\nb\ttwo\nthree\n", ":3:"),
        faulty("TSV in Latin-1", new byte[] {'a', '\t', (byte) 0xe9, '\n'}, ":1:"),
        faulty("TSV with an empty label", "a,\tone\n", ":1:"),
        faulty("TSV with NUL", "a\tone\nb\t\0\n", ""),
        faulty("TSV without words", "a\t!!!\nb\t...\n", "nothing to learn from"),
        faulty("JSON cut off", "{\"text\": \"a\", \"labels\": [1]}\n{\"text\": \"b\n", ":2:"),
        faulty("JSON of both kinds", "{\"text\": \"a\", \"features\": {\"1\": 1}}\n", ":1:"),
        faulty("JSON of neither kind", "{\"labels\": [1]}\n", ":1:"),
        faulty("JSON label no label", "{\"text\": \"a\", \"labels\": [1.5]}\n", ":1:"),
        faulty("JSON feature no number", "{\"features\": {\"one\": 1}}\n", ":1:"),
        faulty("JSON nested deeply", "{\"labels\": " + "[".repeat(5000) + "\n", ":1:"));
  }

  private static Arguments faulty(String kind, String content, String part) {
    return faulty(kind, content.getBytes(UTF_8), part);
  }

  private static Arguments faulty(String kind, byte[] content, String part) {
    return Arguments.of(kind, content, part);
  }

  private static byte[] zipped(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static String rows() {
    StringBuilder rows = new StringBuilder("200 1000 9\n");
    for (int i = 0; i < 200; i++) {
      rows.append(i % 9).append(' ').append(i * 37 % 1000).append(":").append(i * i).append('\n');
    }
    return rows.toString();
  }

  private static byte[] damaged(byte[] bytes) {
    byte[] copy = bytes.clone();
    Arrays.fill(copy, 12, copy.length - 10, (byte) 0x55);
    return copy;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faultyData")
  void trainingRefusesFaultyData(String kind, byte[] content, String part) throws IOException {
    Path data = Files.write(folder.resolve("data"), content);
    CommandRun run = CommandRun.of("train", data, "-o", folder.resolve("model"), "--epochs", 1);

    assertThat(run.code()).as("%s: %s", kind, run.err()).isEqualTo(ExitCode.FAILED);
    assertThat(errors(run)).as(run.err()).hasSize(1).first().asString().contains(part);
    assertThat(run.err()).doesNotContain("Exception", "internal error").doesNotContain("\u001b");
    assertThat(run.out()).isEmpty();
    assertThat(folder.toFile().list()).as("nothing is left behind").containsExactly("data");
  }

  /** What is said after the settings, which are shown once the data has been read. */
  private static java.util.List<String> errors(CommandRun run) {
    return run.err()
        .lines()
        .filter(line -> !line.matches("sluice: ([\\w-]+: [\\w-]+ .*,.*|[\\d,]+ rows, .*)"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '17:1 x:2'         | :1:
          'hello world'      | :1: the model takes features
          '1:1 2:nan'        | :1:
          '-5:1'             | :1:
          '{"text": "a"}'    | the model takes features, but the lines hold text
          '{"features": 1}'  | :1:
          """)
  void featureModelsRefuseFaultyQuestions(String line, String part) {
    CommandRun.withInput(line + "\n", "predict", workshop.path("model"))
        .failed(ExitCode.FAILED, "standard input", part);
  }

  @Test
  void questionsBeforeAFaultyOneAreAnswered() {
    String lines = "1:1\n".repeat(300) + "2:x\n";
    CommandRun run = CommandRun.withInput(lines, "predict", workshop.path("model"));

    assertThat(run.code()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).startsWith("sluice: standard input:301:3: ").hasLineCount(1);
    assertThat(run.out()).hasLineCount(256);
  }

  @Test
  void textModelsRefuseFaultyQuestions() {
    Path model = workshop.path("titles-model");
    CommandRun.withInput(new byte[] {(byte) 0xe9, '\n'}, "predict", model)
        .failed(ExitCode.FAILED, "standard input:1:");
    CommandRun.withInput("1:1\n", "predict", model, "--format", "libsvm")
        .failed(ExitCode.FAILED, "the model takes text, but libsvm lines hold features");
    CommandRun.of("test", model, workshop.path("test.txt"))
        .failed(ExitCode.FAILED, "the data holds features, but the model takes text");
    CommandRun.of("test", workshop.path("model"), workshop.path("titles.tsv"))
        .failed(ExitCode.FAILED, "the data holds text, but the model takes features");
  }

  @Test
  void filesThatAreNotThere() {
    Path none = folder.resolve("none");
    Path model = workshop.path("model");
    CommandRun.of("train", none, "-o", folder.resolve("m")).failed(1, "none: no such file");
    CommandRun.of("train", folder, "-o", folder.resolve("m")).failed(1, "not a folder");
    CommandRun.of("test", none, workshop.path("test.txt")).failed(1, "none: no such");
    CommandRun.of("test", model, none).failed(1, "none: no such");
    CommandRun.of("predict", model, none).failed(1, "none: no such");
    CommandRun.of("predict", model, folder).failed(1, "not a folder");
    CommandRun.of("show", none).failed(1, "none: no such");
    CommandRun.of("show", folder).failed(1, "manifest.json");
    CommandRun.of("show", workshop.path("test.txt")).failed(1, "a model is a folder");
    CommandRun.of("train", "\0", "-o", folder.resolve("m")).failed(1, "not a file name");
    CommandRun.of("train", workshop.path("train.txt"), "-o", folder.resolve("m"), "--labels", none)
        .failed(1, "none: no such");
  }

  @Test
  void outputsAreCheckedBeforeTraining() throws IOException {
    Path thesis = Files.createDirectory(folder.resolve("thesis"));
    Files.writeString(thesis.resolve("chapter-1.txt"), "x");
    // Data that cannot be read shows that nothing was read.
    Path none = folder.resolve("none");

    CommandRun.of("train", none, "-o", thesis).failed(1, "thesis", "not a Sluice model");
    CommandRun.of("train", none, "-o", thesis.resolve("chapter-1.txt")).failed(1, "not a folder");
    CommandRun.of("train", none, "-o", thesis.resolve("chapter-1.txt/m"))
        .failed(1, "chapter-1.txt");
    CommandRun.of("generate", "-o", thesis).failed(1, "thesis: is a folder, not a file");
    CommandRun.of("generate", "-o", folder.resolve("no/f")).failed(1, "there is no folder");
    assertThat(thesis.resolve("chapter-1.txt")).hasContent("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          epochs: 2          | config.json:1:1:
          {"epochs": 0}      | config.json: epochs must be from 1 to 10000: 0
          {"epoch": 2}       | config.json: no setting is called 'epoch'
          {"hidden": "wide"} | config.json: hidden must be a whole number: wide
          {"epochs": null}   | config.json: epochs must be a whole number: null
          {"epochs": 1,      | config.json:
          []                 | config.json:1:1: the text must be a JSON object
          """)
  void configFilesAreChecked(String content, String part) throws IOException {
    Path config = Files.writeString(folder.resolve("config.json"), content);
    CommandRun.of("train", "none", "-o", folder.resolve("m"), "--config", config)
        .failed(ExitCode.FAILED, part);
  }

  @Test
  void damagedModelsAreRefused() throws IOException {
    Path whole = workshop.path("titles-model");
    String[] names = whole.toFile().list();
    assertThat(names).hasSizeGreaterThanOrEqualTo(3).contains("manifest.json");
    for (String hit : names) {
      Path model = Files.createDirectory(folder.resolve("model-" + hit));
      for (String name : names) {
        byte[] bytes = Files.readAllBytes(whole.resolve(name));
        if (name.equals(hit)) {
          bytes[bytes.length / 2] ^= 0x10;
        }
        Files.write(model.resolve(name), bytes);
      }
      CommandRun.of("show", model).failed(ExitCode.FAILED, model.resolve(hit).toString());
      Files.write(model.resolve(hit), new byte[0]);
      CommandRun.of("predict", model).failed(ExitCode.FAILED, hit);
      Files.delete(model.resolve(hit));
      CommandRun.of("test", model, workshop.path("titles.tsv")).failed(ExitCode.FAILED, hit);
    }
  }
}
