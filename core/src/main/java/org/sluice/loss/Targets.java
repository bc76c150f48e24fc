package org.sluice.loss;

import java.util.Arrays;

/**
 * Where a batch's true labels stand in its active set: row q has the slots {@code slots[k]} for
 * {@code k} in {@code [offsets[q], offsets[q + 1])}. Reused from batch to batch; not safe for
 * several threads.
 */
public final class Targets {
  private final int[] offsets;
  private int[] slots = new int[256];
  private int rows;

  /** Room for batches of at most {@code batchSize} rows. */
  public Targets(int batchSize) {
    offsets = new int[batchSize + 2];
  }

  /** Forgets all rows; the next slot belongs to row 0. */
  public void clear() {
    rows = 0;
    offsets[1] = 0;
  }

  /** Adds a slot to the row that is being filled. */
  public void add(int slot) {
    int at = offsets[rows + 1]++;
    if (at == slots.length) {
      slots = Arrays.copyOf(slots, at * 2);
    }
    slots[at] = slot;
  }

  /** Ends the row that is being filled; it may be empty. */
  public void endRow() {
    rows++;
    offsets[rows + 1] = offsets[rows];
  }

  /** Rows ended. */
  public int rows() {
    return rows;
  }

  int from(int row) {
    return offsets[row];
  }

  int to(int row) {
    return offsets[row + 1];
  }

  int slot(int k) {
    return slots[k];
  }
}
