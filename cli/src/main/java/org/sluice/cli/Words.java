package org.sluice.cli;

import java.util.Locale;

/** Numbers as people read them. */
final class Words {
  private Words() {}

  /** 1234567 as {@code 1,234,567}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Seconds as {@code 4.2 s}, {@code 42 s}, {@code 3:07} or {@code 1:02:03}. */
  static String duration(double seconds) {
    if (!(seconds >= 0) || Double.isInfinite(seconds)) {
      return "?";
    }
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }

  /** Bytes as {@code 512 B}, {@code 3.4 KB}, {@code 283.0 MB}; a MB is 1,000,000 bytes. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    String[] units = {"KB", "MB", "GB", "TB"};
    double value = bytes / 1000.0;
    int unit = 0;
    while (value >= 999.95 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }

  /** A number with as many decimals as help to read it. */
  static String decimal(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%,.1f", value);
  }

  /**
   * How far a training has come: share, rate and time left.
   *
   * @param done visits of rows
   * @param all visits it takes
   * @param start by {@link System#nanoTime}
   */
  static String progress(long done, long all, long start) {
    double rate = done / Math.max(1e-3, (System.nanoTime() - start) / 1e9);
    return String.format(
        Locale.ROOT,
        "%d %%  %,.0f rows/s  %s left",
        Math.min(100, 100 * done / all),
        rate,
        duration(Math.max(0, all - done) / Math.max(1e-9, rate)));
  }
}
