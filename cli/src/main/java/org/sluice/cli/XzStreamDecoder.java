package org.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import org.sluice.data.StreamDecoder;
import org.tukaani.xz.XZInputStream;

/** Unpacks .xz data, whose dictionary may take up to 256 MiB of memory. */
public final class XzStreamDecoder implements StreamDecoder {
  /** Four times what the strongest preset needs; a file may ask for up to 4 GiB. */
  private static final int MEMORY_LIMIT_KIB = 256 << 10;

  @Override
  public String extension() {
    return ".xz";
  }

  @Override
  public byte[] magic() {
    return new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
  }

  @Override
  public InputStream decode(InputStream in) throws IOException {
    return new XZInputStream(in, MEMORY_LIMIT_KIB);
  }
}
