package org.sluice.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wrong input ends in one line that says where and what. */
class HostileInputTest {
  private static Arguments xmc(String text, String message) {
    return Arguments.of(DataFormat.XMC, text.getBytes(ISO_8859_1), message);
  }

  private static Arguments of(DataFormat format, String text, String message) {
    return Arguments.of(format, text.getBytes(ISO_8859_1), message);
  }

  static List<Arguments> wrongInputs() {
    return List.of(
        // Headers
        xmc("", "f: file must not be empty"),
        xmc("2 5\n", "f:1: header must be `rows features labels`: 2 5"),
        xmc("2 5 3 4\n", "f:1: header must be `rows features labels`: 2 5 3 4"),
        xmc("a b c\n", "f:1:1: number of rows must be a whole number: a"),
        xmc("1 -5 3\n0 0:1\n", "f:1:3: number of features must not be negative: -5"),
        xmc("1 5.5 3\n", "f:1:3: number of features must be a whole number: 5.5"),
        xmc("99999999999 5 3\n", "f:1:1: number of rows must be below 2147483647: 99999999999"),
        xmc("1 5 2000000000\n", "f:1: header must name at most 100000000 labels: 2000000000"),
        xmc("1,5,3\n", "f:1: header must be `rows features labels`: 1,5,3"),
        // Cut and overlong files
        xmc("3 5 3\n0 0:1\n", "f: file must have as many rows as its header says (3): 1"),
        xmc("1 5 3\n0 0:1\n1 1:1\n", "f:3: file must not have more rows than its header says: 1"),
        // Labels
        xmc("1 5 3\n3 0:1\n", "f:2:1: label must be below 3 (header): 3"),
        xmc("1 5 3\n0,7 0:1\n", "f:2:3: label must be below 3 (header): 7"),
        xmc("1 5 3\n-1 0:1\n", "f:2:1: label must not be negative: -1"),
        xmc("1 5 3\n0,,1 0:1\n", "f:2:3: label must be a whole number: nothing"),
        xmc("1 5 3\n0,\n", "f:2:3: label must be a whole number: nothing"),
        xmc("1 5 3\nx 0:1\n", "f:2:1: label must be a whole number: x"),
        xmc("1 5 3\n99999999999 0:1\n", "f:2:1: label must be below 2147483647: 99999999999"),
        xmc("1 5 3\n0,1:1\n", "f:2:4: labels must be separated by commas: ':'"),
        // Features
        xmc("1 5 3\n0 5:1\n", "f:2:3: feature index must be below 5 (header): 5"),
        xmc("1 5 3\n0 -2:1\n", "f:2:3: feature index must not be negative: -2"),
        xmc("1 5 3\n0 1.5:1\n", "f:2:3: feature index must be a whole number: 1.5"),
        xmc("1 5 3\n0 4294967296:1\n", "f:2:3: feature index must be below 5 (header): 4294967296"),
        xmc("1 5 3\n0 2\n", "f:2:3: feature must be index:value: 2"),
        xmc("1 5 3\n0 2:\n", "f:2:5: feature value must be a number: nothing"),
        xmc("1 5 3\n0 2:1:1\n", "f:2:5: feature value must be a number: 1"),
        xmc("1 5 3\n0 2:x\n", "f:2:5: feature value must be a number: x"),
        xmc("1 5 3\n0 2:1e\n", "f:2:5: feature value must be a number: 1e"),
        xmc("1 5 3\n0 2:0x1p3\n", "f:2:5: feature value must be a number: 0x1p3"),
        xmc("1 5 3\n0 2:1f\n", "f:2:5: feature value must be a number: 1f"),
        xmc("1 5 3\n0 2:NaN\n", "f:2:5: feature value must be finite: NaN"),
        xmc("1 5 3\n0 2:-Infinity\n", "f:2:5: feature value must be finite: -Infinity"),
        xmc("1 5 3\n0 2:1e99\n", "f:2:5: feature value is beyond the range of float: 1e99"),
        xmc("1 5 3\n0 2:1 2:2\n", "f:2: a feature must not appear twice in a row: 2"),
        xmc("1 5 3\n0 3:1 2:1 3:2\n", "f:2: a feature must not appear twice in a row: 3"),
        xmc("1 5 3\n0 2:1\u0000\n", "f:2:5: feature value must be a number: 1\\u0000"),
        xmc("1 5 3\n0 2:1\u001b[2J\n", "f:2:5: feature value must be a number: 1\\u001b[2J"),
        xmc(
            "1 5 3\n0 2:" + "z".repeat(500) + "\n",
            "f:2:5: feature value must be a number: " + "z".repeat(40) + "..."),
        // TSV
        of(DataFormat.TSV, "a text\n", "f:1: a tab must separate labels from text: a text"),
        of(DataFormat.TSV, "a,,b\ttext\n", "f:1:3: label must not be empty: a,,b"),
        of(DataFormat.TSV, "a\tb\nc\tt\u00e9xt\n", "f:2:4: text must be UTF-8: byte 0xe9"),
        of(DataFormat.TSV, "a\tbroken \u00c3", "f:1:10: text must be UTF-8: byte 0xc3"),
        of(DataFormat.TSV, "\u00ff\ttext\n", "f:1:1: text must be UTF-8: byte 0xff"),
        of(DataFormat.TSV, "a\tb\u0000c\n", "f:1: text must not hold NUL characters: \\u0000"),
        of(DataFormat.TSV, "", "f: file must not be empty"),
        of(DataFormat.TEXT, "", "f: file must not be empty"),
        // LIBSVM
        of(DataFormat.LIBSVM, "1 -1:2\n", "f:1:3: feature index must not be negative: -1"),
        of(DataFormat.LIBSVM, "1 1:2 x\n", "f:1:7: feature index must be a whole number: x"),
        of(DataFormat.LIBSVM, "1, 1:2\n", "f:1:3: label must not be empty: 1,"),
        of(
            DataFormat.LIBSVM,
            "1 9999999999:2\n",
            "f:1:3: feature index must be below 2147483647: 9999999999"),
        of(DataFormat.LIBSVM, "", "f: file must not be empty"),
        // JSON lines
        of(
            DataFormat.JSONL,
            "{\n",
            "f:1:2: line must be a JSON object: a key in quotes is missing,"
                + " there is the end of the text"),
        of(
            DataFormat.JSONL,
            "[1]\n",
            "f:1:1: line must be a JSON object: the text must be a JSON" + " object"),
        of(
            DataFormat.JSONL,
            "{\"labels\":[1]}\n",
            "f:1: row must have either \"text\" or \"features\": it has none"),
        of(
            DataFormat.JSONL,
            "{\"text\":\"\",\"features\":{}}\n",
            "f:1: row must have either \"text\" or \"features\": it has both"),
        of(
            DataFormat.JSONL,
            "{\"text\":\"a\"}\n{\"features\":{}}\n",
            "f:2: rows of a file must all have \"text\": this one has \"features\""),
        of(DataFormat.JSONL, "{\"text\":7}\n", "f:1: \"text\" must be a string: 7"),
        of(
            DataFormat.JSONL,
            "{\"text\":\"a\",\"labels\":\"b\"}\n",
            "f:1: \"labels\" must be an array: \"b\""),
        of(
            DataFormat.JSONL,
            "{\"text\":\"a\",\"labels\":[1.5]}\n",
            "f:1: a label must be a string or a whole number: 1.5"),
        of(
            DataFormat.JSONL,
            "{\"text\":\"a\",\"labels\":[null]}\n",
            "f:1: a label must be a string or a whole number: null"),
        of(
            DataFormat.JSONL,
            "{\"features\":{\"-1\":1}}\n",
            "f:1: feature index must be from 0 to 2147483646: -1"),
        of(
            DataFormat.JSONL,
            "{\"features\":{\"a\":1}}\n",
            "f:1: feature index must be a whole number: \"a\""),
        of(
            DataFormat.JSONL,
            "{\"features\":[[1,2],[1,2]]}\n",
            "f:1: a feature must not appear twice in a row: 1"),
        of(
            DataFormat.JSONL,
            "{\"features\":[[1]]}\n",
            "f:1: a feature must be [index, value]: [1]"),
        of(
            DataFormat.JSONL,
            "{\"features\":{\"1\":1e99}}\n",
            "f:1: feature value is beyond the range of float: 1.0E99"),
        of(
            DataFormat.JSONL,
            "{\"features\":{\"1\":\"x\"}}\n",
            "f:1: feature value must be a number: \"x\""),
        of(
            DataFormat.JSONL,
            "{\"text\":\"a\\u0000\"}\n",
            "f:1: text must not hold NUL characters: \\u0000"),
        of(
            DataFormat.JSONL,
            "[".repeat(100_000),
            "f:1:201: line must be a JSON object: nesting must not be deeper than 200"),
        // No format given
        of(DataFormat.AUTO, "", "f: file must not be empty"),
        of(DataFormat.AUTO, "\n\n\n", "f: file must not be empty"),
        of(DataFormat.AUTO, "\n".repeat(100_000) + "a\tb\n", "f: beginning must not be empty"),
        of(
            DataFormat.AUTO,
            "1 " + "2:3 ".repeat(100_000),
            "f:1: a feature must not appear twice in a row: 2"),
        of(
            DataFormat.AUTO,
            "1 ".repeat(100_000),
            "f:1: header must be `rows features labels`: " + "1 ".repeat(20) + "..."),
        of(DataFormat.AUTO, "1:".repeat(100_000), "f:1:3: feature value must be a number: 1"),
        of(DataFormat.AUTO, "\u007fELF\u0000\u0001", "f: must be text: byte 0x00 at offset 4"),
        of(
            DataFormat.AUTO,
            "some words\nmore words\n",
            "f:1: format cannot be told from the first lines, name it (xmc, tsv, libsvm, jsonl or"
                + " text): some words"),
        of(
            DataFormat.AUTO,
            "PK\u0003\u0004zip",
            "f: must be plain text, gzip or xz (where its decoder is there): zip"),
        of(
            DataFormat.AUTO,
            "\u00fd7zXZ\u0000\u0000\u0004",
            "f: must be plain text, gzip or xz (where its decoder is there): xz"),
        of(
            DataFormat.AUTO,
            "BZh91AY",
            "f: must be plain text, gzip or xz (where its decoder is there): bzip2"),
        Arguments.of(
            DataFormat.AUTO,
            "\ufeffa\tb\n".getBytes(UTF_16LE),
            "f: must be plain text, gzip or xz (where its decoder is there): UTF-16"),
        // gzip
        of(DataFormat.AUTO, "\u001f\u008b", "f: compressed data is cut off"),
        of(
            DataFormat.AUTO,
            "\u001f\u008bgarbage......",
            "f: compressed data cannot be unpacked: " + "Unsupported compression method"),
        Arguments.of(
            DataFormat.TSV,
            Arrays.copyOf(gzip("a\tsome text and more\n".repeat(1000).getBytes(UTF_8)), 60),
            "f: compressed data is cut off"),
        Arguments.of(
            DataFormat.TSV,
            damaged(),
            "f: compressed data cannot be unpacked: Corrupt GZIP trailer"));
  }

