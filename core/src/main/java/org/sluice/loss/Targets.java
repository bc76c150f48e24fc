package org.sluice.loss;

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
    offsets = new int[batchSize + 1];
  }

  /** Forgets all rows. */
  public void clear() {
    rows = 0;
  }

  /** Adds a slot to the row that is being filled. */
  public void add(int slot) {
    int at = offsets[rows + 1];
    if (at == slots.length) {
      slots = java.util.Arrays.copyOf(slots, at * 2);
    }
    slots[at] = slot;
    offsets[rows + 1] = at + 1;
  }

  /** Begins the next row; the first call begins row 0. */
  public void open() {
    offsets[rows + 1] = offsets[rows];
  }

  /** Ends the row that is being filled. */
  public void close() {
    rows++;
  }

  /** Rows filled. */
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
