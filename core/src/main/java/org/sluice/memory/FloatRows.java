package org.sluice.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A matrix of {@code rows x columns} floats outside the heap. Rows start on 64-byte lines: a row
 * takes {@link #stride()} floats, the padding being zero. Zero when allocated. Several threads may
 * read and write without locks; concurrent writers of one row may lose updates (HOGWILD), never
 * break memory. Must be closed; reading after that throws.
 */
public final class FloatRows implements AutoCloseable {
  /** Floats a 64-byte line. */
  private static final int LINE = 16;

  private final long rows;
  private final int columns;
  private final int stride;
  private final Arena arena;
  private final MemorySegment segment;

  private FloatRows(long rows, int columns) {
    if (rows < 0 || columns < 1) {
      throw new IllegalArgumentException("a matrix of " + rows + " x " + columns + " cannot be");
    }
    this.rows = rows;
    this.columns = columns;
    this.stride = (columns + LINE - 1) / LINE * LINE;
    this.arena = Arena.ofShared();
    this.segment = arena.allocate(Math.max(1, rows) * stride * Float.BYTES, 64);
  }

  /** A new matrix of zeros. */
  public static FloatRows allocate(long rows, int columns) {
    return new FloatRows(rows, columns);
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

  /** The whole matrix, row after row, for kernels. */
  public MemorySegment segment() {
    return segment;
  }

  /** Byte position of a row in {@link #segment()}; checks the row number. */
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

  /** Whether the system was asked for huge pages and took the advice. */
  public boolean hugePages() {
    return false;
  }

  /** Gives the memory back. */
  @Override
  public void close() {
    arena.close();
  }
}