  @ParameterizedTest
  @MethodSource("wrongInputs")
  void saysWhereAndWhatIsWrong(DataFormat format, byte[] content, String message) {
    assertThatThrownBy(() -> read(content, ReadOptions.defaults().withFormat(format)))
        .isInstanceOf(BadDataException.class)
        .hasMessage(message);
  }

  @Test
  void bombsEndBeforeTheyFillTheMemory() throws IOException {
    byte[] zeros = new byte[1 << 20];
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 128; i++) {
        out.write(zeros);
      }
    }
    assertThatThrownBy(
            () -> read(packed.toByteArray(), ReadOptions.defaults().withFormat(DataFormat.TSV)))
        .isInstanceOf(BadDataException.class)
        .hasMessageMatching(
            "f: compressed data must not unpack to more than 200 times its size:.*|f:1: a line must"
                + " not be longer than 67108864 bytes");
    Arrays.fill(zeros, (byte) '\n');
    packed.reset();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 128; i++) {
        out.write(zeros);
      }
    }
    assertThatThrownBy(
            () -> read(packed.toByteArray(), ReadOptions.defaults().withFormat(DataFormat.TSV)))
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(
            "f: compressed data must not unpack to more than 200 times its size: more than 64 MiB");
  }

  @Test
  void linesHaveALimit() throws IOException {
    InputStream endless = new ByteArrayInputStream(("ab\n" + "x".repeat(100)).getBytes(UTF_8));
    ByteLines lines = new ByteLines(endless, "f", 99);
    assertThat(lines.next()).isTrue();
    assertThatThrownBy(lines::next).hasMessage("f:2: a line must not be longer than 99 bytes");
  }

  @Test
  void filesThatCannotBeOpened(@TempDir Path folder) {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Dataset.read(missing)).hasMessage(missing + ": no such file");
    assertThatThrownBy(() -> Dataset.read(folder))
        .hasMessage(folder + ": must be a file, not a folder");
  }

  @Test
  void wrongLabelsFiles(@TempDir Path folder) throws IOException {
    Path data = Files.writeString(folder.resolve("train.tsv"), "0\ta\n2\tb\n");
    Path labels = Files.writeString(folder.resolve("labels.tsv"), "x\ny\n");
    assertThatThrownBy(() -> Dataset.read(data))
        .hasMessage(data + ":2:1: label must be below 2 (labels file): 2");
    Files.writeString(labels, "x\n\n");
    assertThatThrownBy(() -> Dataset.read(data))
        .hasMessage(labels + ":2: label name must not be empty");
    Files.writeString(labels, "x\ny\nx\n");
    assertThatThrownBy(() -> Dataset.read(data))
        .hasMessage(labels + ":3: label name must differ from that on line 1: x");
    Files.writeString(labels, "");
    assertThatThrownBy(() -> Dataset.read(data))
        .hasMessage(labels + ": labels file must not be empty");
    Files.writeString(labels, "x\ny\nz\n");
    Files.writeString(data, "x\ta\n");
    assertThatThrownBy(() -> Dataset.read(data))
        .hasMessage(data + ":1:1: label must be a line number of the labels file, from 0: x");
    Path xmc = Files.writeString(folder.resolve("train.txt"), "1 5 2\n0 0:1\n");
    ReadOptions named = ReadOptions.defaults().withLabelsFile(labels);
    assertThatThrownBy(() -> DataReader.read(xmc, named))
        .hasMessage(xmc + ":1: header must name as many labels as the labels file has (3): 2");
  }

  @Test
  void dataThatDoesNotFitItsModel() {
    ReadOptions model = ReadOptions.defaults().withModel(LabelDictionary.numbered(3), 4);
    assertThatThrownBy(() -> read("1 5 3\n0 0:1\n".getBytes(UTF_8), model))
        .hasMessage("f:1: header must not name more features than the model has (4): 5");
    assertThatThrownBy(
            () ->
                read(
                    "1 0:1\n".getBytes(UTF_8),
                    ReadOptions.defaults().withFormat(DataFormat.LIBSVM).withFirstIndex(1)))
        .hasMessage("f:1:3: feature index must be at least 1: 0");
  }

  @Test
  void skippedRowsAreCountedAndLeaveNothingBehind() throws IOException {
    ReadOptions skip = ReadOptions.defaults().withSkipBadRows(true);
    ReadResult xmc = read("4 5 3\n0 1:1 9:1\n1 2:1\n2 3:x\n2 4:1\n".getBytes(UTF_8), skip);
    assertThat(xmc.skippedRows()).isEqualTo(2);
    assertThat(xmc.skipped())
        .extracting(Throwable::getMessage)
        .containsExactly(
            "f:2:7: feature index must be below 5 (header): 9",
            "f:4:5: feature value must be a number: x");
    SparseDataset rows = (SparseDataset) xmc.dataset();
    assertThat(rows.features().indices()).startsWith(2, 4);
    assertThat(rows.labels().ids()).containsExactly(1, 2);

    ReadResult tsv =
        read("a,,b\tx\nc\ty\nno tab\nd\tz\n".getBytes(UTF_8), skip.withFormat(DataFormat.TSV));
    assertThat(tsv.skippedRows()).isEqualTo(2);
    assertThat(((TextDataset) tsv.dataset()).texts()).containsExactly("y", "z");
    assertThat(tsv.dataset().dictionary().names()).containsExactly("c", "d");
  }

  @Test
  void faultsOfTheWholeFileAreNotSkipped() {
    ReadOptions skip = ReadOptions.defaults().withSkipBadRows(true);
    assertThatThrownBy(() -> read("3 5 3\n0 x\n0 0:1\n".getBytes(UTF_8), skip))
        .hasMessage("f: file must have as many rows as its header says (3): 2");
    assertThatThrownBy(() -> read("1 5 3\n0 x\n0 0:1\n".getBytes(UTF_8), skip))
        .hasMessage("f:3: file must not have more rows than its header says: 1");
  }

  private static ReadResult read(byte[] content, ReadOptions options) throws IOException {
    return DataReader.read(new ByteArrayInputStream(content), "f", options);
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] damaged() {
    byte[] packed = gzip("a\ttext\n".getBytes(UTF_8));
    packed[packed.length - 6] ^= 1; // the checksum
    return packed;
  }
}
