package org.sluice.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.ServiceLoader;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/** Opens files and unpacks what their first bytes say they are; names of files do not matter. */
public final class Inputs {
  private static final int MAGIC_BYTES = 8;

  private Inputs() {}

  /**
   * The unpacked bytes of a file. Whatever goes wrong, now or while reading, is a {@link
   * BadDataException} that names the file.
   */
  public static InputStream open(Path file) throws IOException {
    return open(file, count -> {});
  }

  static InputStream open(Path file, LongConsumer progress) throws IOException {
    String source = file.toString();
    if (Files.isDirectory(file)) {
      throw new BadDataException(source, 0, 0, "must be a file, not a folder");
    }
    InputStream in;
    try {
      in = Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      throw new BadDataException(source, 0, 0, "no such file");
    } catch (AccessDeniedException e) {
      throw new BadDataException(source, 0, 0, "no permission to read");
    } catch (IOException e) {
      throw new BadDataException(source, 0, 0, "cannot be opened: " + e.getMessage());
    }
    try {
      return unpack(new CountedInput(in, progress), source);
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /** The unpacked stream of {@code raw}; its reading faults are {@link BadDataException}s. */
  static InputStream unpack(InputStream raw, String source) throws IOException {
    CountedInput counted = new CountedInput(raw);
    BufferedInputStream in = new BufferedInputStream(counted, 1 << 16);
    byte[] head;
    try {
      in.mark(MAGIC_BYTES);
      head = in.readNBytes(MAGIC_BYTES);
      in.reset();
    } catch (IOException e) {
      throw new BadDataException(source, 0, 0, "cannot be read: " + e.getMessage());
    }
    try {
      if (startsWith(head, 0x1f, 0x8b)) {
        return new GuardedInput(new GZIPInputStream(in, 1 << 16), counted, source);
      }
      for (StreamDecoder decoder : ServiceLoader.load(StreamDecoder.class)) {
        byte[] magic = decoder.magic();
        if (head.length >= magic.length
            && Arrays.equals(head, 0, magic.length, magic, 0, magic.length)) {
          return new GuardedInput(decoder.decode(in), counted, source);
        }
      }
    } catch (EOFException e) {
      throw new BadDataException(source, 0, 0, "compressed data is cut off");
    } catch (IOException e) {
      throw new BadDataException(
          source, 0, 0, "compressed data cannot be unpacked: " + e.getMessage());
    }
    String foreign = foreignFormat(head);
    if (foreign != null) {
      throw new BadDataException(
          source, 0, 0, "must be plain text, gzip or xz (where its decoder is there): " + foreign);
    }
    return new GuardedInput(in, null, source);
  }

  private static String foreignFormat(byte[] head) {
    if (startsWith(head, 0xfd, '7', 'z', 'X', 'Z')) {
      return "xz";
    }
    if (startsWith(head, 'P', 'K', 3, 4)) {
      return "zip";
    }
    if (startsWith(head, 'B', 'Z', 'h')) {
      return "bzip2";
    }
    if (startsWith(head, 0x28, 0xb5, 0x2f, 0xfd)) {
      return "zstd";
    }
    if (startsWith(head, 0xff, 0xfe) || startsWith(head, 0xfe, 0xff)) {
      return "UTF-16";
    }
    return null;
  }

  private static boolean startsWith(byte[] head, int... magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if ((head[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
