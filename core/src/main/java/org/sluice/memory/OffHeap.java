package org.sluice.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Blocks of memory outside the heap, on huge pages where they pay and the system has them. */
public final class OffHeap {
  /** Bytes from which on huge pages are asked for. */
  private static final long HUGE = 4L << 20;

  private OffHeap() {}

  /**
   * A block of zeros on a 64-byte line.
   *
   * @param bytes at least 0
   * @param arena decides how long the block lives
   * @throws OutOfMemoryError if the system has not that much memory
   */
  public static MemorySegment allocate(long bytes, Arena arena) {
    HugePages.Block block = bytes < HUGE ? null : HugePages.map(bytes, arena);
    return block == null ? arena.allocate(bytes, 64) : block.segment();
  }
}
