package org.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Objects;

/**
 * What a command talks to. Results go to {@code out}, everything else to {@code err}.
 *
 * @param in standard input
 * @param out results
 * @param err settings, progress, errors
 * @param inputTerminal whether somebody types the input
 * @param errorTerminal whether {@code err} is a terminal, which can redraw a line
 * @param columns width of the terminal in characters
 * @param interrupts where requests to stop come from
 */
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean inputTerminal,
    boolean errorTerminal,
    int columns,
    Interrupts interrupts) {
  public Console {
    Objects.requireNonNull(in, "in");
    Objects.requireNonNull(out, "out");
    Objects.requireNonNull(err, "err");
    Objects.requireNonNull(interrupts, "interrupts");
  }

  /** A console without a terminal. */
  static Console plain(InputStream in, PrintStream out, PrintStream err) {
    return new Console(in, out, err, false, false, 80, new Interrupts());
  }

  /**
   * The console of this process. The launcher says what it sees of the terminal in the properties
   * {@code sluice.stdin.tty}, {@code sluice.stdout.tty}, {@code sluice.stderr.tty} and {@code
   * sluice.columns}; without it there is a terminal where the JVM sees one on both its input and
   * its output.
   */
  static Console ofProcess(InputStream in, PrintStream out, PrintStream err, Interrupts stops) {
    java.io.Console seen = System.console();
    boolean terminal = seen != null && seen.isTerminal();
    return new Console(
        in,
        out,
        err,
        flag("sluice.stdin.tty", terminal),
        flag("sluice.stderr.tty", terminal),
        Math.clamp(Integer.getInteger("sluice.columns", 80), 40, 1000),
        stops);
  }

  private static boolean flag(String property, boolean otherwise) {
    String value = System.getProperty(property);
    return value == null || value.isEmpty() ? otherwise : Boolean.parseBoolean(value);
  }

  /** Width of the terminal that results go to; 0 where they go elsewhere or nobody says. */
  int outputColumns() {
    return Boolean.getBoolean("sluice.stdout.tty") ? columns : 0;
  }

  /** A line on {@code err}. */
  void note(String line) {
    err.println("sluice: " + line);
  }

  /** Fails where results could not be written. */
  void checkOutput() throws IOException {
    StandardOutput.check(out);
  }
}
