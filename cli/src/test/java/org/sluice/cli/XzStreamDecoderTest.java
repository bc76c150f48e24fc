package org.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.data.DataFormat;
import org.sluice.data.DataReader;
import org.sluice.data.ReadOptions;
import org.sluice.data.TextDataset;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class XzStreamDecoderTest {
  private static final ReadOptions TSV = ReadOptions.defaults().withFormat(DataFormat.TSV);

  private static byte[] xz(byte[] content, LZMA2Options options) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (XZOutputStream out = new XZOutputStream(packed, options)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  private static void read(byte[] content) throws IOException {
    DataReader.read(new ByteArrayInputStream(content), "f", TSV);
  }

  @Test
  void filesAndLabelsAreUnpacked(@TempDir Path folder) throws IOException {
    LZMA2Options options = new LZMA2Options();
    Files.write(folder.resolve("labels.tsv.xz"), xz("x\ny\n".getBytes(UTF_8), options));
    Path file = folder.resolve("train.tsv.xz");
    Files.write(file, xz("1\tone text\n0\tanother\n".getBytes(UTF_8), options));
    TextDataset data = (TextDataset) DataReader.read(file, ReadOptions.defaults()).dataset();
    assertThat(data.texts()).containsExactly("one text", "another");
    assertThat(data.dictionary().names()).containsExactly("x", "y");
    assertThat(data.labels().ids()).containsExactly(1, 0);
  }

  @Test
  void cutFilesAreReported() throws IOException {
    byte[] whole = xz("a\tsome text\n".repeat(5000).getBytes(UTF_8), new LZMA2Options());
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length / 2)))
        .hasMessage("f: compressed data is cut off");
    assertThatThrownBy(() -> read(Arrays.copyOf(whole, 8)))
        .hasMessage("f: compressed data is cut off");
  }

  @Test
  void damagedFilesAreReported() throws IOException {
    byte[] packed = xz("a\tsome text\n".repeat(5000).getBytes(UTF_8), new LZMA2Options());
    packed[packed.length / 2] ^= 0x55;
    assertThatThrownBy(() -> read(packed))
        .hasMessageStartingWith("f: compressed data cannot be unpacked: ");
  }

  @Test
  void bombsEndEarly() throws IOException {
    byte[] packed =
        xz(("a\t" + "b".repeat(1000) + "\n").repeat(70_000).getBytes(UTF_8), new LZMA2Options(0));
    assertThatThrownBy(() -> read(packed))
        .hasMessageStartingWith(
            "f: compressed data must not unpack to more than 200 times its size: more than 64 MiB");
  }

  @Test
  void hugeDictionariesAreRefused() throws IOException {
    byte[] packed = xz("a\tb\n".getBytes(UTF_8), new LZMA2Options());
    // The block header's filter properties: dictionary size code 36 means 1 GiB.
    int properties = 12 + 2 + 2;
    assertThat(packed[properties - 2]).isEqualTo((byte) 0x21);
    packed[properties] = 36;
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    int headerSize = (packed[12] + 1) * 4;
    crc.update(packed, 12, headerSize - 4);
    for (int i = 0; i < 4; i++) {
      packed[12 + headerSize - 4 + i] = (byte) (crc.getValue() >>> 8 * i);
    }
    assertThatThrownBy(() -> read(packed))
        .hasMessageMatching(
            "f: compressed data cannot be unpacked: .* KiB of memory would be needed; limit was"
                + " 262144 KiB");
  }
}
