package org.sluice.data;

import java.io.IOException;

/**
 * Data that cannot be read. The message is one line, {@code file:line:column: rule: value}; line
 * and column are left out where they make no sense.
 */
public final class BadDataException extends IOException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final long line;
  private final int column;

  /**
   * A fault in a file.
   *
   * @param source the file as the caller named it
   * @param line line from 1, or 0 where the fault concerns the file as a whole
   * @param column column from 1, or 0 where the fault concerns the line as a whole
   * @param problem the rule that is broken and the value that breaks it, on one line
   */
  public BadDataException(String source, long line, int column, String problem) {
    super(
        source
            + (line > 0 ? ":" + line : "")
            + (line > 0 && column > 0 ? ":" + column : "")
            + ": "
            + problem);
    this.source = source;
    this.line = line;
    this.column = column;
  }

  /** The file as the caller named it. */
  public String source() {
    return source;
  }

  /** Line from 1, or 0 where the fault concerns the file as a whole. */
  public long line() {
    return line;
  }

  /** Column in bytes from 1, or 0 where the fault concerns the line as a whole. */
  public int column() {
    return column;
  }
}
