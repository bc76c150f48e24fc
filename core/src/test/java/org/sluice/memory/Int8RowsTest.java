package org.sluice.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.ValueLayout;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class Int8RowsTest {
  @Property
  void roundingMovesAWeightByHalfAScaleAtMostAndOnlyOnce(
      @ForAll @Size(min = 1, max = 40) float[] mantissas,
      @ForAll @IntRange(min = -120, max = 60) int exponent,
      @ForAll @IntRange(min = 0, max = 3) int at) {
    int n = mantissas.length;
    float[] row = new float[at + n];
    for (int j = 0; j < n; j++) {
      row[at + j] = Math.scalb((float) Math.sin(mantissas[j]), exponent);
    }
    float scale = Int8Rows.scale(row, at, n);
    byte[] numbers = new byte[at + n];
    Int8Rows.encode(row, at, n, scale, numbers, at);
    float[] decoded = new float[at + n];
    Int8Rows.decode(numbers, at, n, scale, decoded, at);
    double step = Math.max(scale * 0.50001, 127 * Float.MIN_NORMAL);
    double most = 0;
    for (int j = at; j < at + n; j++) {
      most = Math.max(most, Math.abs(row[j]));
      assertThat((double) decoded[j]).isBetween(row[j] - step, row[j] + step);
      assertThat(numbers[j]).isBetween((byte) -127, (byte) 127);
    }
    if (most / 127 < Float.MIN_NORMAL) {
      assertThat(scale).isZero();
    } else {
      assertThat((double) scale).isBetween(most / 127 * 0.999999, most / 127 * 1.0001);
    }

    byte[] again = new byte[at + n];
    Int8Rows.encode(decoded, at, n, Int8Rows.scale(decoded, at, n), again, at);
    assertThat(Int8Rows.scale(decoded, at, n)).isEqualTo(scale);
    assertThat(again).isEqualTo(numbers);
  }

  @Example
  void matrixHoldsTheNumbersOfItsRows() {
    for (int columns : new int[] {1, 63, 64, 65, 256}) {
      try (FloatRows matrix = FloatRows.allocate(9_000, columns)) {
        RandomRows.fill(matrix, columns, 0.3f);
        Int8Rows rounded = Int8Rows.of(matrix);
        assertThat(rounded.rows()).isEqualTo(9_000);
        float[] row = new float[columns];
        byte[] numbers = new byte[columns];
        for (int i : new int[] {0, 1, 4_567, 8_999}) {
          matrix.get(i, row, 0);
          Int8Rows.encode(row, 0, columns, Int8Rows.scale(row, 0, columns), numbers, 0);
          long at = i * rounded.strideBytes();
          assertThat(rounded.scale(i)).isEqualTo(Int8Rows.scale(row, 0, columns));
          assertThat(rounded.segment().asSlice(at, columns).toArray(ValueLayout.JAVA_BYTE))
              .isEqualTo(numbers);
        }
        matrix.set(3, new float[columns], 0);
        row[0] = Float.NaN;
        matrix.set(4, row, 0);
        assertThatThrownBy(() -> Int8Rows.of(matrix))
            .hasMessage("values must be finite, one of row 4 is not");
        Int8Rows.round(matrix);
        matrix.get(4, row, 0);
        assertThat(row[0]).isNaN();
      }
    }
    try (FloatRows none = FloatRows.allocate(0, 5)) {
      assertThat(Int8Rows.of(none).rows()).isZero();
    }
  }

  @Example
  void emptyTinyAndBrokenRowsHaveTheScalesThatSaySo() {
    assertThat(Int8Rows.scale(new float[0], 0, 0)).isZero();
    assertThat(Int8Rows.scale(new float[3], 0, 3)).isZero();
    assertThat(Int8Rows.scale(new float[] {Float.MIN_VALUE, 1e-37f}, 0, 2)).isZero();
    assertThat(Int8Rows.scale(new float[] {1, Float.NaN}, 0, 2)).isNaN();
    assertThat(Int8Rows.scale(new float[] {1, Float.NEGATIVE_INFINITY}, 0, 2)).isInfinite();
    byte[] numbers = {1, 1};
    Int8Rows.encode(new float[] {Float.MIN_VALUE, 1e-37f}, 0, 2, 0, numbers, 0);
    assertThat(numbers).containsOnly(0);
  }

  @Property
  void greatestWeightGetsTheGreatestNumber(@ForAll @IntRange(min = -110, max = 110) int exponent) {
    float most = Math.scalb(1.7f, exponent);
    float[] row = {most, -most, most / 3};
    byte[] numbers = new byte[3];
    Int8Rows.encode(row, 0, 3, Int8Rows.scale(row, 0, 3), numbers, 0);
    assertThat(numbers).containsExactly(127, -127, 42);
  }
}
