package org.sluice.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Turns the lines of one format into rows. Used once, by one thread. */
abstract sealed class RowParser permits XmcParser, LibsvmParser, TextLineParser, JsonLineParser {
  /**
   * Reads the line {@code bytes[from .. to)} as one row.
   *
   * @throws RowFault where the row breaks a rule; the caller then calls {@link #cancelRow}
   * @throws IOException where reading cannot go on
   */
  abstract void row(byte[] bytes, int from, int to) throws RowFault, IOException;

  /** Takes back what {@link #row} added before it threw. */
  abstract void cancelRow();

  /** Whether an empty line is no row at all. */
  boolean skipsEmptyLines() {
    return false;
  }

  /**
   * Ends the data.
   *
   * @throws IOException where rows are missing
   */
  abstract Dataset finish() throws IOException;

  /** Smallest feature index of the data. */
  int firstIndex() {
    return 0;
  }

  /** Values left out because the model has no such feature. */
  long unknownFeatures() {
    return 0;
  }

  /** Decodes UTF-8; text is never silently repaired. */
  static String decode(byte[] bytes, int from, int to) throws RowFault {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf('\ufffd') >= 0) {
      // Either the text itself holds the replacement character or it stands for broken bytes.
      CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
      ByteBuffer in = ByteBuffer.wrap(bytes, from, to - from);
      CoderResult result = decoder.decode(in, java.nio.CharBuffer.allocate(to - from), true);
      try {
        if (result.isError()) {
          result.throwException();
        }
      } catch (CharacterCodingException e) {
        int at = in.position();
        throw new RowFault(
            at, String.format(Locale.ROOT, "text must be UTF-8: byte 0x%02x", bytes[at]));
      }
    }
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw new RowFault(-1, "text must not hold NUL characters: \\u0000");
    }
    return text;
  }
}
