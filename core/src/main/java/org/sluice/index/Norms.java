package org.sluice.index;

import java.util.Arrays;
import org.sluice.kernel.Kernels;
import org.sluice.parallel.Tasks;

/** Lengths of vectors. */
public final class Norms {
  private static final int CHUNK = 1024;

  private Norms() {}

  /**
   * The largest Euclidean norm, which the transforms for inner products scale by; 0 if there are no
   * vectors, NaN or infinite if a vector is.
   *
   * @param threads threads to use, the caller's included, at least 1
   */
  public static double largest(VectorSource source, int threads) {
    int chunks = (source.rows() + CHUNK - 1) / CHUNK;
    double[] largest = new double[chunks];
    Tasks.run(
        threads,
        chunks,
        () -> {
          float[] vector = new float[source.dimension()];
          return chunk -> {
            int end = Math.min(source.rows(), (chunk + 1) * CHUNK);
            for (int row = chunk * CHUNK; row < end; row++) {
              source.copy(row, vector, 0);
              float squared = Kernels.dot(vector, 0, vector, 0, vector.length);
              largest[chunk] = Math.max(largest[chunk], squared);
            }
          };
        });
    return Math.sqrt(Arrays.stream(largest).reduce(0, Math::max));
  }
}
