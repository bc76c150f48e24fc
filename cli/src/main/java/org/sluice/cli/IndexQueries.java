package org.sluice.cli;

import java.nio.file.Path;
import org.sluice.index.VectorSource;
import org.sluice.mips.Effort;
import org.sluice.mips.Hits;
import org.sluice.mips.MipsIndex;

/**
 * A stretch of a file's vectors.
 *
 * @param all the file
 * @param first first vector
 * @param most vectors at most
 */
record IndexQueries(VectorSource all, int first, int most) implements VectorSource {
  @Override
  public int rows() {
    return Math.min(most, all.rows() - first);
  }

  @Override
  public int dimension() {
    return all.dimension();
  }

  @Override
  public void copy(int row, float[] target, int offset) {
    all.copy(first + row, target, offset);
  }

  /** Searches; what is wrong with a query is told with the file's name. */
  static Hits[] search(
      MipsIndex index, VectorSource queries, Path file, int k, Effort effort, int threads) {
    try {
      return index.searchAll(queries, k, effort, threads);
    } catch (IllegalArgumentException e) {
      throw new UserException(file + ": " + e.getMessage(), e);
    }
  }
}
