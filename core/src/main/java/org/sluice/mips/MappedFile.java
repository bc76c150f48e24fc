package org.sluice.mips;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Watches the length of a mapped file: reading a page that was cut off would end the whole process,
 * so a search asks first, which takes a fraction of a microsecond. A file cut during the search
 * itself is not noticed.
 */
final class MappedFile {
  private final Path file;
  private final RandomAccessFile open;
  private final long bytes;

  MappedFile(Path file) throws IOException {
    this.file = file;
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString());
    }
    this.open = new RandomAccessFile(file.toFile(), "r");
    this.bytes = open.length();
  }

  /**
   * @throws IllegalStateException if the file has another length than it had
   */
  void check() {
    long now;
    try {
      now = open.length();
    } catch (IOException e) {
      throw new IllegalStateException(file + ": cannot be read any more", e);
    }
    if (now != bytes) {
      throw new IllegalStateException(
          file + ": must keep its " + bytes + " bytes while it is mapped: " + now);
    }
  }
}
