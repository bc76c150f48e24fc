package org.sluice.model;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Says in words why a file operation failed; the JDK's messages are often just a path. */
final class Reasons {
  private Reasons() {}

  static String of(IOException e) {
    String file = e instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "";
    String reason =
        switch (e) {
          case NoSuchFileException missing -> "no such file";
          case AccessDeniedException denied -> "permission denied";
          case NotDirectoryException flat -> "not a folder";
          case FileAlreadyExistsException there -> "is already there";
          case FileSystemException other when other.getReason() != null -> other.getReason();
          default -> "";
        };
    if (reason.isEmpty()) {
      return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }
    return file.isEmpty() ? reason : reason + " (" + file + ")";
  }
}
