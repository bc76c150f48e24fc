package org.sluice.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.data.DataReader;

/**
 * Lines of a stream as they come: a chunk is what has arrived, so that somebody who types or a
 * program that waits for each answer is served at once, and a file is served in large pieces.
 */
final class LineInput implements AutoCloseable {
  private static final int LONGEST_LINE = 1 << 26;

  private final InputStream in;
  private final String name;
  private byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;
  private boolean ended;

  private LineInput(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /** Opens a file or, for {@code -}, the given standard input; both may be packed. */
  static LineInput open(String source, InputStream standardInput) throws IOException {
    if (!source.equals(DataReader.STANDARD_INPUT)) {
      return new LineInput(DataReader.open(Path.of(source)), source);
    }
    // Looking for the first bytes of a packed file must not wait for more than was typed.
    byte[] head = new byte[1 << 16];
    int read = Math.max(0, standardInput.read(head));
    InputStream whole =
        new SequenceInputStream(new ByteArrayInputStream(head, 0, read), standardInput);
    boolean packed =
        read >= 6 && (head[0] == 0x1f && head[1] == (byte) 0x8b || head[0] == (byte) 0xfd);
    String name = "standard input";
    return new LineInput(packed ? DataReader.unpack(whole, name) : whole, name);
  }

  /** Name of the stream in messages. */
  String name() {
    return name;
  }

  /**
   * The lines that have arrived, at least one and at most {@code most}, without their ends; empty
   * at the end of the stream.
   */
  List<byte[]> chunk(int most) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    while (lines.size() < most) {
      byte[] line = buffered();
      if (line != null) {
        lines.add(line);
      } else if (ended || (!lines.isEmpty() && in.available() == 0)) {
        break;
      } else {
        fill();
      }
    }
    return lines;
  }

  private byte[] buffered() {
    for (int i = from; i < to; i++) {
      if (buffer[i] == '\n') {
        byte[] line = line(i);
        from = i + 1;
        return line;
      }
    }
    if (ended && from < to) {
      byte[] line = line(to);
      from = to;
      return line;
    }
    return null;
  }

  private byte[] line(int end) {
    boolean windows = end > from && buffer[end - 1] == '\r';
    return Arrays.copyOfRange(buffer, from, windows ? end - 1 : end);
  }

  private void fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == buffer.length) {
      if (to >= LONGEST_LINE) {
        throw new UserException(name + ": a line must not be longer than 64 MiB");
      }
      buffer = Arrays.copyOf(buffer, 2 * to);
    }
    int read = in.read(buffer, to, buffer.length - to);
    ended = read < 0;
    to += Math.max(0, read);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
