package org.sluice.dense;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.sluice.data.BadDataException;

/** What the readers share: faults of a file, and values that must end where the file ends. */
final class Faults {
  /** Longest array that is asked for. */
  static final long LONGEST = Integer.MAX_VALUE - 8;

  private Faults() {}

  static BadDataException of(Path file, String problem) {
    return new BadDataException(file.toString(), 0, 0, problem);
  }

  /** The rest of a file, which must be {@code count} bytes. */
  static byte[] rest(InputStream in, Path file, long count) throws IOException {
    if (count > LONGEST) {
      throw of(file, "must hold at most " + LONGEST + " bytes of values: " + count);
    }
    byte[] bytes = in.readNBytes((int) count);
    if (bytes.length < count) {
      throw of(
          file, "must hold " + count + " bytes of values, is cut off: " + bytes.length + " bytes");
    }
    if (in.read() >= 0) {
      throw of(file, "must end after " + count + " bytes of values, but there are more");
    }
    return bytes;
  }

  /** Number of classes of a file of labels: one more than the greatest, at least 2. */
  static int classes(int[] labels) {
    int classes = 2;
    for (int label : labels) {
      classes = Math.max(classes, label + 1);
    }
    return classes;
  }

  static void sameRows(Path values, int rows, Path labels, int count) throws BadDataException {
    if (rows != count) {
      throw of(
          labels,
          "must have a label for each of the " + rows + " rows of " + values + ": " + count);
    }
  }
}
