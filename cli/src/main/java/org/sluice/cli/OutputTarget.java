package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes sure that a result can be written before time is spent on computing it. */
final class OutputTarget {
  private OutputTarget() {}

  /**
   * Checks that a file can be written; an existing one will be replaced.
   *
   * @throws UserException saying what is in the way
   */
  static void checkFile(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new UserException(file + ": is a folder, not a file");
    }
    if (!Files.isDirectory(folder)) {
      throw new UserException(file + ": there is no folder " + folder);
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw new UserException(file + ": permission denied");
    }
  }

  /** Something that writes a file. */
  interface Writer {
    void write(Path file) throws IOException;
  }

  /** Writes a file beside its place and moves it there when it is whole. */
  static void writeWhole(Path file, Writer writer) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      writer.write(file); // a device or a pipe
      return;
    }
    Path folder = file.toAbsolutePath().normalize().getParent();
    // Not a file of createTempFile, which nobody else may read.
    Path fresh =
        folder.resolve("." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      writer.write(fresh);
      Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
