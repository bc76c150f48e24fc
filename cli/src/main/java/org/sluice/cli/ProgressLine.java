package org.sluice.cli;

import java.io.PrintStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One line that tells how far work has come. On a terminal it is redrawn in place a few times a
 * second; elsewhere, in a log file, it is a line of its own every ten seconds. Safe for many
 * threads.
 */
final class ProgressLine implements AutoCloseable {
  private static final long REDRAW_NANOS = 150_000_000L;
  private static final long LOG_NANOS = 10_000_000_000L;

  private final PrintStream err;
  private final boolean terminal;
  private final int columns;
  private final LongSupplier clock;
  private long due;
  private int drawn;

  ProgressLine(Console console) {
    this(console.err(), console.errorTerminal(), console.columns(), System::nanoTime);
  }

  /**
   * @param clock nanoseconds from any origin
   */
  ProgressLine(PrintStream err, boolean terminal, int columns, LongSupplier clock) {
    this.err = err;
    this.terminal = terminal;
    this.columns = columns;
    this.clock = clock;
    this.due = clock.getAsLong() + (terminal ? 0 : LOG_NANOS);
  }

  /** Shows {@code text} where it is time to; the text is made only then. */
  synchronized void update(Supplier<String> text) {
    long now = clock.getAsLong();
    if (now - due < 0) {
      return;
    }
    if (terminal) {
      due = now + REDRAW_NANOS;
      draw(text.get());
    } else {
      due = now + LOG_NANOS;
      err.println("sluice: " + text.get());
    }
  }

  /** Writes a line that stays. */
  synchronized void say(String line) {
    clear();
    err.println("sluice: " + line);
    err.flush();
  }

  private void draw(String text) {
    // The last column stays free: some terminals wrap there.
    String shown = text.length() < columns ? text : text.substring(0, columns - 1);
    err.print("\r" + shown + " ".repeat(Math.max(0, drawn - shown.length())));
    err.flush();
    drawn = shown.length();
  }

  private void clear() {
    if (drawn > 0) {
      err.print("\r" + " ".repeat(drawn) + "\r");
      err.flush();
      drawn = 0;
    }
  }

  @Override
  public synchronized void close() {
    clear();
  }
}
