package org.sluice.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.sluice.train.TrainingException;

/** Turns whatever went wrong into one line for the user. */
final class Failures {
  private static final int LONGEST = 600;

  private Failures() {}

  /** The line, without the program's name in front. */
  static String line(Throwable failure) {
    return oneLine(describe(unwrap(failure)));
  }

  /** The cause that matters. */
  static Throwable unwrap(Throwable failure) {
    Throwable inner = failure;
    while (inner.getCause() != null
        && (inner instanceof UncheckedIOException
            || inner instanceof ExecutionException
            || inner instanceof CompletionException
            || inner instanceof picocli.CommandLine.ExecutionException)) {
      inner = inner.getCause();
    }
    return inner;
  }

  private static String describe(Throwable failure) {
    return switch (failure) {
      case UserException e -> e.getMessage();
      case OutOfMemoryError e -> memory(e);
      case NoSuchFileException e -> e.getFile() + ": no such file or folder";
      case AccessDeniedException e -> e.getFile() + ": permission denied";
      case NotDirectoryException e -> e.getFile() + ": not a folder";
      case DirectoryNotEmptyException e -> e.getFile() + ": the folder is not empty";
      case FileAlreadyExistsException e -> e.getFile() + ": exists already";
      case FileSystemException e -> e.getFile() + ": " + reason(e);
      case FileNotFoundException e -> e.getMessage();
      case InvalidPathException e -> "not a file name: " + e.getInput();
      case TrainingException e -> e.getMessage();
      case IOException e -> e.getMessage() == null ? "input or output failed" : e.getMessage();
      // The engine refuses wrong settings and data with these, in words meant for users.
      case IllegalArgumentException e when e.getMessage() != null -> e.getMessage();
      default ->
          "internal error, please report it with the output of --debug: "
              + failure.getClass().getSimpleName()
              + (failure.getMessage() == null ? "" : ": " + failure.getMessage());
    };
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? "cannot be read or written" : e.getReason();
  }

  private static String memory(OutOfMemoryError e) {
    long limit = Runtime.getRuntime().maxMemory() >> 20;
    String what = e.getMessage() == null ? "" : " (" + e.getMessage() + ")";
    return "out of memory"
        + what
        + "; the Java heap may grow to "
        + limit
        + " MB, SLUICE_JAVA_OPTS=-Xmx<size> changes that";
  }

  /** Control characters of hostile input must not reach the terminal, nor break the line. */
  static String oneLine(String text) {
    StringBuilder line = new StringBuilder();
    text.strip()
        .codePoints()
        .forEach(
            c -> {
              if (c == '\n' || c == '\r' || c == '\t') {
                line.append(' ');
              } else if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                line.append(String.format("\\u%04x", c));
              } else {
                line.appendCodePoint(c);
              }
            });
    return line.length() <= LONGEST
        ? line.toString()
        : line.substring(0, line.offsetByCodePoints(0, LONGEST / 2)) + " ...";
  }
}
