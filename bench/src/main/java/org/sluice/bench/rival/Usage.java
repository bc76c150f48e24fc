package org.sluice.bench.rival;

import java.nio.file.Path;

/**
 * What a whole process used, from its start to its end.
 *
 * @param userSeconds CPU seconds of all threads in the program
 * @param systemSeconds CPU seconds of all threads in the system
 * @param wallSeconds seconds by the clock
 * @param peakMb largest resident memory, MB of 1,000,000 bytes
 */
record Usage(double userSeconds, double systemSeconds, double wallSeconds, double peakMb) {
  /** What {@link #parse} reads: the format that GNU time is asked for. */
  static final String FORMAT = "%U %S %e %M";

  /** CPU seconds of all threads. */
  double cpuSeconds() {
    return userSeconds + systemSeconds;
  }

  /**
   * Reads the last line that GNU time wrote.
   *
   * @param source file to name where the line is not as expected
   */
  static Usage parse(String text, Path source) {
    String last = text.strip().substring(text.strip().lastIndexOf('\n') + 1);
    String[] fields = last.split(" ");
    try {
      return new Usage(
          Double.parseDouble(fields[0]),
          Double.parseDouble(fields[1]),
          Double.parseDouble(fields[2]),
          Long.parseLong(fields[3]) * 1024 / 1e6);
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new BenchException(
          source + ": must be 'user system elapsed kilobytes' as GNU time writes: " + last);
    }
  }
}
