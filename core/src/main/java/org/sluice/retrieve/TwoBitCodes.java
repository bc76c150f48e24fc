package org.sluice.retrieve;

import java.util.SplittableRandom;
import org.sluice.kernel.Kernels;

/**
 * Directions of vectors in two bits a dimension. Each dimension has four levels, those that suit a
 * normal distribution best (Max, IRE Transactions on Information Theory, 1960), two dimensions make
 * a stretch of 16 values, and inner products with a query are sums of looked-up bytes. What a sum
 * is multiplied by makes up for the share of a vector that its levels miss (Gao and Long, SIGMOD
 * 2024). Immutable, safe for many threads.
 */
final class TwoBitCodes {
  /** Values of a stretch: four bits. */
  static final int VALUES = 16;

  /** Longest vectors that have codes: sums then fit 16 bits. */
  static final int MOST_DIMENSIONS = 4 * 128;

  private static final int LEVELS = 4;

  /** The border between the inner and the outer levels, in standard deviations. */
  private static final float BORDER = .9816f;

  private static final float INNER = .4528f;
  private static final float OUTER = 1.510f;

  /** Vectors that means and deviations are taken from. */
  private static final int SAMPLE = 8192;

  private static final long SEED = 0x2B175L;
  private static final int BYTE = 255;

  private final int dimension;
  private final float[] means;
  private final float[] deviations;

  /** The four levels of each dimension, rising. */
  private final float[] values;

  private TwoBitCodes(int dimension, float[] means, float[] deviations) {
    this.dimension = dimension;
    this.means = means;
    this.deviations = deviations;
    this.values = new float[LEVELS * means.length];
    for (int j = 0; j < means.length; j++) {
      values[LEVELS * j] = means[j] - OUTER * deviations[j];
      values[LEVELS * j + 1] = means[j] - INNER * deviations[j];
      values[LEVELS * j + 2] = means[j] + INNER * deviations[j];
      values[LEVELS * j + 3] = means[j] + OUTER * deviations[j];
    }
  }

  /**
   * Codes that suit these labels.
   *
   * @param labels of at most {@link #MOST_DIMENSIONS}, with finite values
   */
  static TwoBitCodes of(LabelMatrix labels) {
    int dimension = labels.dimension();
    int[] sample = Sampling.rising(labels.labels(), SAMPLE, new SplittableRandom(SEED));
    double[] sums = new double[dimension];
    double[] squares = new double[dimension];
    float[] vector = new float[dimension];
    for (int label : sample) {
      labels.vectors().get(label, vector, 0);
      float inverse = inverseLength(vector);
      for (int j = 0; j < dimension; j++) {
        vector[j] *= inverse;
        sums[j] += vector[j];
        squares[j] += (double) vector[j] * vector[j];
      }
    }
    // Two dimensions a stretch, four a byte: those that are missing are 0 throughout.
    int padded = (dimension + 3) / 4 * 4;
    float[] means = new float[padded];
    float[] deviations = new float[padded];
    int count = Math.max(1, sample.length);
    for (int j = 0; j < dimension; j++) {
      double mean = sums[j] / count;
      means[j] = (float) mean;
      deviations[j] = (float) Math.sqrt(Math.max(0, squares[j] / count - mean * mean));
    }
    return new TwoBitCodes(dimension, means, deviations);
  }

  private static float inverseLength(float[] vector) {
    float squares = Kernels.dot(vector, 0, vector, 0, vector.length);
    return squares > 0 ? (float) (1 / Math.sqrt(squares)) : 0;
  }

  /** Bytes of a code. */
  int groups() {
    return means.length / 4;
  }

  /**
   * Writes the {@link #groups} bytes of a vector's code.
   *
   * @return what a query's product with the code is to be multiplied by
   */
  float encode(float[] vector, byte[] code) {
    float inverse = inverseLength(vector);
    float product = 0;
    for (int g = 0; g < code.length; g++) {
      int bits = 0;
      int end = Math.min(dimension, 4 * g + 4);
      for (int j = 4 * g; j < end; j++) {
        float x = vector[j] * inverse;
        float away = x - means[j];
        float border = BORDER * deviations[j];
        int level = (away > -border ? 1 : 0) + (away > 0 ? 1 : 0) + (away > border ? 1 : 0);
        bits |= level << 2 * (j & 3);
        product += x * values[LEVELS * j + level];
      }
      code[g] = (byte) bits;
    }
    return product > 0 ? 1 / (inverse * product) : 0;
  }

  /**
   * Tables of a query: a sum of looked-up bytes times {@link #step} plus {@link #base} is the
   * product with a code. For one thread.
   */
  static final class Tables {
    private final byte[] bytes;
    private final float[] products;
    private float base;
    private float step;

    Tables(TwoBitCodes codes) {
      bytes = new byte[2 * codes.groups() * VALUES];
      products = new float[bytes.length];
    }

    /** Two tables of 16 bytes for each byte of a code; not a copy. */
    byte[] bytes() {
      return bytes;
    }

    /** The product where all looked-up bytes are 0. */
    float base() {
      return base;
    }

    /** What 1 of a looked-up byte is worth. */
    float step() {
      return step;
    }
  }

  /** Fills the tables of {@code query[offset .. offset + dimension)}. */
  void tables(float[] query, int offset, Tables tables) {
    float[] products = tables.products;
    float widest = 0;
    tables.base = 0;
    for (int j = 0; j < means.length; j += 2) {
      float q0 = j < dimension ? query[offset + j] : 0;
      float q1 = j + 1 < dimension ? query[offset + j + 1] : 0;
      int at = LEVELS * j;
      float least = q0 * values[q0 < 0 ? at + 3 : at] + q1 * values[q1 < 0 ? at + 7 : at + 4];
      tables.base += least;
      for (int v = 0; v < VALUES; v++) {
        float above = q0 * values[at + (v & 3)] + q1 * values[at + 4 + (v >> 2)] - least;
        products[j / 2 * VALUES + v] = above;
        widest = Math.max(widest, above);
      }
    }
    float scale = widest > 0 ? BYTE / widest : 0;
    tables.step = widest / BYTE;
    for (int i = 0; i < products.length; i++) {
      tables.bytes[i] = (byte) (int) (products[i] * scale + .5f);
    }
  }
}
