package org.sluice.retrieve;

/**
 * The best labels found for many queries, by falling score, a fixed number of places a query. The
 * arrays are shared, not copied: treat them as immutable.
 *
 * @param rows number of queries
 * @param width places a query
 * @param ids {@code rows x width} labels; -1 behind the last where fewer were found
 * @param scores as many scores; minus infinity where there is no label
 */
public record Candidates(int rows, int width, int[] ids, float[] scores) {
  public Candidates {
    if ((long) rows * width != ids.length || ids.length != scores.length) {
      throw new IllegalArgumentException(
          "ids and scores must be %d x %d: %d, %d"
              .formatted(rows, width, ids.length, scores.length));
    }
  }

  /** Labels found for a query. */
  public int count(int row) {
    int n = width;
    while (n > 0 && ids[row * width + n - 1] < 0) {
      n--;
    }
    return n;
  }
}
