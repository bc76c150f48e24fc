package org.sluice.hash;

import org.sluice.kernel.Kernels;

/** The winners of all bins for a block of dense vectors at a time. For one thread. */
final class WinnerBlock {
  /** Vectors a block: four registers of 512 bits. */
  static final int COLUMNS = 64;

  private final int dimension;
  private final int[] members;
  private final int binSize;
  private final int bins;

  /** The vectors as columns. */
  private final float[] columns;

  private final float[] best;
  private final int[] winners;

  WinnerBlock(int dimension, int[] members, int binSize) {
    this.dimension = dimension;
    this.members = members;
    this.binSize = binSize;
    bins = members.length / binSize;
    columns = new float[dimension * COLUMNS];
    best = new float[bins * COLUMNS];
    winners = new int[bins * COLUMNS];
  }

  /**
   * Takes over up to {@link #COLUMNS} vectors.
   *
   * @param zero what stands for a coordinate of 0
   */
  void load(float[] vectors, int offset, int stride, int count, float zero) {
    for (int j = 0; j < count; j++) {
      int from = offset + j * stride;
      for (int i = 0; i < dimension; i++) {
        float value = vectors[from + i];
        columns[i * COLUMNS + j] = value == 0 ? zero : value;
      }
    }
    Kernels.winners(columns, COLUMNS, members, bins, binSize, COLUMNS, best, winners);
  }

  /** The place of vector j's winner in a bin. */
  int place(int bin, int j) {
    return winners[bin * COLUMNS + j];
  }

  /** The value of vector j's winner in a bin. */
  float value(int bin, int j) {
    return best[bin * COLUMNS + j];
  }
}
