package org.sluice.kernel;

/**
 * The three products that a full layer needs for a batch, all matrices stored by rows without gaps.
 * Stateless; sizes are checked as {@link Kernels#gemm} checks them.
 */
public final class MatrixProducts {
  /** Edge of the squares that are transposed at a time: a cache line of floats. */
  private static final int EDGE = 16;

  private MatrixProducts() {}

  /** {@code c = a * b}: a is {@code m x k}, b {@code k x n}. The forward pass. */
  public static void times(float[] a, float[] b, float[] c, int m, int k, int n) {
    Kernels.gemm(m, n, k, a, 0, k, 1, b, 0, n, c, 0, n, false);
  }

  /** {@code c = a^T * b}: a is {@code k x m}, b {@code k x n}. The gradient of the weights. */
  public static void transposedTimes(float[] a, float[] b, float[] c, int m, int k, int n) {
    Kernels.gemm(m, n, k, a, 0, 1, m, b, 0, n, c, 0, n, false);
  }

  /**
   * {@code c = a * b^T}: a is {@code m x k}, b {@code n x k}. The gradient of the inputs. Where b
   * is a large matrix of weights and a is a small batch, only the small ones are transposed.
   *
   * @param scratch at least {@code m * (k + n)} values
   */
  public static void timesTransposed(
      float[] a, float[] b, float[] c, int m, int k, int n, float[] scratch) {
    transpose(a, 0, m, k, scratch, 0);
    int at = m * k;
    Kernels.gemm(n, m, k, b, 0, k, 1, scratch, 0, m, scratch, at, m, false);
    transpose(scratch, at, n, m, c, 0);
  }

  /** Writes the transpose of a {@code rows x columns} matrix. */
  public static void transpose(
      float[] from, int fromOffset, int rows, int columns, float[] to, int toOffset) {
    for (int i = 0; i < rows; i += EDGE) {
      int end = Math.min(rows, i + EDGE);
      for (int j = 0; j < columns; j++) {
        for (int r = i; r < end; r++) {
          to[toOffset + j * rows + r] = from[fromOffset + r * columns + j];
        }
      }
    }
  }
}
