package org.sluice.bench.rival;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs programs as children under GNU time, which asks the system what the whole process used once
 * it has ended. Output goes to files.
 */
final class Child {
  private static final Path TIME = Path.of("/usr/bin/time");

  private final Path folder;

  /** Children whose output goes to files in this folder. */
  Child(Path folder) {
    this.folder = folder;
  }

  /**
   * Fails where there is no GNU time.
   *
   * @throws BenchException saying so
   */
  static void requireTime() {
    if (!Files.isExecutable(TIME)) {
      throw new BenchException(
          TIME + ": GNU time is needed and not there (Debian and Ubuntu: apt install time)");
    }
  }

  /** Where a child's standard output is. */
  Path output(String name) {
    return folder.resolve(name + ".out");
  }

  /** A child's standard output. */
  String text(String name) throws IOException {
    return read(output(name));
  }

  /**
   * Runs a program to its end.
   *
   * @param name names the files of its output
   * @return what it used
   * @throws BenchException if it fails, with the last line it said
   */
  Usage run(String name, List<String> command) throws IOException {
    Files.createDirectories(folder);
    Path times = folder.resolve(name + ".time");
    Path errors = folder.resolve(name + ".err");
    List<String> timed =
        new ArrayList<>(List.of(TIME.toString(), "-o", times.toString(), "-f", Usage.FORMAT));
    timed.addAll(command);
    Process process =
        new ProcessBuilder(timed)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output(name).toFile())
            .redirectError(errors.toFile())
            .start();
    int code = await(process);
    if (code != 0) {
      throw new BenchException(
          "%s %s failed with exit code %d: %s (all of it: %s)"
              .formatted(
                  Path.of(command.getFirst()).getFileName(), name, code, lastLine(name), errors));
    }
    return Usage.parse(read(times), times);
  }

  /** Waits for the end. Where this process is told to end before, so is the child. */
  private static int await(Process process) {
    Thread hook = new Thread(() -> end(process));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      int code = process.waitFor();
      Runtime.getRuntime().removeShutdownHook(hook);
      return code;
    } catch (IllegalStateException e) { // this process is ending: the hook is at work
      throw new BenchException("ended from outside");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(process);
      throw new BenchException("interrupted");
    }
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  private String lastLine(String name) throws IOException {
    for (Path file : List.of(folder.resolve(name + ".err"), output(name))) {
      String said = read(file).strip();
      if (!said.isEmpty()) {
        return said.substring(said.lastIndexOf('\n') + 1).strip();
      }
    }
    return "it said nothing";
  }

  /** Programs may say anything, so bytes stand for themselves. */
  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }
}
