package org.sluice.data;

/** A fault of one row; the reader adds file and line, or skips the row. Carries no stack trace. */
final class RowFault extends Exception {
  private static final long serialVersionUID = 1L;

  /** Position in the line buffer, or -1 for the line as a whole. */
  final int position;

  RowFault(int position, String problem) {
    super(problem, null, false, false);
    this.position = position;
  }
}
