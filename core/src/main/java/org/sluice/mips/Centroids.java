package org.sluice.mips;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.sluice.kernel.Kernels;
import org.sluice.memory.OffHeap;

/**
 * Centroids of lists in a byte a value: a value is its byte times the scale of its list times that
 * of its column, so that neither a long centroid nor a coordinate with large values takes the
 * others' resolution. Residuals are taken to the centroids as they are kept, so that rounding costs
 * no exactness, only a slightly worse middle. Immutable.
 */
final class Centroids {
  private static final int MOST = 127;

  private final int dimension;

  /** Rows of signed bytes. */
  private final MemorySegment bytes;

  private final float[] listScales;
  private final float[] columnScales;
  private final int[] numbers;

  /**
   * @param bytes {@code listScales.length} rows of {@code columnScales.length} signed bytes
   */
  Centroids(MemorySegment bytes, float[] listScales, float[] columnScales) {
    this.dimension = columnScales.length;
    this.bytes = bytes;
    this.listScales = listScales;
    this.columnScales = columnScales;
    this.numbers = new int[listScales.length];
    for (int l = 0; l < numbers.length; l++) {
      numbers[l] = l;
    }
  }

  /** Rounds centroids, finite and one after the other. */
  static Centroids of(float[] values, int dimension) {
    int lists = values.length / dimension;
    float[] columns = new float[dimension];
    for (int i = 0; i < values.length; i++) {
      columns[i % dimension] = Math.max(columns[i % dimension], Math.abs(values[i]));
    }
    // At most 1, so that a query times them is never beyond the range of floats.
    float largest = Kernels.maxAbs(columns, 0, dimension);
    for (int j = 0; j < dimension && largest > 0; j++) {
      columns[j] /= largest;
    }
    float[] scales = new float[lists];
    MemorySegment bytes = OffHeap.allocate((long) lists * dimension, Arena.ofAuto());
    float[] shares = new float[dimension];
    for (int l = 0; l < lists; l++) {
      for (int j = 0; j < dimension; j++) {
        shares[j] = columns[j] == 0 ? 0 : values[l * dimension + j] / largest / columns[j];
      }
      float most = Kernels.maxAbs(shares, 0, dimension);
      scales[l] = most / MOST * largest;
      for (int j = 0; j < dimension; j++) {
        long at = (long) l * dimension + j;
        bytes.set(
            ValueLayout.JAVA_BYTE,
            at,
            (byte) (most == 0 ? 0 : Math.round(shares[j] / most * MOST)));
      }
    }
    return new Centroids(bytes, scales, columns);
  }

  int lists() {
    return listScales.length;
  }

  /** Writes a centroid as it is kept. */
  void get(int list, float[] target, int at) {
    for (int j = 0; j < dimension; j++) {
      byte value = bytes.get(ValueLayout.JAVA_BYTE, (long) list * dimension + j);
      target[at + j] = value * listScales[list] * columnScales[j];
    }
  }

  /** All centroids as they are kept, one after the other. */
  float[] values() {
    float[] values = new float[lists() * dimension];
    for (int l = 0; l < lists(); l++) {
      get(l, values, l * dimension);
    }
    return values;
  }

  /**
   * Writes the inner product of a query with each centroid.
   *
   * @param scaled working memory, as long as the query
   */
  void products(float[] query, float[] scaled, float[] target) {
    for (int j = 0; j < dimension; j++) {
      scaled[j] = query[j] * columnScales[j];
    }
    Kernels.gatherDotBytes(bytes, dimension, numbers, 0, lists(), scaled, 0, dimension, target, 0);
    for (int l = 0; l < lists(); l++) {
      target[l] *= listScales[l];
    }
  }

  MemorySegment rows() {
    return bytes;
  }

  float[] listScales() {
    return listScales;
  }

  float[] columnScales() {
    return columnScales;
  }

  /** Memory, in bytes. */
  long bytes() {
    return bytes.byteSize() + 8L * listScales.length + 4L * columnScales.length;
  }
}
