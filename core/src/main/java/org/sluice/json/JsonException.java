package org.sluice.json;

/** A text that is not JSON. The message is one line that starts with {@code line:column}. */
public final class JsonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final String problem;

  JsonException(int line, int column, String problem) {
    super(line + ":" + column + ": " + problem);
    this.line = line;
    this.column = column;
    this.problem = problem;
  }

  /** Line of the fault, from 1. */
  public int line() {
    return line;
  }

  /** Column of the fault in UTF-16 code units, from 1. */
  public int column() {
    return column;
  }

  /** What is wrong, without the place. */
  public String problem() {
    return problem;
  }
}
