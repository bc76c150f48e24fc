package org.sluice.data;

import java.util.Arrays;

/** Gathers sparse rows one after the other; a row may be taken back until it is ended. */
final class FeatureCollector {
  private static final int MOST = Integer.MAX_VALUE - 16;

  private final String source;
  private final int known;
  private int[] offsets = new int[1 << 10];
  private int[] indices = new int[1 << 14];
  private float[] values = new float[1 << 14];
  private long[] scratch = new long[64];
  private int rows;
  private long unknown;
  private int size;
  private int largest = -1;
  private int smallest = Integer.MAX_VALUE;
  private int rowStart;
  private int rowLargest = -1;
  private int rowSmallest = Integer.MAX_VALUE;

  /**
   * @param known larger indices are dropped at the end; -1 to keep all
   */
  FeatureCollector(String source, int known) {
    this.source = source;
    this.known = known;
  }

  /** Adds a value to the current row; zeros say nothing and are left out. */
  void add(int index, float value) throws BadDataException {
    rowLargest = Math.max(rowLargest, index);
    rowSmallest = Math.min(rowSmallest, index);
    if (value == 0) {
      return;
    }
    if (size == indices.length) {
      if (size == MOST) {
        throw new BadDataException(source, 0, 0, "must not have more than " + MOST + " values");
      }
      int capacity = (int) Math.min(MOST, size + (size >> 1) + 16L);
      indices = Arrays.copyOf(indices, capacity);
      values = Arrays.copyOf(values, capacity);
    }
    indices[size] = index;
    values[size++] = value;
  }

  /** Sorts the current row. */
  void sortRow() throws RowFault {
    for (int k = rowStart + 1; k < size; k++) {
      if (indices[k] <= indices[k - 1]) {
        sort();
        break;
      }
    }
  }

  private void sort() throws RowFault {
    int length = size - rowStart;
    if (scratch.length < length) {
      scratch = new long[length + (length >> 1)];
    }
    for (int k = 0; k < length; k++) {
      long bits = Float.floatToRawIntBits(values[rowStart + k]) & 0xffff_ffffL;
      scratch[k] = (long) indices[rowStart + k] << 32 | bits;
    }
    Arrays.sort(scratch, 0, length);
    for (int k = 0; k < length; k++) {
      int index = (int) (scratch[k] >>> 32);
      if (k > 0 && index == indices[rowStart + k - 1]) {
        throw new RowFault(-1, "a feature must not appear twice in a row: " + index);
      }
      indices[rowStart + k] = index;
      values[rowStart + k] = Float.intBitsToFloat((int) scratch[k]);
    }
  }

  void endRow() {
    if (rows + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[++rows] = size;
    largest = Math.max(largest, rowLargest);
    smallest = Math.min(smallest, rowSmallest);
    rowStart = size;
    cancelRow();
  }

  void cancelRow() {
    size = rowStart;
    rowLargest = -1;
    rowSmallest = Integer.MAX_VALUE;
  }

  int smallestIndex() {
    return smallest;
  }

  /** Number of values that {@link #finish} left out because the model has no such feature. */
  long unknownFeatures() {
    return unknown;
  }

  /**
   * All rows, their indices counted from 0.
   *
   * @param firstIndex what to subtract from the indices
   * @param atLeast smallest number of columns
   */
  SparseRows finish(int firstIndex, int atLeast) {
    int[] starts = Arrays.copyOf(offsets, rows + 1);
    int columns = Math.max(atLeast, known >= 0 ? known : largest - firstIndex + 1);
    if (firstIndex != 0 || known >= 0) {
      int kept = 0;
      for (int row = 0; row < rows; row++) {
        int from = offsets[row];
        int to = offsets[row + 1];
        starts[row] = kept;
        for (int k = from; k < to; k++) {
          int index = indices[k] - firstIndex;
          if (index < columns) {
            indices[kept] = index;
            values[kept++] = values[k];
          }
        }
      }
      starts[rows] = kept;
      unknown = (long) size - kept;
      size = kept;
    }
    boolean roomy = indices.length - size > size / 4;
    return new SparseRows(
        columns,
        starts,
        roomy ? Arrays.copyOf(indices, size) : indices,
        roomy ? Arrays.copyOf(values, size) : values);
  }
}
