package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sluice.data.DataReader;
import org.sluice.data.ReadOptions;
import org.sluice.data.ReadResult;

/** Reads files of rows, shows how far it is and says what was left out. */
final class Reading {
  private Reading() {}

  /**
   * Reads all rows.
   *
   * @param source a file, or {@code -} for standard input
   */
  static ReadResult read(String source, ReadOptions options, Console console) throws IOException {
    ReadResult result;
    if (source.equals(DataReader.STANDARD_INPUT)) {
      result = DataReader.read(console.in(), "standard input", options);
    } else {
      Path file = Path.of(source);
      long size = Math.max(1, Files.isRegularFile(file) ? Files.size(file) : 0);
      try (ProgressLine line = new ProgressLine(console)) {
        result =
            DataReader.read(
                file,
                options,
                bytes ->
                    line.update(
                        () ->
                            "reading " + source + "  " + Math.min(100, 100 * bytes / size) + " %"));
      }
    }
    if (result.skippedRows() > 0) {
      console.note(
          String.format(
              "bad rows left out: %s; the first: %s",
              Words.count(result.skippedRows()),
              Failures.oneLine(result.skipped().getFirst().getMessage())));
    }
    if (result.unknownFeatures() > 0) {
      console.note(
          String.format(
              "left out %s values of features that the model does not know",
              Words.count(result.unknownFeatures())));
    }
    return result;
  }
}
