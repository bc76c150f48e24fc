package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sluice.json.Json;

/**
 * One command run in this process, and what it wrote.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int code, String out, String err) {
  /** Runs without input. */
  static CommandRun of(Object... words) {
    return withInput("", words);
  }

  /** Runs with text on standard input. */
  static CommandRun withInput(String input, Object... words) {
    return withInput(input.getBytes(StandardCharsets.UTF_8), words);
  }

  /** Runs with bytes on standard input. */
  static CommandRun withInput(byte[] input, Object... words) {
    return with(new ByteArrayInputStream(input), new Interrupts(), false, words);
  }

  /** Runs with every part of the console given. */
  static CommandRun with(
      InputStream input, Interrupts interrupts, boolean terminal, Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            input,
            new StandardOutput(out),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            terminal,
            terminal,
            80,
            interrupts);
    int code = Main.run(Arrays.stream(words).map(String::valueOf).toArray(String[]::new), console);
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  CommandRun succeeded() {
    assertThat(code).as("exit code; standard error: %s", err).isZero();
    return this;
  }

  /** Checks for one line on standard error, no result, and this code. */
  CommandRun failed(int expected, String... parts) {
    assertThat(code).as("exit code; standard error: %s", err).isEqualTo(expected);
    assertThat(err).startsWith("sluice: ").endsWith("\n");
    assertThat(err.strip().lines()).as(err).hasSize(1);
    assertThat(err).contains(parts).doesNotContain("Exception", "internal error");
    assertThat(out).isEmpty();
    return this;
  }

  List<String> outLines() {
    return out.lines().toList();
  }

  /** The last line of the output, which must be an object. */
  Map<String, Object> json() {
    return Json.parseObject(outLines().getLast());
  }

  /** An object within that object. */
  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  Map<String, Object> json(String member) {
    return (Map<String, Object>) json().get(member);
  }
}
