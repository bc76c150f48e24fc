package org.sluice.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * A UTF-8 print stream that remembers why writing failed. A {@link PrintStream} only says that it
 * did, and a reader that has seen enough ({@code | head}) must be told from a full disk.
 */
final class StandardOutput extends PrintStream {
  private final Remembering target;

  /** The reader of the output has gone; nothing is wrong. */
  static final class ReaderGone extends IOException {
    private static final long serialVersionUID = 1L;

    ReaderGone(IOException cause) {
      super("the reader of the output has gone", cause);
    }
  }

  StandardOutput(OutputStream target) {
    this(new Remembering(target));
  }

  private StandardOutput(Remembering target) {
    super(new BufferedOutputStream(target, 1 << 16), false, StandardCharsets.UTF_8);
    this.target = target;
  }

  /**
   * Flushes {@code stream} and fails where anything written to it so far was lost.
   *
   * @throws ReaderGone where the other end of a pipe was closed
   */
  static void check(PrintStream stream) throws IOException {
    if (!stream.checkError()) {
      return;
    }
    IOException failure = stream instanceof StandardOutput known ? known.target.failure : null;
    String reason = failure == null ? "the stream is closed" : failure.getMessage();
    if (failure != null && reason != null && reason.contains("Broken pipe")) {
      throw new ReaderGone(failure);
    }
    throw new IOException("cannot write to standard output: " + reason, failure);
  }

  private static final class Remembering extends OutputStream {
    private final OutputStream target;
    private volatile IOException failure;

    Remembering(OutputStream target) {
      this.target = target;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        target.write(bytes, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }

    @Override
    public void flush() throws IOException {
      target.flush();
    }
  }
}
