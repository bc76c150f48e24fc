package org.sluice.index;

/**
 * Dense vectors by row number, read while tables are built. Implementations are safe for many
 * readers.
 */
public interface VectorSource {
  /** Number of vectors. */
  int rows();

  /** Length of every vector. */
  int dimension();

  /** Copies vector {@code row} to {@code target[offset .. offset + dimension)}. */
  void copy(int row, float[] target, int offset);
}
