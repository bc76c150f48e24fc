package org.sluice.model;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * A new file whose bytes are counted and summed as they are written. {@link #finish} forces it to
 * the disk.
 */
final class CheckedOutput extends OutputStream implements Closeable {
  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
  private final MemorySegment bytes = MemorySegment.ofBuffer(buffer);
  private final CRC32C crc = new CRC32C();
  private long written;

  /**
   * @throws IOException also where the file is already there
   */
  CheckedOutput(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public void write(int b) throws IOException {
    require(1);
    buffer.put((byte) b);
  }

  @Override
  public void write(byte[] source, int from, int count) throws IOException {
    int done = 0;
    while (done < count) {
      require(1);
      int part = Math.min(count - done, buffer.remaining());
      buffer.put(source, from + done, part);
      done += part;
    }
  }

  /** Writes a little-endian 64-bit number. */
  void writeLong(long value) throws IOException {
    require(Long.BYTES);
    buffer.putLong(value);
  }

  /** Writes {@code count} values that start at byte {@code at} of {@code source}. */
  void writeValues(Dtype dtype, MemorySegment source, long at, long count) throws IOException {
    int size = dtype.bytes();
    long done = 0;
    while (done < count) {
      require(size);
      long part = Math.min(count - done, buffer.remaining() / size);
      MemorySegment.copy(
          source, dtype.memory(), at + done * size, bytes, dtype.stored(), buffer.position(), part);
      buffer.position((int) (buffer.position() + part * size));
      done += part;
    }
  }

  private void require(int room) throws IOException {
    if (buffer.remaining() < room) {
      flush();
    }
  }

  @Override
  public void flush() throws IOException {
    buffer.flip();
    written += buffer.remaining();
    crc.update(buffer);
    buffer.flip();
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    buffer.clear();
  }

  /** Forces everything to the disk and says what was written. */
  FileRecord finish() throws IOException {
    flush();
    channel.force(true);
    return new FileRecord(written, (int) crc.getValue());
  }

  /** Closes the file; without {@link #finish} before, what it holds is undefined. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
