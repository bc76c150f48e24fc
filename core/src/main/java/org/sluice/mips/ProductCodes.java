package org.sluice.mips;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sluice.parallel.Tasks;

/**
 * A product quantiser with 16 values for each stretch of a vector (Jegou, Douze and Schmid, PAMI
 * 2011), that is four bits, whose inner products with a query come from tables of bytes. A stretch
 * has about seven dimensions, fewer where a code would be shorter than eight bytes for that, more
 * where it would be longer than 128. Coarser codes take less memory and are read faster; more rows
 * are then scored exactly. Immutable.
 */
final class ProductCodes {
  static final int VALUES = 16;
  private static final int ROUNDS = 6;

  private final int dimension;
  private final int groups;

  /** Coordinate j of value v of stretch s is at {@code (s * width + j) * 16 + v}. */
  private final float[] codebook;

  ProductCodes(int dimension, float[] codebook) {
    this.dimension = dimension;
    this.groups = groups(dimension);
    this.codebook = codebook;
  }

  /** Bytes a row: pairs of stretches. Longer codes have an even number, which is read faster. */
  static int groups(int dimension) {
    int sevens = 2 * Math.round(dimension / 28f);
    return Math.min(128, Math.max(sevens, Math.min(8, (dimension + 7) / 8)));
  }

  /** First dimension of a stretch. */
  private int from(int stretch) {
    return stretch * dimension / (2 * groups);
  }

  /** Floats of a codebook. */
  static int codebookSize(int dimension) {
    return dimension * VALUES;
  }

  /** Learns from vectors one after the other, each stretch by k-means. */
  static ProductCodes train(float[] vectors, int dimension, long seed, int threads) {
    int rows = vectors.length / dimension;
    float[] codebook = new float[codebookSize(dimension)];
    ProductCodes codes = new ProductCodes(dimension, codebook);
    Tasks.run(
        threads,
        2 * codes.groups,
        () -> stretch -> codes.learn(vectors, rows, stretch, new SplittableRandom(seed + stretch)));
    return codes;
  }

  private void learn(float[] vectors, int rows, int stretch, SplittableRandom random) {
    int from = from(stretch);
    int to = from(stretch + 1);
    if (from >= to) {
      return;
    }
    for (int v = 0; v < VALUES; v++) {
      int row = random.nextInt(rows);
      for (int j = from; j < to; j++) {
        codebook[j * VALUES + v] = vectors[row * dimension + j];
      }
    }
    double[] sums = new double[(to - from) * VALUES];
    int[] sizes = new int[VALUES];
    for (int round = 0; round < ROUNDS; round++) {
      Arrays.fill(sums, 0);
      Arrays.fill(sizes, 0);
      for (int i = 0; i < rows; i++) {
        int v = nearest(vectors, i * dimension, stretch);
        sizes[v]++;
        for (int j = from; j < to; j++) {
          sums[(j - from) * VALUES + v] += vectors[i * dimension + j];
        }
      }
      for (int v = 0; v < VALUES; v++) {
        for (int j = from; j < to; j++) {
          codebook[j * VALUES + v] =
              sizes[v] > 0
                  ? (float) (sums[(j - from) * VALUES + v] / sizes[v])
                  : vectors[random.nextInt(rows) * dimension + j];
        }
      }
    }
  }

  /**
   * The nearest value of a stretch. Distances are not negative, so their bits order like whole
   * numbers; the lowest four bits, which are not worth a branch that is often mispredicted, say
   * which value it is.
   */
  private int nearest(float[] vector, int at, int stretch) {
    int from = from(stretch);
    int to = from(stretch + 1);
    int least = Integer.MAX_VALUE;
    if (to == from + 4) {
      float x0 = vector[at + from];
      float x1 = vector[at + from + 1];
      float x2 = vector[at + from + 2];
      float x3 = vector[at + from + 3];
      int book = from * VALUES;
      for (int v = 0; v < VALUES; v++) {
        float d0 = x0 - codebook[book + v];
        float d1 = x1 - codebook[book + VALUES + v];
        float d2 = x2 - codebook[book + 2 * VALUES + v];
        float d3 = x3 - codebook[book + 3 * VALUES + v];
        least = Math.min(least, key(d0 * d0 + d1 * d1 + (d2 * d2 + d3 * d3), v));
      }
    } else {
      for (int v = 0; v < VALUES; v++) {
        float distance = 0;
        for (int j = from; j < to; j++) {
          float difference = vector[at + j] - codebook[j * VALUES + v];
          distance += difference * difference;
        }
        least = Math.min(least, key(distance, v));
      }
    }
    return least & (VALUES - 1);
  }

  private static int key(float distance, int value) {
    return Float.floatToRawIntBits(distance) & -VALUES | value;
  }

  int groups() {
    return groups;
  }

  float[] codebook() {
    return codebook;
  }

  /** Writes the {@link #groups} bytes of a vector's code. */
  void encode(float[] vector, int at, byte[] code) {
    for (int g = 0; g < groups; g++) {
      code[g] = (byte) (nearest(vector, at, 2 * g) | nearest(vector, at, 2 * g + 1) << 4);
    }
  }

  /** Tables of a query: a sum of looked-up bytes times {@code step} plus {@code base}. */
  static final class Tables {
    final byte[] bytes;
    private final float[] products;
    float base;
    float step;

    Tables(int groups) {
      bytes = new byte[2 * groups * VALUES];
      products = new float[2 * groups * VALUES];
    }
  }

  /** Fills the tables of a query's inner products. */
  void tables(float[] query, Tables tables) {
    float[] products = tables.products;
    float base = 0;
    float widest = 0;
    for (int s = 0; s < 2 * groups; s++) {
      int at = s * VALUES;
      Arrays.fill(products, at, at + VALUES, 0);
      for (int j = from(s); j < from(s + 1); j++) {
        float q = query[j];
        for (int v = 0; v < VALUES; v++) {
          products[at + v] += q * codebook[j * VALUES + v];
        }
      }
      float least = products[at];
      float most = products[at];
      for (int v = 1; v < VALUES; v++) {
        least = Math.min(least, products[at + v]);
        most = Math.max(most, products[at + v]);
      }
      for (int v = 0; v < VALUES; v++) {
        products[at + v] -= least;
      }
      base += least;
      widest = Math.max(widest, most - least);
    }
    float scale = widest > 0 ? 255 / widest : 0;
    for (int i = 0; i < products.length; i++) {
      tables.bytes[i] = (byte) (int) (products[i] * scale + .5f);
    }
    tables.base = base;
    tables.step = widest / 255;
  }
}
