package org.sluice.mips;

import java.io.IOException;
import java.nio.file.Path;

/** A file of vectors or an index that breaks a rule; the message names file, rule and value. */
public final class MipsFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  MipsFormatException(Path file, String problem) {
    super(file + ": " + problem);
  }

  MipsFormatException(Path file, String problem, Throwable cause) {
    super(file + ": " + problem, cause);
  }
}
