package org.sluice.reproduce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Energy of the processor packages, from the counters that Linux shows in its power capping
 * framework ({@code /sys/class/powercap/intel-rapl:0/energy_uj}, microjoules that start again at 0
 * after {@code max_energy_range_uj}). The whole machine is measured, other programs included. Must
 * be asked more often than a counter wraps around, which takes minutes under load. Safe for many
 * threads.
 */
public final class EnergyMeter {
  /** Where Linux shows the counters. */
  public static final Path SYSTEM = Path.of("/sys/class/powercap");

  private static final class Counter {
    final Path file;
    final long range;
    long last;

    Counter(Path file, long range, long last) {
      this.file = file;
      this.range = range;
      this.last = last;
    }
  }

  private final List<Counter> counters = new ArrayList<>();
  private double joules;

  private EnergyMeter() {}

  /** A meter that measures nothing. */
  public static EnergyMeter none() {
    return new EnergyMeter();
  }

  /**
   * A meter of the counters below a folder; of none where there are none that may be read, as in
   * virtual machines, on other systems and for users without permission.
   */
  public static EnergyMeter open(Path folder) {
    EnergyMeter meter = new EnergyMeter();
    // Packages alone, as intel-rapl:0: their parts, such as intel-rapl:0:0, are within them.
    try (DirectoryStream<Path> zones = Files.newDirectoryStream(folder, "intel-rapl:*")) {
      for (Path zone : zones) {
        if (zone.getFileName().toString().matches("intel-rapl:\\d+")) {
          Path file = zone.resolve("energy_uj");
          meter.counters.add(
              new Counter(file, number(zone.resolve("max_energy_range_uj")), number(file)));
        }
      }
    } catch (IOException | UncheckedIOException | NumberFormatException e) {
      return none();
    }
    return meter;
  }

  /** Whether the system reports energy. */
  public synchronized boolean reports() {
    return !counters.isEmpty();
  }

  /** Joules since the meter was opened, empty where the system does not report them. */
  public synchronized OptionalDouble joules() {
    try {
      for (Counter counter : counters) {
        long now = number(counter.file);
        long more = now - counter.last;
        joules += (more >= 0 ? more : more + counter.range) / 1e6;
        counter.last = now;
      }
    } catch (IOException | NumberFormatException e) {
      counters.clear(); // a part of the energy would look like all of it
    }
    return counters.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(joules);
  }

  private static long number(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }
}
