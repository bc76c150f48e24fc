package org.sluice.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A matrix of {@code rows x columns} floats outside the heap. Rows start on 64-byte lines: a row
 * takes {@link #stride()} floats, the padding being zero. Zero when allocated. Matrices of 4 MiB
 * and more lie on huge pages where the system gives them, see {@link #hugePages()}.
 *
 * <p>Several threads may read and write without locks; concurrent writers of one row may lose
 * updates (HOGWILD; Recht et al., 2011), never break memory. Must be closed, unless it comes from
 * {@link #allocateCollected}. Reading or writing after that throws {@link IllegalStateException},
 * also when another thread closes in the middle.
 */
public final class FloatRows implements AutoCloseable {
  /** Floats a 64-byte line. */
  private static final int LINE = 16;

  /** Bytes from which on huge pages are asked for: below, a page would mostly be empty. */
  private static final long HUGE = 4L << 20;

  private final long rows;
  private final int columns;
  private final int stride;
  private final Arena arena;
  private final MemorySegment segment;
  private final boolean hugePages;

  /** Whether the garbage collector frees the memory rather than {@link #close}. */
  private final boolean collected;

  private FloatRows(long rows, int columns, boolean plain, boolean collected) {
    if (rows < 0 || columns < 1 || columns > Integer.MAX_VALUE - LINE) {
      throw new IllegalArgumentException(
          "a matrix of %d x %d: rows must not be negative and columns be from 1 to %d"
              .formatted(rows, columns, Integer.MAX_VALUE - LINE));
    }
    this.rows = rows;
    this.columns = columns;
    this.stride = (columns + LINE - 1) / LINE * LINE;
    long bytes = Math.max(1, rows); // an empty matrix has a segment too
    if (bytes > Long.MAX_VALUE / 2 / Float.BYTES / stride) {
      throw tooLarge("more than 2^62", "no address reaches that far");
    }
    bytes *= (long) stride * Float.BYTES;
    Arena owner = collected ? Arena.ofAuto() : Arena.ofShared();
    try {
      HugePages.Block block = plain || bytes < HUGE ? null : HugePages.map(bytes, owner);
      this.segment = block == null ? owner.allocate(bytes, Float.BYTES * LINE) : block.segment();
      this.hugePages = block != null && block.huge();
    } catch (OutOfMemoryError e) {
      if (!collected) {
        owner.close();
      }
      throw tooLarge(Long.toString(bytes), e.getMessage());
    }
    this.arena = owner;
    this.collected = collected;
  }

  private OutOfMemoryError tooLarge(String bytes, String reason) {
    return new OutOfMemoryError(
        "a matrix of %d x %d floats takes %s bytes outside the heap, which are not to be had: %s"
            .formatted(rows, columns, bytes, reason));
  }

  /**
   * A new matrix of zeros.
   *
   * @param rows number of rows, 0 or more
   * @param columns floats a row, 1 or more
   * @throws IllegalArgumentException if a size is out of range
   * @throws OutOfMemoryError if the system has not that much memory
   */
  public static FloatRows allocate(long rows, int columns) {
    return new FloatRows(rows, columns, false, false);
  }

  /**
   * The same for a matrix without an owner that could close it: the garbage collector frees the
   * memory once nothing refers to the matrix or its segment, and {@link #close} does nothing.
   */
  public static FloatRows allocateCollected(long rows, int columns) {
    return new FloatRows(rows, columns, false, true);
  }

  /** The same on ordinary memory, as on systems without huge pages. */
  static FloatRows allocatePlain(long rows, int columns) {
    return new FloatRows(rows, columns, true, false);
  }

  /** Number of rows. */
  public long rows() {
    return rows;
  }

  /** Number of floats a row that carry values. */
  public int columns() {
    return columns;
  }

  /** Floats from one row's start to the next: columns rounded up to a multiple of 16. */
  public int stride() {
    return stride;
  }

  /** Bytes from one row's start to the next, as kernels ask for them. */
  public long strideBytes() {
    return (long) stride * Float.BYTES;
  }

  /** The whole matrix, row after row, for kernels. */
  public MemorySegment segment() {
    return segment;
  }

  /**
   * Byte position of a row in {@link #segment()}.
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public long offset(long row) {
    if (row < 0 || row >= rows) {
      throw new IndexOutOfBoundsException("row " + row + " of " + rows);
    }
    return row * stride * Float.BYTES;
  }

  /** Copies a row's {@link #columns()} values out. */
  public void get(long row, float[] target, int at) {
    MemorySegment.copy(segment, ValueLayout.JAVA_FLOAT, offset(row), target, at, columns);
  }

  /** Copies {@link #columns()} values into a row. */
  public void set(long row, float[] source, int at) {
    MemorySegment.copy(source, at, segment, ValueLayout.JAVA_FLOAT, offset(row), columns);
  }

  /**
   * Whether the system was asked for huge pages and took the advice. It still may mix in small ones
   * when memory is short.
   */
  public boolean hugePages() {
    return hugePages;
  }

  /** Gives the memory back. A second call does nothing, nor does one on collected memory. */
  @Override
  public synchronized void close() {
    if (!collected && arena.scope().isAlive()) {
      arena.close();
    }
  }
}
