package org.sluice.data;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Turns faults of reading and unpacking into {@link BadDataException}s and stops at data that
 * unpacks to suspiciously much.
 */
final class GuardedInput extends FilterInputStream {
  /** Real text shrinks by a factor of 3 to 30; a bomb of zeros by 1,000 and more. */
  static final int MAX_RATIO = 200;

  /** Below this many unpacked bytes nothing is suspicious. */
  static final long FREE_BYTES = 64L << 20;

  private final CountedInput packed;
  private final String source;
  private long unpacked;

  /**
   * @param packed counter below the decoder, or null for data that is not compressed
   */
  GuardedInput(InputStream in, CountedInput packed, String source) {
    super(in);
    this.packed = packed;
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int read = read(one, 0, 1);
    return read < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(buffer, offset, length);
    } catch (EOFException e) {
      throw new BadDataException(source, 0, 0, "compressed data is cut off");
    } catch (IOException e) {
      String what = packed == null ? "cannot be read: " : "compressed data cannot be unpacked: ";
      throw new BadDataException(source, 0, 0, what + e.getMessage());
    }
    if (read > 0 && packed != null) {
      unpacked += read;
      if (unpacked > FREE_BYTES && unpacked / MAX_RATIO > packed.count()) {
        throw new BadDataException(
            source,
            0,
            0,
            "compressed data must not unpack to more than "
                + MAX_RATIO
                + " times its size: more than "
                + (unpacked >> 20)
                + " MiB from "
                + packed.count()
                + " bytes");
      }
    }
    return read;
  }
}
