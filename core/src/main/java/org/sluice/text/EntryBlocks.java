package org.sluice.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Entries of sparse rows, as many as may come, in blocks of equal size: one array that grows would
 * be copied again and again, and on large data its old copies are most of what memory is taken.
 */
final class EntryBlocks {
  private static final int BLOCK = 1 << 18;

  private final List<int[]> indices = new ArrayList<>();
  private final List<float[]> values = new ArrayList<>();

  /** Entries in the last block. */
  private int filled = BLOCK;

  long size() {
    return (long) indices.size() * BLOCK - (BLOCK - filled);
  }

  /** Adds the first {@code count} of the given entries. */
  void append(int[] addedIndices, float[] addedValues, int count) {
    int done = 0;
    while (done < count) {
      if (filled == BLOCK) {
        indices.add(new int[BLOCK]);
        values.add(new float[BLOCK]);
        filled = 0;
      }
      int length = Math.min(count - done, BLOCK - filled);
      System.arraycopy(addedIndices, done, indices.getLast(), filled, length);
      System.arraycopy(addedValues, done, values.getLast(), filled, length);
      filled += length;
      done += length;
    }
  }

  /**
   * Copies all entries and drops each block once it is copied, so that nothing is left here.
   *
   * @return the place behind the last one copied
   */
  int moveTo(int[] allIndices, float[] allValues, int from) {
    int at = from;
    for (int block = 0; block < indices.size(); block++) {
      int length = block == indices.size() - 1 ? filled : BLOCK;
      System.arraycopy(indices.set(block, null), 0, allIndices, at, length);
      System.arraycopy(values.set(block, null), 0, allValues, at, length);
      at += length;
    }
    indices.clear();
    values.clear();
    filled = BLOCK;
    return at;
  }
}
