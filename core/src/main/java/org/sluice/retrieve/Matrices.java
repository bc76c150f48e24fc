package org.sluice.retrieve;

/** Dense matrices in arrays, by rows. For any number of threads. */
public final class Matrices {
  /** Edge of the squares that are transposed at a time: a cache line of floats. */
  private static final int EDGE = 16;

  private Matrices() {}

  /** The transpose of a {@code rows x columns} matrix. */
  public static float[] transpose(float[] matrix, int rows, int columns) {
    float[] result = new float[matrix.length];
    for (int i = 0; i < rows; i += EDGE) {
      int end = Math.min(rows, i + EDGE);
      for (int j = 0; j < columns; j++) {
        for (int r = i; r < end; r++) {
          result[j * rows + r] = matrix[r * columns + j];
        }
      }
    }
    return result;
  }

  /**
   * Writes the chosen rows of a matrix as columns: {@code target[j * stride + q] = matrix[rows[from
   * + q] * columns + j]}.
   */
  static void columnsOf(
      float[] matrix, int columns, int[] rows, int from, int count, float[] target, int stride) {
    for (int i = 0; i < count; i += EDGE) {
      int end = Math.min(count, i + EDGE);
      for (int j = 0; j < columns; j++) {
        for (int q = i; q < end; q++) {
          target[j * stride + q] = matrix[rows[from + q] * columns + j];
        }
      }
    }
  }
}
