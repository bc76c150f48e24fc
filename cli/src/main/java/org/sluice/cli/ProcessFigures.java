package org.sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process has used so far. */
final class ProcessFigures {
  private ProcessFigures() {}

  /** CPU seconds of all threads, 0 where the system does not say. */
  static double cpuSeconds() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? Math.max(0, system.getProcessCpuTime()) / 1e9
        : 0;
  }

  /**
   * Largest resident memory so far in MB of 1,000,000 bytes: {@code VmHWM} of Linux, which counts
   * heap, off-heap weights and mapped files alike; elsewhere the memory that the JVM has reserved.
   */
  static double peakMemoryMb() {
    return peakMemoryMb(Path.of("/proc/self/status"));
  }

  static double peakMemoryMb(Path status) {
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024 / 1e6)
          .findFirst()
          .orElseGet(ProcessFigures::reservedMb);
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      return reservedMb();
    }
  }

  private static double reservedMb() {
    var memory = ManagementFactory.getMemoryMXBean();
    return (memory.getHeapMemoryUsage().getCommitted()
            + memory.getNonHeapMemoryUsage().getCommitted())
        / 1e6;
  }

  /** Bytes of all files below a folder. */
  static long folderBytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long bytes = 0;
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
      return bytes;
    }
  }
}
