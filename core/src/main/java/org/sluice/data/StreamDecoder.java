package org.sluice.data;

import java.io.IOException;
import java.io.InputStream;

/**
 * Decompresses one kind of file. The core knows gzip; other kinds are found through {@link
 * java.util.ServiceLoader}, so that the core itself depends on nothing. Implementations are
 * stateless and safe for use by many threads.
 */
public interface StreamDecoder {
  /** File name ending that this decoder serves, with its dot, such as {@code .xz}. */
  String extension();

  /** First bytes of every file of this kind; used when a stream has no name. */
  byte[] magic();

  /** Wraps {@code in}; closing the result closes {@code in}. */
  InputStream decode(InputStream in) throws IOException;
}
