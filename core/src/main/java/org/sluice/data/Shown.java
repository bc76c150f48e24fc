package org.sluice.data;

import java.nio.charset.StandardCharsets;

/** Values of a file as they appear in messages: short, on one line, without control characters. */
public final class Shown {
  private static final int LONGEST = 40;

  private Shown() {}

  /** Bytes {@code [from, to)} as text. */
  public static String of(byte[] bytes, int from, int to) {
    int end = Math.min(to, from + 4 * LONGEST);
    return of(new String(bytes, from, Math.max(0, end - from), StandardCharsets.UTF_8));
  }

  /** A text, cut after 40 characters. */
  public static String of(String value) {
    StringBuilder out = new StringBuilder();
    int[] codePoints = value.codePoints().limit(LONGEST + 1).toArray();
    for (int i = 0; i < Math.min(codePoints.length, LONGEST); i++) {
      int c = codePoints[i];
      int type = Character.getType(c);
      if (type == Character.CONTROL
          || type == Character.FORMAT
          || type == Character.LINE_SEPARATOR
          || type == Character.PARAGRAPH_SEPARATOR) {
        out.append(String.format("\\u%04x", c));
      } else {
        out.appendCodePoint(c);
      }
    }
    if (codePoints.length > LONGEST) {
      out.append("...");
    }
    return out.isEmpty() ? "nothing" : out.toString();
  }
}
