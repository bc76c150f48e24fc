package org.sluice.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Lines of a stream as slices of one reused buffer: after {@link #next} the line is {@code
 * buffer()[start() .. end())}, without LF or CRLF. Skips a UTF-8 byte order mark.
 */
public final class ByteLines {
  /** Longest line that is believed to be a line. */
  static final int MAX_LINE = 64 << 20;

  private final InputStream in;
  private final String source;
  private final int maxLine;
  private byte[] buffer = new byte[1 << 18];
  private int limit;
  private int next;
  private int start;
  private int end;
  private long line;
  private boolean ended;

  /**
   * Lines of a stream, which stays the caller's to close.
   *
   * @param source name of the stream in messages
   */
  public ByteLines(InputStream in, String source) throws IOException {
    this(in, source, MAX_LINE);
  }

  ByteLines(InputStream in, String source, int maxLine) throws IOException {
    this.in = in;
    this.source = source;
    this.maxLine = maxLine;
    fill();
    if (limit >= 3
        && buffer[0] == (byte) 0xef
        && buffer[1] == (byte) 0xbb
        && buffer[2] == (byte) 0xbf) {
      next = 3;
    }
  }

  /** Moves to the next line; false at the end. */
  public boolean next() throws IOException {
    int scanned = next;
    while (true) {
      int newline = indexOfNewline(scanned, limit);
      if (newline >= 0) {
        start = next;
        end = newline > start && buffer[newline - 1] == '\r' ? newline - 1 : newline;
        next = newline + 1;
        break;
      }
      int pending = limit - next;
      if (pending > maxLine) {
        throw new BadDataException(
            source, line + 1, 0, "a line must not be longer than " + maxLine + " bytes");
      }
      if (ended) {
        if (pending == 0) {
          return false;
        }
        start = next;
        end = limit;
        next = limit;
        break;
      }
      System.arraycopy(buffer, next, buffer, 0, pending);
      next = 0;
      limit = pending;
      scanned = pending;
      fill();
    }
    if (end - start > maxLine) {
      throw new BadDataException(
          source, line + 1, 0, "a line must not be longer than " + maxLine + " bytes");
    }
    line++;
    return true;
  }

  private int indexOfNewline(int from, int to) {
    byte[] bytes = buffer;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  /** Reads until the buffer is full or the stream ends. */
  private void fill() throws IOException {
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, maxLine + (1L << 18)));
    }
    while (limit < buffer.length) {
      int read = in.read(buffer, limit, buffer.length - limit);
      if (read < 0) {
        ended = true;
        return;
      }
      limit += read;
    }
  }

  /** The buffer that holds the current line until the next call of {@link #next}. */
  public byte[] buffer() {
    return buffer;
  }

  /** Where the current line begins. */
  public int start() {
    return start;
  }

  /** Where the current line ends, exclusively. */
  public int end() {
    return end;
  }

  /** Number of the current line, from 1. */
  public long line() {
    return line;
  }

  /** Position of the first line that {@link #next} will give; buffered up to {@link #limit}. */
  int peekStart() {
    return next;
  }

  int limit() {
    return limit;
  }
}
