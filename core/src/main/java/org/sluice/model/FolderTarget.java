package org.sluice.model;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/** Makes sure before long work that a model may be saved to a folder. */
final class FolderTarget {
  /** Names of the files that a model's manifest knows. */
  interface Known {
    Set<String> files(Path folder) throws ModelFormatException;
  }

  private FolderTarget() {}

  /**
   * Checks that the folder is not there, is empty or holds a model and nothing else, and that files
   * may be made where it goes.
   *
   * @throws IOException saying in one line what is in the way
   */
  static void check(Path folder, Known known) throws IOException {
    Path full = FolderSwap.real(folder);
    if (Files.exists(full, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.isDirectory(full)) {
        throw new IOException(refusal(folder, "it is not a folder"));
      }
      requireModelOrEmpty(folder, known);
    }
    Path above = full.getParent();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    if (above == null || !Files.isDirectory(above)) {
      throw new IOException(refusal(folder, above + " is not a folder"));
    }
    if (!Files.isWritable(above)) {
      throw new IOException(refusal(folder, "no permission to write in " + above));
    }
  }

  private static void requireModelOrEmpty(Path folder, Known known) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      Set<String> files = null;
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (files == null) {
          files = files(folder, name, known);
        }
        if (!name.equals(Manifest.NAME) && !files.contains(name)) {
          throw new IOException(
              refusal(folder, "it holds " + name + ", which is not part of the model there"));
        }
      }
    }
  }

  private static Set<String> files(Path folder, String found, Known known) throws IOException {
    try {
      return known.files(folder);
    } catch (ModelFormatException e) {
      throw new IOException(refusal(folder, "it holds " + found + " and is not a Sluice model"), e);
    }
  }

  private static String refusal(Path folder, String reason) {
    return "cannot save a model to " + folder + ": " + reason;
  }
}
