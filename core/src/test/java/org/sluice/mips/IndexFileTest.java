package org.sluice.mips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFileTest {
  @TempDir Path folder;

  private MipsIndex sample(Metric metric, Structure structure) {
    return sample(MipsConfig.of(metric).structure(structure));
  }

  private MipsIndex sample(MipsConfig config) {
    float[][] vectors = Clusters.vectors(2_600, 9, 12, 5);
    MipsIndex index = MipsIndex.build(Vectors.of(vectors), config, 1);
    for (int i = 0; i < 30; i++) {
      index.remove(7L * i);
      index.add(10_000 + i, vectors[i]);
    }
    index.remove(10_003);
    return index;
  }

  private Path saved() throws IOException {
    Path file = folder.resolve("a.index");
    sample(Metric.EUCLIDEAN, new Structure.Lists(0)).save(file);
    return file;
  }

  @Test
  void whatIsSavedComesBack() throws IOException {
    float[][] queries = Clusters.vectors(40, 9, 12, 5);
    for (Metric metric : Metric.values()) {
      for (Structure structure :
          List.of(new Structure.Lists(20), new Structure.Tables(5, 9), new Structure.Exact())) {
        Precision precision = metric == Metric.COSINE ? Precision.SINGLE : Precision.HALF;
        MipsIndex index = sample(MipsConfig.of(metric).structure(structure).precision(precision));
        Path file = folder.resolve("b.index");
        index.save(file);
        for (MipsIndex back : List.of(MipsIndex.open(file), MipsIndex.load(file))) {
          assertThat(back.config()).isEqualTo(index.config());
          assertThat(back.size()).isEqualTo(index.size());
          for (float[] query : queries) {
            assertThat(back.search(query, 12).ids()).isEqualTo(index.search(query, 12).ids());
            assertThat(back.search(query, 12).scores()).isEqualTo(index.search(query, 12).scores());
          }
          // A mapped index takes changes, and its file may be replaced under it.
          back.put(1, queries[0]);
          assertThat(back.remove(10_001)).isTrue();
          assertThat(back.remove(0)).isFalse();
          back.save(file);
          assertThat(MipsIndex.open(file).size()).isEqualTo(back.size());
          back.compact();
          assertThat(back.search(queries[0], 5_000, Effort.EXACT).size()).isEqualTo(back.size());
          index.save(file);
        }
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("b.index"));
    }
  }

  @Test
  void everyAlteredByteAndEveryCutIsNoticed() throws IOException {
    Path file = saved();
    byte[] good = Files.readAllBytes(file);
    MipsIndex.open(file);
    SplittableRandom random = new SplittableRandom(1);
    Path bad = folder.resolve("bad.index");
    for (int i = 0; i < 400; i++) {
      byte[] altered = good.clone();
      int at = i < 100 ? i : random.nextInt(good.length);
      altered[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(bad, altered);
      try {
        MipsIndex index = MipsIndex.open(bad);
        // Only padding may change unnoticed, and what comes out is then the same.
        assertThat(index.size()).isEqualTo(2_599);
        assertThat(altered[at] == 0 || good[at] == 0).isTrue();
      } catch (MipsFormatException e) {
        assertThat(e).hasMessageStartingWith(bad + ": ").message().doesNotContain("\n");
      }
      int length = i < 50 ? i : random.nextInt(good.length);
      Files.write(bad, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> MipsIndex.open(bad))
          .isInstanceOf(MipsFormatException.class)
          .hasMessageStartingWith(bad + ": ");
    }
    Files.write(bad, Arrays.copyOf(good, good.length + 64));
    assertThatThrownBy(() -> MipsIndex.open(bad)).hasMessageContaining("must end where");
  }

  /** Headers with right checksums that lie about the sections. */
  @Test
  void lyingHeadersAreRefused() throws IOException {
    byte[] good = Files.readAllBytes(saved());
    int length = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
    String header = new String(good, 24, length, StandardCharsets.UTF_8);
    String[][] lies = {
      {"\"dimension\":9", "\"dimension\":8"},
      {"\"dimension\":9", "\"dimension\":0"},
      {"\"rows\":2600", "\"rows\":2601"},
      {"\"rows\":2600", "\"rows\":-600"},
      {"\"lists\":96", "\"lists\":95"},
      {"EUCLIDEAN", "MANHATTAN"},
      {"SINGLE", "HALF"},
      {"SINGLE", "DOUBLE"},
      {"\"probes\":", "\"prober\":"},
      {"\"kind\":\"lists\"", "\"kind\":\"lasts\""},
      {"\"name\":\"0.codes\"", "\"name\":\"0.coder\""},
      {"\"name\":\"0.column-scales\"", "\"name\":\"0.column-scaled\""},
      {"\"recall\":0.95", "\"recall\":1.95"},
    };
    for (String[] lie : lies) {
      assertThat(header).contains(lie[0]);
      Path bad = folder.resolve("lie.index");
      Files.write(bad, withHeader(good, header.replace(lie[0], lie[1])));
      assertThatThrownBy(() -> MipsIndex.open(bad))
          .as(lie[1])
          .isInstanceOf(MipsFormatException.class)
          .hasMessageStartingWith(bad + ": ");
    }
  }

  /** A search that begins with no list, or is to read more than there are, is not believed. */
  @Test
  void numbersOfListsReadThatCannotBeAreRefused() throws IOException {
    byte[] good = Files.readAllBytes(saved());
    int length = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
    String header = new String(good, 24, length, StandardCharsets.UTF_8);
    Path bad = folder.resolve("probes.index");
    for (String probes : List.of("0", "97", "-1")) {
      String lie = header.replaceFirst("\"probes\":\\d+", "\"probes\":" + probes);
      Files.write(bad, withHeader(good, lie));
      assertThatThrownBy(() -> MipsIndex.open(bad))
          .isInstanceOf(MipsFormatException.class)
          .hasMessage(bad + ": header: probes must be a whole number from 1 to 96: " + probes);
    }
  }

  /** The same file with another header, filled with spaces up to the first section. */
  private static byte[] withHeader(byte[] file, String header) {
    byte[] bytes = file.clone();
    ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int first = (24 + head.getInt(12) + 63) / 64 * 64;
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    assertThat(json.length).isLessThanOrEqualTo(first - 24);
    Arrays.fill(bytes, 24, first, (byte) ' ');
    System.arraycopy(json, 0, bytes, 24, json.length);
    CRC32C crc = new CRC32C();
    crc.update(json);
    head.putInt(12, json.length).putInt(16, (int) crc.getValue());
    return bytes;
  }

  @Test
  void halvesThatAreNotFiniteAreRefused() throws IOException {
    float[][] vectors = {{1, 2}, {3, 4}};
    Path file = folder.resolve("half.index");
    MipsIndex.build(Vectors.of(vectors), MipsConfig.of(Metric.COSINE).precision(Precision.HALF), 1)
        .save(file);
    byte[] bytes = Files.readAllBytes(file);
    MemorySegment all = MemorySegment.ofArray(bytes);
    ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int length = head.getInt(12);
    int first = (24 + length + 63) / 64 * 64;
    long before = IndexFile.checksum(all.asSlice(first, 8));
    head.putShort(first + 2, (short) 0x7C00);
    long after = IndexFile.checksum(all.asSlice(first, 8));
    String header = new String(bytes, 24, length, StandardCharsets.UTF_8);
    String changed = header.replace(Long.toString(before), Long.toString(after));
    Files.write(file, withHeader(bytes, changed));
    assertThatThrownBy(() -> MipsIndex.load(file))
        .isInstanceOf(MipsFormatException.class)
        .hasMessage(file + ": section 0.vectors must hold finite values");
  }

  @Test
  void aMappedFileThatIsCutEndsInAnErrorNotInACrash() throws IOException {
    Path file = saved();
    MipsIndex mapped = MipsIndex.open(file);
    MipsIndex loaded = MipsIndex.load(file);
    float[] query = new float[9];
    long[] ids = mapped.search(query, 5).ids();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(1_000);
    }
    assertThatThrownBy(() -> mapped.search(query, 5))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(file + ": must keep its ")
        .hasMessageEndingWith(" bytes while it is mapped: 1000");
    for (ThrowingCallable call :
        List.<ThrowingCallable>of(
            () -> mapped.save(file),
            () -> mapped.add(20_000, query),
            () -> mapped.put(1, query),
            () -> mapped.remove(1),
            mapped::compact)) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(file + ": must keep its ");
    }
    assertThat(mapped.size()).isEqualTo(2_599);
    assertThat(loaded.search(query, 5).ids()).isEqualTo(ids);
  }

  @Test
  void otherVersionsAreRefused() throws IOException {
    Path file = saved();
    byte[] bytes = Files.readAllBytes(file);
    bytes[8] = 3;
    Files.write(file, bytes);
    assertThatThrownBy(() -> MipsIndex.open(file))
        .isInstanceOf(MipsFormatException.class)
        .hasMessage(file + ": version must be 4: 3");
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path text = folder.resolve("text");
    Files.writeString(text, "this is not an index at all, only text");
    assertThatThrownBy(() -> MipsIndex.open(text))
        .hasMessage(text + ": is not an index: it must begin with the bytes SLUICEIX");
    Files.write(text, new byte[0]);
    assertThatThrownBy(() -> MipsIndex.open(text)).hasMessageContaining("must have at least 24");
    assertThatThrownBy(() -> MipsIndex.open(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aFailedSaveLeavesTheOldFile() throws IOException {
    Path file = saved();
    byte[] good = Files.readAllBytes(file);
    assertThatThrownBy(
            () ->
                IndexFile.replace(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[100]));
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(Files.readAllBytes(file)).isEqualTo(good);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  /** A process that saves again and again is killed at a random moment. */
  @Test
  void aKilledSaveLeavesAWholeFile() throws Exception {
    Path file = saved();
    for (int round = 0; round < 2; round++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-Dsluice.kernels=scalar",
                  "--add-modules",
                  "jdk.incubator.vector",
                  "-cp",
                  System.getProperty("java.class.path"),
                  EndlessSaves.class.getName(),
                  file.toString())
              .redirectErrorStream(true)
              .start();
      // The first line says that the first save is done and the next one begins.
      assertThat(process.inputReader(StandardCharsets.UTF_8).lines().anyMatch("saving"::equals))
          .isTrue();
      Thread.sleep(30 + 41L * round);
      process.destroyForcibly().waitFor();
      assertThat(MipsIndex.open(file).size()).isEqualTo(2_599);
    }
  }
}
