package org.sluice.mips;

import org.sluice.index.VectorSource;
import org.sluice.memory.FloatRows;

/** Vectors in memory as sources for an index. The vectors are read in place, not copied. */
public final class Vectors {
  private Vectors() {}

  /**
   * Rows of an array.
   *
   * @throws IllegalArgumentException if there is no row, or rows differ in length
   */
  public static VectorSource of(float[][] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("there must be at least one vector: 0");
    }
    int dimension = rows[0].length;
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != dimension) {
        throw new IllegalArgumentException(
            "vector "
                + i
                + " must have "
                + dimension
                + " values like the first: "
                + rows[i].length);
      }
    }
    return new VectorSource() {
      @Override
      public int rows() {
        return rows.length;
      }

      @Override
      public int dimension() {
        return dimension;
      }

      @Override
      public void copy(int row, float[] target, int offset) {
        System.arraycopy(rows[row], 0, target, offset, dimension);
      }
    };
  }

  /** Rows one after the other: vector i has the values from {@code i * dimension} on. */
  public static VectorSource of(float[] values, int dimension) {
    if (dimension < 1 || values.length % dimension != 0) {
      throw new IllegalArgumentException(
          "dimension must be a divisor of the " + values.length + " values: " + dimension);
    }
    return new VectorSource() {
      @Override
      public int rows() {
        return values.length / dimension;
      }

      @Override
      public int dimension() {
        return dimension;
      }

      @Override
      public void copy(int row, float[] target, int offset) {
        System.arraycopy(values, row * dimension, target, offset, dimension);
      }
    };
  }

  /** Rows of a matrix, of which there must be fewer than 2^31. */
  public static VectorSource of(FloatRows matrix) {
    int rows = Math.toIntExact(matrix.rows());
    return new VectorSource() {
      @Override
      public int rows() {
        return rows;
      }

      @Override
      public int dimension() {
        return matrix.columns();
      }

      @Override
      public void copy(int row, float[] target, int offset) {
        matrix.get(row, target, offset);
      }
    };
  }
}
