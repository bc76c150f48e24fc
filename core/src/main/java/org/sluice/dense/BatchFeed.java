package org.sluice.dense;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.sluice.data.Shuffle;

/**
 * Feeds a set in mini-batches, each row once a pass, in the set's order until {@link #shuffle} is
 * called. Used by one thread.
 */
public final class BatchFeed {
  private final DenseExamples examples;
  private final int batchSize;
  private final int stride;
  private final int[] order;
  private final SplittableRandom random;
  private final float[] values;
  private final int[] labels;
  private int next;
  private int count;

  /**
   * A feed of a set.
   *
   * @param batchSize most rows at a time, at least 1
   * @param stride places from one row's first number to the next's, at least the set's width; the
   *     places beyond the width are never written and belong to the caller
   * @param seed of the orders
   */
  public BatchFeed(DenseExamples examples, int batchSize, int stride, long seed) {
    this.examples = Objects.requireNonNull(examples, "examples");
    Rules.require(batchSize >= 1, "batchSize", "at least 1", batchSize);
    Rules.require(
        stride >= examples.width(), "stride", "at least the width " + examples.width(), stride);
    this.batchSize = Math.min(batchSize, examples.size());
    this.stride = stride;
    order = IntStream.range(0, examples.size()).toArray();
    random = new SplittableRandom(seed);
    values = new float[Math.multiplyExact(this.batchSize, stride)];
    labels = new int[this.batchSize];
  }

  /** Begins a pass in a new order. */
  public void shuffle() {
    Shuffle.inPlace(order, random);
    restart();
  }

  /** Begins a pass in the same order. */
  public void restart() {
    next = 0;
  }

  /** Loads the next batch; false at the end of a pass, where nothing changes. */
  public boolean next() {
    if (next == order.length) {
      return false;
    }
    count = Math.min(batchSize, order.length - next);
    for (int i = 0; i < count; i++) {
      int row = order[next + i];
      examples.copyTo(row, values, i * stride);
      labels[i] = examples.label(row);
    }
    next += count;
    return true;
  }

  /** Rows of the batch. */
  public int count() {
    return count;
  }

  /** The numbers of row i begin at {@code i * stride}; overwritten by {@link #next}. */
  public float[] values() {
    return values;
  }

  /** The rows' classes; overwritten by {@link #next}. */
  public int[] labels() {
    return labels;
  }

  /** Most rows of a batch. */
  public int batchSize() {
    return batchSize;
  }
}
