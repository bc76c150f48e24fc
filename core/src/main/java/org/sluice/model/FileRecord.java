package org.sluice.model;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * What the manifest knows about a file of the model.
 *
 * @param bytes its length
 * @param crc32c CRC-32C (Castagnoli) of its content: finds damage, does not defend against forgery
 */
record FileRecord(long bytes, int crc32c) {
  /** Bytes summed in one call, a whole number of pages. */
  private static final long PART = 1L << 26;

  /** Checks length first, as that is cheap and finds cut files, then the content. */
  void verify(Path file) throws ModelFormatException {
    try (Arena arena = Arena.ofConfined();
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      requireLength(file, size);
      int actual = crc(channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena));
      if (actual != crc32c) {
        throw new ModelFormatException(
            file,
            "must have the CRC-32C that the manifest says, "
                + hex(crc32c)
                + ", it was altered: "
                + hex(actual));
      }
    } catch (ModelFormatException e) {
      throw e;
    } catch (IOException e) {
      throw ModelFormatException.unreadable(file, e);
    }
  }

  /** Checks a file's length alone. */
  void verifyLength(Path file) throws ModelFormatException {
    try {
      requireLength(file, Files.size(file));
    } catch (ModelFormatException e) {
      throw e;
    } catch (IOException e) {
      throw ModelFormatException.unreadable(file, e);
    }
  }

  private void requireLength(Path file, long size) throws ModelFormatException {
    if (size != bytes) {
      throw new ModelFormatException(
          file, "must have the " + bytes + " bytes that the manifest says: " + size);
    }
  }

  private static int crc(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    for (long at = 0; at < bytes.byteSize(); at += PART) {
      crc.update(bytes.asSlice(at, Math.min(PART, bytes.byteSize() - at)).asByteBuffer());
    }
    return (int) crc.getValue();
  }

  /** Eight hexadecimal digits. */
  static String hex(int crc) {
    return String.format("%08x", crc);
  }
}
