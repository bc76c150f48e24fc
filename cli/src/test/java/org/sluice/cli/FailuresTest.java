package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("a.txt"), "a.txt: no such file or folder"),
        Arguments.of(new AccessDeniedException("a.txt"), "a.txt: permission denied"),
        Arguments.of(
            new FileSystemException("a", null, "No space left on device"),
            "a: No space left on device"),
        Arguments.of(new UncheckedIOException(new IOException("disk on fire")), "disk on fire"),
        Arguments.of(
            new ExecutionException(new UncheckedIOException(new NoSuchFileException("b"))),
            "b: no such file or folder"),
        Arguments.of(new IllegalArgumentException("k must be 1"), "k must be 1"),
        Arguments.of(new UserException("a\nb\u001b[31m\u202ec"), "a b\\u001b[31m\\u202ec"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void saysItInOneLine(Throwable failure, String line) {
    assertThat(Failures.line(failure)).isEqualTo(line);
  }

  @Test
  void tellsHowToGiveMoreMemory() {
    assertThat(Failures.line(new OutOfMemoryError("Java heap space")))
        .contains("out of memory (Java heap space)", "-Xmx", " MB");
  }

  @Test
  void ownsUpToInternalErrors() {
    assertThat(Failures.line(new NullPointerException("x")))
        .contains("internal error", "--debug", "NullPointerException: x");
  }

  @Test
  void cutsWhatIsTooLong() {
    assertThat(Failures.line(new UserException("x".repeat(100_000)))).hasSizeLessThan(1000);
  }

  @Test
  void tellsAGoneReaderFromAFullDisk() {
    assertThatThrownBy(() -> StandardOutput.check(failing("Broken pipe")))
        .isInstanceOf(StandardOutput.ReaderGone.class);
    assertThatThrownBy(() -> StandardOutput.check(failing("No space left on device")))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(StandardOutput.ReaderGone.class)
        .hasMessage("cannot write to standard output: No space left on device");
    assertThatCode(() -> StandardOutput.check(new StandardOutput(new ByteArrayOutputStream())))
        .doesNotThrowAnyException();
  }

  private static StandardOutput failing(String reason) {
    StandardOutput output =
        new StandardOutput(
            new OutputStream() {
              @Override
              public void write(int b) throws IOException {
                throw new IOException(reason);
              }
            });
    output.println("a result");
    return output;
  }
}
