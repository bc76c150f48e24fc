package org.sluice.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A matrix of weights in a quarter of the memory: a row is whole numbers from -127 to 127 times a
 * scale of its own (symmetric quantisation). No weight moves by more than half the scale, 1/254 of
 * the row's greatest.
 *
 * <p>Scales have 16 significant bits. So the products are exact, and a row that was rounded once
 * gives the same numbers and the same scale again.
 *
 * <p>The numbers lie outside the heap until nobody refers to them. Immutable, safe for many
 * threads.
 */
public final class Int8Rows {
  /** Greatest absolute value of a number. */
  public static final int MOST = 127;

  /** Rows start on lines of so many bytes. */
  private static final int LINE = 64;

  /** Added and taken away it rounds a float of less than 2^22 to a whole number, half to even. */
  private static final float ROUND = 3 << 22;

  private final int stride;
  private final MemorySegment segment;
  private final float[] scales;

  private Int8Rows(int stride, MemorySegment segment, float[] scales) {
    this.stride = stride;
    this.segment = segment;
    this.scales = scales;
  }

  /**
   * The rounded rows of a matrix of fewer than 2^31 rows.
   *
   * @throws IllegalArgumentException if a value is not finite
   */
  public static Int8Rows of(FloatRows matrix) {
    int columns = matrix.columns();
    int stride = (columns + LINE - 1) / LINE * LINE;
    float[] scales = new float[Math.toIntExact(matrix.rows())];
    MemorySegment segment = HugePages.allocate((long) stride * Math.max(1, scales.length));
    float[] row = new float[columns];
    byte[] numbers = new byte[columns];
    for (int i = 0; i < scales.length; i++) {
      matrix.get(i, row, 0);
      scales[i] = scale(row, 0, columns);
      if (!Float.isFinite(scales[i])) {
        throw new IllegalArgumentException("values must be finite, one of row " + i + " is not");
      }
      encode(row, 0, columns, scales[i], numbers, 0);
      long at = (long) i * stride;
      MemorySegment.copy(numbers, 0, segment, ValueLayout.JAVA_BYTE, at, columns);
    }
    return new Int8Rows(stride, segment, scales);
  }

  /** Number of rows. */
  public int rows() {
    return scales.length;
  }

  /** All numbers, row after row, for kernels. */
  public MemorySegment segment() {
    return segment;
  }

  /** Bytes from one row's start to the next. */
  public long strideBytes() {
    return stride;
  }

  /** What the numbers of a row are multiplied by. */
  public float scale(int row) {
    return scales[row];
  }

  /**
   * The scale of a row: its greatest absolute value by 127, rounded up; 0 for a row too close to 0
   * to have one; NaN or infinite where a value is.
   */
  public static float scale(float[] row, int at, int columns) {
    float scale = maxAbs(row, at, columns) / MOST;
    if (scale < Float.MIN_NORMAL) {
      return 0;
    }
    return Float.isFinite(scale)
        ? Float.intBitsToFloat((Float.floatToRawIntBits(scale) + 0xff) & ~0xff)
        : scale;
  }

  /** By the bits without their sign, which rise as the values do, infinity and NaN being last. */
  private static float maxAbs(float[] row, int at, int columns) {
    int most = 0;
    for (int j = at; j < at + columns; j++) {
      most = Math.max(most, Float.floatToRawIntBits(row[j]) & Integer.MAX_VALUE);
    }
    return Float.intBitsToFloat(most);
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

  /**
   * Rounds a matrix in place to what {@link #encode} keeps of it; rows with NaN or infinity stay.
   */
  public static void round(FloatRows matrix) {
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
