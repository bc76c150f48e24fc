package org.sluice.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.data.BadDataException;

class DenseFilesTest {
  @TempDir Path folder;

  private static byte[] idx(byte[] values, int... sizes) {
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + values.length);
    buffer.putInt(0x0800 | sizes.length);
    for (int size : sizes) {
      buffer.putInt(size);
    }
    return buffer.put(values).array();
  }

  private static byte[] npy(String descr, String shape, byte[] values) {
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }\n".formatted(descr, shape);
    ByteBuffer buffer =
        ByteBuffer.allocate(10 + header.length() + values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put("\u0093NUMPY\1\0".getBytes(StandardCharsets.ISO_8859_1));
    buffer.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
    return buffer.put(values).array();
  }

  private static byte[] floats(float... values) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      buffer.putFloat(value);
    }
    return buffer.array();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
      packed.write(bytes);
    }
    return out.toByteArray();
  }

  private static float[] row(DenseExamples examples, int row) {
    float[] values = new float[examples.width() + 2];
    examples.copyTo(row, values, 1);
    assertThat(values[0]).isZero();
    assertThat(values[values.length - 1]).isZero();
    return Arrays.copyOfRange(values, 1, values.length - 1);
  }

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private Path file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private interface Reading {
    DenseExamples read() throws IOException;
  }

  /** The fault begins with the file, is one line, and says what is wrong. */
  private static void refused(Path file, Reading reading, String... parts) {
    assertThatThrownBy(reading::read)
        .isInstanceOf(BadDataException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageNotContaining("\n")
        .satisfies(e -> assertThat(parts).allMatch(part -> e.getMessage().contains(part)));
  }

  @Property(tries = 60)
  void idxComesBack(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 5) int height,
      @ForAll @IntRange(min = 1, max = 5) int width,
      @ForAll long seed,
      @ForAll boolean packed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] values = new byte[rows * height * width];
    byte[] labels = new byte[rows];
    random.nextBytes(values);
    random.nextBytes(labels);
    Path here = Files.createTempDirectory("idx");
    byte[] images = idx(values, rows, height, width);
    Path imageFile = Files.write(here.resolve("i"), packed ? gzip(images) : images);
    Path labelFile = Files.write(here.resolve("l"), idx(labels, rows));

    ByteExamples read = IdxReader.read(imageFile, labelFile);

    assertThat(read.size()).isEqualTo(rows);
    assertThat(read.width()).isEqualTo(height * width);
    for (int i = 0; i < rows; i++) {
      assertThat(read.label(i)).isEqualTo(labels[i] & 0xff).isLessThan(read.classes());
      float[] row = row(read, i);
      for (int j = 0; j < row.length; j++) {
        assertThat(row[j]).isEqualTo((values[i * row.length + j] & 0xff) * (1f / 255));
      }
    }
    Files.delete(imageFile);
    Files.delete(labelFile);
    Files.delete(here);
  }

  @Property(tries = 60)
  void tablesComeBack(
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 6) int width,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 3) int separator,
      @ForAll boolean first,
      @ForAll boolean header)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    String between = new String[] {",", ";", "\t", "  "}[separator];
    StringBuilder text = new StringBuilder();
    if (header) {
      text.append(String.join(between, Collections.nCopies(width + 1, "x"))).append('\n');
    }
    float[][] values = new float[rows][width];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextInt(300);
      String[] cells = new String[width];
      for (int j = 0; j < width; j++) {
        values[i][j] =
            random.nextBoolean()
                ? random.nextInt(256)
                : Float.intBitsToFloat(random.nextInt(0x7f000000))
                    * (random.nextBoolean() ? 1 : -1);
        cells[j] =
            values[i][j] == (int) values[i][j]
                ? Integer.toString((int) values[i][j])
                : Float.toString(values[i][j]);
      }
      String row = String.join(between, cells);
      text.append(first ? labels[i] + between + row : row + between + labels[i]);
      text.append(random.nextBoolean() ? "\r\n" : "\n");
    }
    Path file = Files.writeString(Files.createTempFile("table", ".csv"), text);

    ArrayExamples read =
        CsvReader.read(
            file,
            new CsvOptions(first ? CsvOptions.LabelColumn.FIRST : CsvOptions.LabelColumn.LAST, 1));

    assertThat(read.size()).isEqualTo(rows);
    for (int i = 0; i < rows; i++) {
      assertThat(row(read, i)).isEqualTo(values[i]);
      assertThat(read.label(i)).isEqualTo(labels[i]);
    }
    Files.delete(file);
  }

  @Test
  void npyComesBack() throws IOException {
    Path labels =
        file(
            "y.npy",
            npy(
                "<i8",
                "(2,)",
                ByteBuffer.allocate(16)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(3)
                    .putLong(1)
                    .array()));
    Path numbers = file("a.npy", npy("<f4", "(2, 1, 2)", floats(1, -2.5f, 3e20f, 0)));
    DenseExamples read = NpyReader.read(numbers, labels);
    assertThat(row(read, 0)).containsExactly(1, -2.5f);
    assertThat(row(read, 1)).containsExactly(3e20f, 0);
    assertThat(read.label(0)).isEqualTo(3);
    assertThat(read.classes()).isEqualTo(4);

    byte[] grey = {0, (byte) 255, 51, 1};
    DenseExamples images =
        NpyReader.read(
            file("b.npy", npy("|u1", "(2, 2)", grey)),
            file("c.npy", npy("|u1", "(2, 1)", new byte[] {1, 0})));
    assertThat(row(images, 0)).containsExactly(0, 1);
    assertThat(row(images, 1)[0]).isEqualTo(51 * (1f / 255));
    byte[] big = ByteBuffer.allocate(16).putDouble(.5).putDouble(-7).array();
    assertThat(row(NpyReader.read(file("d.npy", npy(">f8", "(2, 1)", big)), labels), 1))
        .containsExactly(-7);
  }

  /** Wherever a file is cut off, there is one fault that names it. */
  @Test
  void cutAnywhereIsRefused() throws IOException {
    byte[] images = idx(new byte[12], 2, 2, 3);
    byte[] labels = idx(new byte[] {1, 0}, 2);
    byte[] values = npy("<f4", "(2, 2)", floats(1, 2, 3, 4));
    Path good = file("labels", labels);
    Path goodNpy = file("y.npy", npy("|i1", "(2,)", new byte[] {1, 0}));
    for (int cut = 0; cut < images.length; cut++) {
      Path file = file("images", Arrays.copyOf(images, cut));
      refused(file, () -> IdxReader.read(file, good));
    }
    byte[] packed = gzip(images);
    for (int cut = 0; cut < packed.length; cut++) {
      Path file = file("images.gz", Arrays.copyOf(packed, cut));
      refused(file, () -> IdxReader.read(file, good));
    }
    Path whole = file("images", images);
    for (int cut = 0; cut < labels.length; cut++) {
      Path file = file("l", Arrays.copyOf(labels, cut));
      refused(file, () -> IdxReader.read(whole, file));
    }
    for (int cut = 0; cut < values.length; cut++) {
      Path file = file("x.npy", Arrays.copyOf(values, cut));
      refused(file, () -> NpyReader.read(file, goodNpy));
    }
    Path longer = file("longer", Arrays.copyOf(images, images.length + 1));
    refused(longer, () -> IdxReader.read(longer, good), "must end after 12 bytes");
  }

  /** A changed byte of the header is a fault or another set, never another exception. */
  @Test
  void alteredHeadersNeverFailOtherwise() throws IOException {
    byte[] images = idx(new byte[12], 2, 2, 3);
    byte[] values = npy("<f4", "(2, 2)", floats(1, 2, 3, 4));
    Path labels = file("labels", idx(new byte[] {1, 0}, 2));
    Path npyLabels = file("y.npy", npy("|i1", "(2,)", new byte[] {1, 0}));
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 3_000; i++) {
      boolean idx = random.nextBoolean();
      byte[] bytes = (idx ? images : values).clone();
      bytes[random.nextInt(idx ? 16 : bytes.length - 16)] = (byte) random.nextInt();
      Path file = file("altered", bytes);
      try {
        DenseExamples read = idx ? IdxReader.read(file, labels) : NpyReader.read(file, npyLabels);
        row(read, read.size() - 1);
      } catch (BadDataException e) {
        assertThat(e).hasMessageStartingWith(file + ": ").hasMessageNotContaining("\n");
      }
    }
  }

  @Test
  void wrongFilesAreNamed() throws IOException {
    Path images = file("i", idx(new byte[12], 2, 2, 3));
    Path labels = file("l", idx(new byte[] {1, 0}, 2));
    refused(images, () -> IdxReader.read(labels, images), "labels must have one dimension: 3");
    refused(labels, () -> IdxReader.read(labels, labels), "images must have two or more");
    Path three = file("three", idx(new byte[3], 3));
    refused(three, () -> IdxReader.read(images, three), "label for each of the 2 rows", ": 3");
    Path floats = file("f", new byte[] {0, 0, 13, 1, 0, 0, 0, 1, 0});
    refused(floats, () -> IdxReader.read(images, floats), "type must be 8, unsigned bytes: 13");
    Path huge = file("h", idx(new byte[0], 70_000, 70_000));
    refused(huge, () -> IdxReader.read(huge, labels), "size of dimension 2", ": 70000");

    Path y = file("y.npy", npy("|u1", "(2,)", new byte[] {1, 0}));
    Path nan = file("nan.npy", npy("<f4", "(2, 1)", floats(1, Float.NaN)));
    refused(nan, () -> NpyReader.read(nan, y), "row 1, column 0 must be a finite number: NaN");
    Path half = file("half.npy", npy("<f4", "(2,)", floats(1, .5f)));
    refused(half, () -> NpyReader.read(nan, half), "label of row 1 must be a whole number", "0.5");
    refused(y, () -> NpyReader.read(y, y), "shape must have two or more dimensions: 1");
    Path text = file("u.npy", npy("<U4", "(2, 1)", new byte[32]));
    refused(text, () -> NpyReader.read(text, y), "descr must name u1, b1, f4 or f8: <U4");
  }

  private void badTable(String text, String fault) throws IOException {
    Path file = file("t.csv", text);
    assertThatThrownBy(() -> CsvReader.read(file, CsvOptions.DEFAULT))
        .isInstanceOf(BadDataException.class)
        .hasMessage(file + fault);
  }

  @Test
  void faultsOfTablesNameLineAndColumn() throws IOException {
    badTable("", ": must have at least one row of numbers: none");
    badTable("a,b\n", ": must have at least one row of numbers: none");
    badTable("3\n", ":1:1: a row must have at least two columns, a label and a value: 1");
    badTable("1,2,0\n\n1,x,0\n", ":3:2: must be a number: x");
    badTable("1,2,0\n1,,0\n", ":2:2: must be a number: nothing");
    badTable("1,2,0\n1,2f,0\n", ":2:2: must be a number: 2f");
    badTable("1,2,0\n1,0\n", ":2: a row must have 3 columns like the first: 2");
    badTable("1,2,0\n1,2,3,0\n", ":2: a row must have 3 columns like the first: 4");
    badTable("1,NaN,0\n", ":1:2: must be a finite number: NaN");
    badTable("1,1e39,0\n", ":1:2: must be a finite number: 1e39");
    badTable("1,2,.5\n", ":1:3: a label must be a whole number from 0 to 16777215: .5");
    badTable("1,2,-1\n", ":1:3: a label must be a whole number from 0 to 16777215: -1");
  }

  @Test
  void recognisesWhatAPathHolds() throws IOException {
    String[] names = {"train-images-idx3-ubyte", "t10k-images-idx3-ubyte.gz"};
    byte[] images = idx(new byte[12], 2, 2, 3);
    file(names[0], images);
    file(names[1], gzip(images));
    file("train-labels-idx1-ubyte", idx(new byte[] {1, 0}, 2));
    assertThatThrownBy(() -> DenseFiles.open(folder))
        .hasMessage(folder + ": must hold t10k-labels-idx1-ubyte beside train-images-idx3-ubyte");
    file("t10k-labels-idx1-ubyte.gz", gzip(idx(new byte[] {1, 4}, 2)));
    DenseSets mnist = DenseFiles.open(folder);
    assertThat(mnist.train().classes()).isEqualTo(5);
    assertThat(mnist.test().label(1)).isEqualTo(4);
    assertThatThrownBy(() -> DenseFiles.open(folder.resolve(names[0])))
        .hasMessageContaining("name the folder");

    Path table = file("t.csv", "1,2,0\n3,4,1\n5,6,0\n7,8,1\n9,10,0\n11,12,1\n");
    DenseSets held = DenseFiles.open(table);
    assertThat(held.train().size()).isEqualTo(5);
    assertThat(held.test().size()).isEqualTo(1);

    Path pair = Files.createDirectory(folder.resolve("pair"));
    Files.write(pair.resolve("X.npy"), npy("<f4", "(3, 1)", floats(1, 2, 3)));
    Files.write(pair.resolve("y.npy"), npy("|u1", "(3,)", new byte[] {0, 1, 1}));
    assertThat(DenseFiles.open(pair).train().size()).isEqualTo(2);

    Path tables = Files.createDirectory(folder.resolve("tables"));
    Files.writeString(tables.resolve("train.csv"), "1,2,0\n3,4,1\n");
    Files.writeString(tables.resolve("test.csv"), "1,0\n");
    assertThatThrownBy(() -> DenseFiles.open(tables))
        .hasMessage(tables + ": rows to test with must have 2 numbers like those to learn from: 1");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> DenseFiles.open(empty)).hasMessageContaining("none of them is there");
    assertThatThrownBy(() -> DenseFiles.open(empty.resolve("no")))
        .hasMessage(empty.resolve("no") + ": no such file or folder");
  }
}
