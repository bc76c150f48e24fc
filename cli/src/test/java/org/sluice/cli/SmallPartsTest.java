package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallPartsTest {
  @ParameterizedTest
  @CsvSource({
    "0.04,0.0 s",
    "9.94,9.9 s",
    "42.4,42 s",
    "187,3:07",
    "3723,1:02:03",
    "NaN,?",
    "Infinity,?"
  })
  void durations(double seconds, String words) {
    assertThat(Words.duration(seconds)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "0,0 B",
    "999,999 B",
    "1000,1.0 KB",
    "999960,1.0 MB",
    "283000000,283.0 MB",
    "4100000000,4.1 GB"
  })
  void sizes(long bytes, String words) {
    assertThat(Words.bytes(bytes)).isEqualTo(words);
  }

  @Test
  void peakMemoryComesFromTheSystemOrTheJvm(@TempDir Path folder) throws IOException {
    Path status = folder.resolve("status");
    Files.writeString(status, "Name:\tjava\nVmHWM:\t    2000 kB\n");

    assertThat(ProcessFigures.peakMemoryMb(status)).isEqualTo(2.048);
    assertThat(ProcessFigures.peakMemoryMb(folder.resolve("none"))).isPositive();
  }

  @Test
  void folderSizesCountAllFiles(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("a"), "12345");
    Files.createDirectory(folder.resolve("b"));
    Files.writeString(folder.resolve("b/c"), "123");

    assertThat(ProcessFigures.folderBytes(folder)).isEqualTo(8);
  }

  @Test
  void onlyRegisteredWorkIsWaitedFor() {
    Interrupts interrupts = new Interrupts();
    AtomicInteger stops = new AtomicInteger();
    interrupts.onRequest(stops::incrementAndGet).close();
    assertThat(interrupts.request()).isFalse();

    Interrupts.Registration late = interrupts.onRequest(stops::incrementAndGet);
    assertThat(stops).hasValue(1);
    late.close();
    assertThat(interrupts.request()).as("last words are waited for").isTrue();
  }

  @Test
  void filesAreCheckedBeforeTheyAreWritten(@TempDir Path folder) throws IOException {
    OutputTarget.checkFile(folder.resolve("new"));
    OutputTarget.checkFile(Files.writeString(folder.resolve("old"), "x"));
    assertThatThrownBy(() -> OutputTarget.checkFile(folder)).hasMessageContaining("is a folder");
    assertThatThrownBy(() -> OutputTarget.checkFile(folder.resolve("none/file")))
        .hasMessageContaining("there is no folder");
  }

  @Test
  void filesAreWrittenWholeOrNotAtAll(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old");
    assertThatThrownBy(
            () ->
                OutputTarget.writeWhole(
                    file,
                    fresh -> {
                      Files.writeString(fresh, "half");
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactly("file");

    OutputTarget.writeWhole(file, fresh -> Files.writeString(fresh, "new"));
    assertThat(file).hasContent("new");
    assertThat(folder.toFile().list()).containsExactly("file");
  }
}
