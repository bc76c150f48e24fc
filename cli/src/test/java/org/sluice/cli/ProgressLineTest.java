package org.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong();

  @Test
  void redrawsOneLineOnATerminal() {
    try (ProgressLine line = line(true, 40)) {
      line.update(() -> "ten percent");
      line.update(() -> "too soon");
      now.addAndGet(200_000_000);
      line.update(() -> "half");
      line.say("epoch 1 done");
    }

    assertThat(written.toString(UTF_8))
        .isEqualTo(
            "\rten percent\rhalf       \r    \rsluice: epoch 1 done" + System.lineSeparator());
  }

  @Test
  void neverFillsTheLastColumn() {
    line(true, 10).update(() -> "0123456789abcdef");

    assertThat(written.toString(UTF_8)).isEqualTo("\r012345678");
  }

  @Test
  void writesALineEveryTenSecondsElsewhere() {
    try (ProgressLine line = line(false, 80)) {
      for (int second = 0; second <= 35; second++) {
        int at = second;
        line.update(() -> "at " + at);
        now.addAndGet(1_000_000_000);
      }
    }

    assertThat(written.toString(UTF_8).lines())
        .containsExactly("sluice: at 10", "sluice: at 20", "sluice: at 30");
  }

  private ProgressLine line(boolean terminal, int columns) {
    return new ProgressLine(new PrintStream(written, true), terminal, columns, now::get);
  }
}
