package org.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.json.Json;
import org.sluice.memory.FloatRows;

class SafetensorsTest {
  private static Path fuzzed;
  private static byte[] good;

  @BeforeContainer
  static void prepare() throws IOException {
    fuzzed = Files.createTempFile("fuzzed", ".safetensors");
    Files.delete(fuzzed);
    try (FloatRows matrix = matrix(5, 3)) {
      new SafetensorsWriter()
          .metadata(Map.of("a", "b"))
          .add("matrix", matrix)
          .add("vector", new float[] {1, 2})
          .write(fuzzed);
    }
    good = Files.readAllBytes(fuzzed);
  }

  @AfterContainer
  static void tidy() throws IOException {
    Files.deleteIfExists(fuzzed);
  }

  private static FloatRows matrix(int rows, int columns) {
    FloatRows matrix = FloatRows.allocate(rows, columns);
    float[] row = new float[columns];
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        row[c] = r + c / 16f;
      }
      matrix.set(r, row, 0);
    }
    return matrix;
  }

  @Test
  void writesTheFormatByteByByte(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("x");
    try (FloatRows matrix = matrix(2, 1)) {
      FileRecord record = new SafetensorsWriter().add("m", matrix).write(file);
      record.verify(file);
    }
    String header = "{\"m\":{\"dtype\":\"F32\",\"shape\":[2,1],\"data_offsets\":[0,8]}}";
    byte[] values = {0, 0, 0, 0, 0, 0, (byte) 0x80, 0x3f};
    // Spaces after the header make the values begin at a multiple of 64 bytes.
    int padded = (8 + header.length() + 63) / 64 * 64 - 8;
    assertThat(Files.readAllBytes(file))
        .isEqualTo(Tampering.safetensors(header + " ".repeat(padded - header.length()), values));
  }

  @Test
  void writesWholeNumbersByteByByte(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("x");
    int[] ints = {-2, 1 << 24};
    char[] chars = {0xfffe};
    byte[] bytes = {1, -1};
    new SafetensorsWriter()
        .add("i", ints, 2, 1)
        .add("c", chars)
        .add("b", bytes)
        .write(file)
        .verify(file);
    String header =
        "{\"i\":{\"dtype\":\"I32\",\"shape\":[2,1],\"data_offsets\":[0,8]},"
            + "\"c\":{\"dtype\":\"U16\",\"shape\":[1],\"data_offsets\":[8,10]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[10,12]}}";
    byte[] values = {-2, -1, -1, -1, 0, 0, 0, 1, -2, -1, 1, -1};
    int padded = (8 + header.length() + 63) / 64 * 64 - 8;
    assertThat(Files.readAllBytes(file))
        .isEqualTo(Tampering.safetensors(header + " ".repeat(padded - header.length()), values));
    try (Safetensors tensors = Safetensors.open(file)) {
      assertThat(tensors.ints("i", 2, 1)).containsExactly(ints);
      assertThat(tensors.chars("c", 1)).containsExactly(chars);
      assertThat(tensors.bytes("b", 2)).containsExactly(bytes);
      assertThatThrownBy(() -> tensors.floats("i", 2, 1))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageEndingWith("tensor i: dtype must be F32: I32");
      assertThatThrownBy(() -> tensors.ints("i", 2))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageEndingWith("tensor i: shape must be [2]: [2, 1]");
    }
  }

  @Test
  void readsTensorsThatAreNotAligned(@TempDir Path folder) throws Exception {
    String header =
        Json.write(
            Map.of(
                "b", Map.of("dtype", "U8", "shape", List.of(1), "data_offsets", List.of(0, 1)),
                "i", Map.of("dtype", "I32", "shape", List.of(1), "data_offsets", List.of(1, 5)),
                "v", Map.of("dtype", "I32", "shape", List.of(), "data_offsets", List.of(5, 9))));
    Path file =
        Files.write(
            folder.resolve("x"),
            Tampering.safetensors(header, new byte[] {9, 1, 2, 0, 0, 0, 0, 0, 0}));
    try (Safetensors tensors = Safetensors.open(file)) {
      assertThat(tensors.ints("i", 1)).containsExactly(513);
      assertThat(tensors.rows("i")).isEqualTo(1);
      assertThatThrownBy(() -> tensors.rows("v"))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageEndingWith("tensor v: shape must have at least one dimension: []");
    }
  }

  /** The file has a hole where the values are, so it takes no space. */
  @Test
  void refusesWhatNoArrayHolds(@TempDir Path folder) throws Exception {
    long size = 1L << 31;
    String header =
        Json.write(
            Map.of(
                "b",
                Map.of("dtype", "U8", "shape", List.of(size), "data_offsets", List.of(0, size))));
    Path file = Files.write(folder.resolve("x"), Tampering.safetensors(header, new byte[0]));
    try (RandomAccessFile hole = new RandomAccessFile(file.toFile(), "rw")) {
      hole.setLength(hole.length() + size);
    }
    try (Safetensors tensors = Safetensors.open(file)) {
      assertThatThrownBy(() -> tensors.bytes("b", size))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageEndingWith("tensor b: must have at most 2147483639 values: 2147483648");
    }
  }

  @Test
  void refusesShapesOfOtherSizesAndTensorsThatWouldNotBeAligned() {
    SafetensorsWriter writer = new SafetensorsWriter().add("b", new byte[3]);
    assertThatThrownBy(() -> writer.add("i", new int[1]))
        .hasMessage("tensors of wider values must come first: i would begin at byte 3");
    assertThatThrownBy(() -> writer.add("f", new float[3], 2, 2))
        .hasMessage("shape must have 3 values: [2, 2]");
  }

  @Test
  void readsWhatOthersMayWrite(@TempDir Path folder) throws Exception {
    // Tensors in any order, empty ones between, an empty shape for a single value.
    String header =
        Json.write(
            Map.of(
                "b", Map.of("dtype", "F32", "shape", List.of(1), "data_offsets", List.of(4, 8)),
                "e", Map.of("dtype", "F32", "shape", List.of(0), "data_offsets", List.of(4, 4)),
                "a", Map.of("dtype", "F32", "shape", List.of(), "data_offsets", List.of(0, 4))));
    Path file =
        Files.write(
            folder.resolve("x"),
            Tampering.safetensors(header, new byte[] {0, 0, 0, 0, 0, 0, 64, 64}));
    try (Safetensors tensors = Safetensors.open(file)) {
      assertThat(tensors.names()).containsExactly("a", "e", "b");
      float[] b = new float[1];
      tensors.read("b", b);
      assertThat(b).containsExactly(3f);
      tensors.read("e", new float[0]);
      assertThatThrownBy(() -> tensors.read("b", new float[2]))
          .isInstanceOf(ModelFormatException.class)
          .hasMessageEndingWith("tensor b: shape must be [2]: [1]");
    }
  }

  @Test
  void refusesTwoTensorsOfOneName() {
    SafetensorsWriter writer = new SafetensorsWriter().add("a", new float[1]);
    assertThatThrownBy(() -> writer.add("a", new float[1]))
        .hasMessage("tensor names must differ: a");
  }

  @Property(tries = 400)
  void randomBytesEndInAFormatException(@ForAll byte[] bytes) throws IOException {
    readAll(bytes);
  }

  @Property(tries = 400)
  void randomHeadersEndInAFormatException(@ForAll String header, @ForAll byte[] values)
      throws IOException {
    readAll(Tampering.safetensors(header, values));
  }

  @Property(tries = 1_000)
  void mutatedFilesAreReadOrRefused(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int changes) throws IOException {
    Random random = new Random(seed);
    String header = new String(good, 8, good.length - 8 - 68, StandardCharsets.UTF_8);
    StringBuilder text = new StringBuilder(header);
    String alphabet = "0123456789-.,:[]{}\"eF \\u\u00e9";
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(text.length());
      char c = alphabet.charAt(random.nextInt(alphabet.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, c);
        case 1 -> text.insert(at, c);
        default -> text.deleteCharAt(at);
      }
    }
    byte[] values = new byte[random.nextInt(4) == 0 ? random.nextInt(100) : 68];
    random.nextBytes(values);
    readAll(Tampering.safetensors(text.toString(), values));
  }

  @Property(tries = 400)
  void flippedAndCutFilesAreReadOrRefused(
      @ForAll @IntRange(max = 2_000) int at, @ForAll byte flip, @ForAll boolean cut)
      throws IOException {
    byte[] bytes = cut ? Arrays.copyOf(good, at % good.length) : good.clone();
    if (bytes.length > 0) {
      bytes[at % bytes.length] ^= flip;
    }
    readAll(bytes);
  }

  /** Reads every tensor, into memory of the shape that the header claims. */
  private static void readAll(byte[] bytes) throws IOException {
    Files.write(fuzzed, bytes);
    try (Safetensors tensors = Safetensors.open(fuzzed)) {
      for (String name : tensors.names()) {
        long[] shape = tensors.shape(name);
        if (shape.length == 1) {
          tensors.read(name, new float[(int) shape[0]]);
        } else if (shape.length == 2 && shape[1] > 0 && shape[0] > 0) {
          try (FloatRows matrix = FloatRows.allocate(shape[0], (int) shape[1])) {
            tensors.read(name, matrix);
          }
        }
      }
    } catch (ModelFormatException e) {
      assertThat(e.getMessage()).startsWith(fuzzed + ": ").doesNotContain("\n");
    }
  }
}
