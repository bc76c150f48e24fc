package org.sluice.model;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A folder or file that is not a readable Sluice model. The message is one line: the file, what in
 * it is wrong, the rule, the value.
 */
public final class ModelFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What a file says may be of any length; a message is for people. */
  private static final int LONGEST = 400;

  ModelFormatException(Path file, String problem) {
    this(file, problem, null);
  }

  ModelFormatException(Path file, String problem, Throwable cause) {
    super(file + ": " + oneLine(problem), cause);
  }

  /** A file that the system does not let us read. */
  static ModelFormatException unreadable(Path file, IOException cause) {
    return new ModelFormatException(file, Reasons.of(cause), cause);
  }

  private static String oneLine(String text) {
    String start = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    StringBuilder out = new StringBuilder();
    start
        .codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    out.append(String.format("\\u%04x", c));
                default -> out.appendCodePoint(c);
              }
            });
    return out.toString();
  }
}
