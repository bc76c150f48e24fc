package org.sluice.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Replaces a folder as a whole: the new one is filled beside it, forced to the disk and renamed
 * into place. At any moment, also after a crash, either the target or its {@link #aside} place
 * holds a complete folder, if there ever was one.
 */
final class FolderSwap {
  /** Fills a new, empty folder with files, each forced to the disk. */
  interface Filler {
    void fill(Path folder) throws IOException;
  }

  /** Symbolic links followed one after the other; more are taken for a ring. */
  private static final int MOST_LINKS = 40;

  private static final System.Logger LOG = System.getLogger(FolderSwap.class.getName());

  private final Path target;

  /**
   * @param folder the folder to be replaced; need not exist
   */
  FolderSwap(Path folder) throws IOException {
    target = real(folder);
    if (target.getFileName() == null) {
      throw new IOException(folder + ": the root of a file system cannot be replaced");
    }
  }

  /**
   * Where a folder is, or would be if it is not there: behind a symbolic link the folder is
   * replaced and the link stays, so that after a crash the link may lead to nothing.
   */
  static Path real(Path folder) throws IOException {
    Path at = folder.toAbsolutePath().normalize();
    for (int link = 0; !Files.exists(at) && Files.isSymbolicLink(at); link++) {
      if (link == MOST_LINKS) {
        return at;
      }
      // What the link says starts from where the link itself is.
      at = at.getParent().toRealPath().resolve(Files.readSymbolicLink(at));
    }
    if (Files.exists(at)) {
      return at.toRealPath();
    }
    Path parent = at.getParent();
    return parent != null && Files.exists(parent)
        ? parent.toRealPath().resolve(at.getFileName()).normalize()
        : at.normalize();
  }

  /** Where a folder stands between the two renames of a replacement. */
  static Path aside(Path folder) throws IOException {
    return beside(real(folder));
  }

  private static Path beside(Path real) {
    return real.resolveSibling("." + real.getFileName() + ".sluice-old");
  }

  /** The folder, or where a crash in the middle of a replacement has left it. */
  static Path current(Path folder) {
    try {
      return !Files.exists(folder) && Files.isDirectory(aside(folder)) ? aside(folder) : folder;
    } catch (IOException e) {
      return folder; // reading it will tell what is wrong
    }
  }

  /**
   * Replaces the folder. Where anything fails, the old folder stays as it was and nothing of the
   * new one is left.
   */
  void replace(Filler filler) throws IOException {
    recover();
    Path parent = target.getParent();
    Files.createDirectories(parent);
    Path fresh =
        parent.resolve(
            "."
                + target.getFileName()
                + ".sluice-new-"
                + ProcessHandle.current().pid()
                + "-"
                + Long.toHexString(System.nanoTime()));
    Files.createDirectory(fresh);
    try {
      filler.fill(fresh);
      force(fresh);
      swapIn(fresh);
    } catch (IOException | RuntimeException | Error e) {
      deleteAfter(e, fresh);
      throw e;
    }
    force(parent);
    try {
      delete(beside(target));
    } catch (IOException e) {
      // The new folder is in place, which is what was asked for; the next call deletes the rest.
      LOG.log(System.Logger.Level.WARNING, () -> "cannot delete " + beside(target), e);
    }
  }

  /** Puts back what a crash between the two renames has left aside. */
  private void recover() throws IOException {
    Path aside = beside(target);
    if (Files.exists(aside)) {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        delete(aside);
      } else {
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  private void swapIn(Path fresh) throws IOException {
    boolean old = Files.exists(target, LinkOption.NOFOLLOW_LINKS);
    if (old) {
      Files.move(target, beside(target), StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (old) {
        Files.move(beside(target), target, StandardCopyOption.ATOMIC_MOVE);
      }
      throw e;
    }
  }

  /** A rename is on the disk only once the folder that holds it is. */
  private static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void deleteAfter(Throwable failure, Path folder) {
    try {
      delete(folder);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw new NotDirectoryException(folder.toString());
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
