package org.sluice.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** Counts the bytes read from a stream. */
final class CountedInput extends FilterInputStream {
  private final LongConsumer progress;
  private long count;

  CountedInput(InputStream in) {
    this(in, count -> {});
  }

  /**
   * @param progress hears the count after every read
   */
  CountedInput(InputStream in, LongConsumer progress) {
    super(in);
    this.progress = progress;
  }

  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      count++;
      progress.accept(count);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = in.read(buffer, offset, length);
    if (read > 0) {
      count += read;
      progress.accept(count);
    }
    return read;
  }
}
