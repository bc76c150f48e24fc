package org.sluice.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.charset.StandardCharsets;

/**
 * Standard error, past the filter that the launcher puts before the JVM's own messages. The
 * launcher names the number of the true one in the property {@code sluice.stderr.fd} and opens
 * {@code java.io} for it: opening {@code /dev/fd/3} instead would write over a file that others
 * append to, and calling {@code dup2} costs a tenth of a second at every start.
 */
final class StandardError {
  private StandardError() {}

  /** Opens the stream and makes it {@link System#err} as well. */
  static PrintStream open() {
    PrintStream err =
        new PrintStream(new FileOutputStream(descriptor()), true, StandardCharsets.UTF_8);
    System.setErr(err);
    return err;
  }

  private static FileDescriptor descriptor() {
    Integer number = Integer.getInteger("sluice.stderr.fd");
    if (number != null) {
      try {
        Constructor<FileDescriptor> numbered =
            FileDescriptor.class.getDeclaredConstructor(int.class);
        numbered.setAccessible(true);
        return numbered.newInstance(number);
      } catch (ReflectiveOperationException | InaccessibleObjectException e) {
        return FileDescriptor.err; // started by hand: the JVM's own is right, only filtered
      }
    }
    return FileDescriptor.err;
  }
}
