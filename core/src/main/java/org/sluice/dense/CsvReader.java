package org.sluice.dense;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.sluice.data.BadDataException;
import org.sluice.data.ByteLines;
import org.sluice.data.Inputs;
import org.sluice.data.Shown;

/**
 * Tables of numbers, plain or gzip, one row a line, of which one column is the class. Columns are
 * separated by commas, semicolons or tabs, whichever stands in the first line, or else by spaces. A
 * first line that has a column which is no number is taken for a header. Empty lines are skipped.
 */
public final class CsvReader {
  private static final int FAST_DIGITS = 7;

  private final Path file;
  private final CsvOptions options;
  private float[] values = new float[1 << 12];
  private int[] labels = new int[1 << 8];
  private int rows;
  private int columns;
  private byte separator;
  private byte[] line;
  private long number;

  private CsvReader(Path file, CsvOptions options) {
    this.file = Objects.requireNonNull(file, "file");
    this.options = Objects.requireNonNull(options, "options");
  }

  /**
   * Reads a set.
   *
   * @throws BadDataException if the file cannot be read or a line breaks a rule; the message gives
   *     file, line and column of the table
   */
  public static ArrayExamples read(Path file, CsvOptions options) throws IOException {
    CsvReader reader = new CsvReader(file, options);
    try (InputStream in = Inputs.open(file)) {
      reader.lines(new ByteLines(in, file.toString()));
    }
    if (reader.rows == 0) {
      throw Faults.of(file, "must have at least one row of numbers: none");
    }
    int[] labels = Arrays.copyOf(reader.labels, reader.rows);
    int width = reader.columns - 1;
    float[] values = Arrays.copyOf(reader.values, reader.rows * width);
    return new ArrayExamples(values, labels, width, Faults.classes(labels));
  }

  private BadDataException fault(int column, String problem) {
    return new BadDataException(file.toString(), number, column, problem);
  }

  private void lines(ByteLines lines) throws IOException {
    while (lines.next()) {
      line = lines.buffer();
      number = lines.line();
      int from = lines.start();
      int to = lines.end();
      while (to > from && line[to - 1] == ' ') {
        to--;
      }
      while (from < to && line[from] == ' ') {
        from++;
      }
      if (from == to) {
        continue;
      }
      if (columns == 0) {
        columns = first(from, to);
        if (isHeader(from, to)) {
          continue;
        }
      }
      row(from, to);
    }
  }

  /** Finds the separator and counts the columns. */
  private int first(int from, int to) throws BadDataException {
    separator = ' ';
    for (byte candidate : new byte[] {',', ';', '\t'}) {
      for (int i = from; i < to && separator == ' '; i++) {
        separator = line[i] == candidate ? candidate : separator;
      }
    }
    int count = 0;
    for (int at = from; at <= to; at = next(at, to)) {
      count++;
    }
    if (count < 2) {
      throw fault(1, "a row must have at least two columns, a label and a value: " + count);
    }
    return count;
  }

  /** End of the column that begins at {@code at}. */
  private int endOf(int at, int to) {
    int end = at;
    while (end < to && line[end] != separator) {
      end++;
    }
    return end;
  }

  /** Where the next column begins; {@code to + 1} after the last. */
  private int next(int at, int to) {
    int next = endOf(at, to) + 1;
    while (separator == ' ' && next < to && line[next] == ' ') {
      next++;
    }
    return next;
  }

  private boolean isHeader(int from, int to) {
    for (int at = from; at <= to; at = next(at, to)) {
      String text = text(at, endOf(at, to));
      try {
        Float.parseFloat(text);
      } catch (NumberFormatException e) {
        // A column without a name, or one that is meant to be a number, does not make a header.
        if (text.chars().anyMatch(c -> Character.isLetter(c) || c == '_')) {
          return true;
        }
      }
    }
    return false;
  }

  private String text(int from, int to) {
    return new String(line, from, to - from, StandardCharsets.UTF_8).strip();
  }

  private void row(int from, int to) throws BadDataException {
    int width = columns - 1;
    if (rows == labels.length) {
      labels = Arrays.copyOf(labels, 2 * rows);
    }
    long needed = (long) (rows + 1) * width;
    if (needed > values.length) {
      if (needed > Faults.LONGEST) {
        throw fault(0, "a table must have at most " + Faults.LONGEST + " values: " + needed);
      }
      values = Arrays.copyOf(values, (int) Math.min(Faults.LONGEST, 2 * needed));
    }
    int labelColumn = options.label() == CsvOptions.LabelColumn.FIRST ? 0 : width;
    int column = 0;
    int out = rows * width;
    for (int at = from; at <= to && column < columns; at = next(at, to)) {
      float value = number(at, endOf(at, to), column + 1);
      if (column == labelColumn) {
        labels[rows] = label(value, at, endOf(at, to), column + 1);
      } else {
        values[out++] = scaled(value, at, to, column + 1);
      }
      column++;
      from = next(at, to);
    }
    if (column < columns || from <= to) {
      for (int at = from; at <= to; at = next(at, to)) {
        column++;
      }
      throw fault(0, "a row must have " + columns + " columns like the first: " + column);
    }
    rows++;
  }

  private float scaled(float value, int at, int to, int column) throws BadDataException {
    float scaled = value * options.unit();
    if (!Float.isFinite(scaled)) {
      throw fault(column, "must be a finite number: " + Shown.of(line, at, endOf(at, to)));
    }
    return scaled;
  }

  private int label(float value, int from, int to, int column) throws BadDataException {
    if (!(value >= 0 && value < NpyReader.MOST_CLASSES) || value != Math.rint(value)) {
      throw fault(
          column,
          "a label must be a whole number from 0 to "
              + (NpyReader.MOST_CLASSES - 1)
              + ": "
              + Shown.of(line, from, to));
    }
    return (int) value;
  }

  private float number(int from, int to, int column) throws BadDataException {
    // Most cells are short whole numbers; a float holds those of seven digits exactly.
    if (to - from <= FAST_DIGITS && from < to) {
      int value = 0;
      int i = from;
      while (i < to && line[i] >= '0' && line[i] <= '9') {
        value = 10 * value + line[i++] - '0';
      }
      if (i == to) {
        return value;
      }
    }
    try {
      String text = text(from, to);
      // Java's own suffixes of numbers are none in a table.
      if (!text.isEmpty() && "fFdD".indexOf(text.charAt(text.length() - 1)) < 0) {
        return Float.parseFloat(text);
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw fault(column, "must be a number: " + Shown.of(line, from, to));
  }
}
