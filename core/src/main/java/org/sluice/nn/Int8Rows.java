package org.sluice.nn;

import org.sluice.kernel.Kernels;
import org.sluice.memory.FloatRows;

/**
 * Symmetric 8-bit quantisation of rows of weights: a row is whole numbers from -127 to 127 times a
 * scale of its own. No weight moves by more than half the scale, 1/254 of the row's greatest.
 *
 * <p>Scales have 16 significant bits. So the products are exact, and a row that was rounded once
 * gives the same numbers and the same scale again.
 */
public final class Int8Rows {
  /** Greatest absolute value of a number. */
  public static final int MOST = 127;

  /** Added and taken away it rounds a float of less than 2^22 to a whole number, half to even. */
  private static final float ROUND = 3 << 22;

  private Int8Rows() {}

  /**
   * The scale of a row: its greatest absolute value by 127, rounded up; 0 for a row too close to 0
   * to have one; NaN or infinite where a value is.
   */
  public static float scale(float[] row, int at, int columns) {
    float scale = Kernels.maxAbs(row, at, columns) / MOST;
    if (scale < Float.MIN_NORMAL) {
      return 0;
    }
    return Float.isFinite(scale)
        ? Float.intBitsToFloat((Float.floatToRawIntBits(scale) + 0xff) & ~0xff)
        : scale;
  }

  /** The numbers of a row that has this finite scale. */
  public static void encode(
      float[] row, int at, int columns, float scale, byte[] numbers, int numbersAt) {
    float inverse = scale == 0 ? 0 : 1 / scale;
    for (int j = 0; j < columns; j++) {
      numbers[numbersAt + j] = (byte) whole(row[at + j] * inverse);
    }
  }

  /** The weights that numbers stand for. */
  public static void decode(
      byte[] numbers, int numbersAt, int columns, float scale, float[] row, int at) {
    for (int j = 0; j < columns; j++) {
      row[at + j] = numbers[numbersAt + j] * scale;
    }
  }

  private static float whole(float value) {
    return value + ROUND - ROUND;
  }

  /** Rounds all weights of a network to what {@link #encode} keeps of them; biases stay. */
  public static void round(Network network) {
    round(network.input().weights());
    network.hidden().forEach(layer -> round(layer.weights()));
    round(network.output().weights());
  }

  private static void round(FloatRows matrix) {
    int columns = matrix.columns();
    float[] row = new float[columns];
    for (long i = 0; i < matrix.rows(); i++) {
      matrix.get(i, row, 0);
      float scale = scale(row, 0, columns);
      if (Float.isFinite(scale)) {
        float inverse = scale == 0 ? 0 : 1 / scale;
        for (int j = 0; j < columns; j++) {
          row[j] = whole(row[j] * inverse) * scale;
        }
        matrix.set(i, row, 0);
      }
    }
  }
}
