package org.sluice.retrieve;

import java.util.Arrays;

/**
 * Query vectors by row number: for a network, the last hidden activations of its rows, computed
 * when asked for. Safe for many threads, each of which takes a reader of its own.
 */
public interface QuerySource {
  /** Number of queries. */
  int rows();

  /** Length of every query. */
  int dimension();

  /** A reader for one thread. */
  Reader reader();

  /** Reads queries. For one thread. */
  interface Reader {
    /** Writes queries {@code rows[from .. from + count)} to {@code target}, one after the other. */
    void read(int[] rows, int from, int count, float[] target);
  }

  /**
   * Queries that lie in an array one after the other. The array is shared, not copied.
   *
   * @throws IllegalArgumentException if the array's length is no multiple of the dimension
   */
  static QuerySource of(float[] vectors, int dimension) {
    if (dimension < 1 || vectors.length % dimension != 0) {
      throw new IllegalArgumentException(
          "dimension must be at least 1 and divide the number of values ("
              + vectors.length
              + "): "
              + dimension);
    }
    return new QuerySource() {
      @Override
      public int rows() {
        return vectors.length / dimension;
      }

      @Override
      public int dimension() {
        return dimension;
      }

      @Override
      public Reader reader() {
        return (rows, from, count, target) -> {
          for (int q = 0; q < count; q++) {
            System.arraycopy(vectors, rows[from + q] * dimension, target, q * dimension, dimension);
          }
        };
      }
    };
  }

  /**
   * Some rows of a source, numbered anew in the order given.
   *
   * @throws IllegalArgumentException if there is no such row
   */
  static QuerySource select(QuerySource source, int[] rows) {
    for (int row : rows) {
      if (row < 0 || row >= source.rows()) {
        throw new IllegalArgumentException(
            "row must be from 0 to below " + source.rows() + ": " + row);
      }
    }
    int[] chosen = rows.clone();
    return new QuerySource() {
      @Override
      public int rows() {
        return chosen.length;
      }

      @Override
      public int dimension() {
        return source.dimension();
      }

      @Override
      public Reader reader() {
        Reader reader = source.reader();
        return (wanted, from, count, target) -> {
          int[] mapped =
              Arrays.stream(wanted, from, from + count).map(row -> chosen[row]).toArray();
          reader.read(mapped, 0, count, target);
        };
      }
    };
  }
}
