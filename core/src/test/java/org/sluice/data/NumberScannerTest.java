package org.sluice.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberScannerTest {
  @Property(tries = 5000)
  void valueEqualsTheReferenceForDecimals(@ForAll("decimals") String text) throws RowFault {
    float expected = Float.parseFloat(text);
    if (Float.isFinite(expected)) {
      assertSame(scan(text), expected, text);
    } else {
      assertThatThrownBy(() -> scan(text)).isInstanceOf(RowFault.class);
    }
  }

  @Property(tries = 5000)
  void valueEqualsTheReferenceForEveryFloat(@ForAll int bits) throws RowFault {
    float value = Float.intBitsToFloat(bits);
    if (Float.isFinite(value)) {
      assertSame(scan(Float.toString(value)), value, Float.toString(value));
      assertSame(scan(Double.toString(value)), value, Double.toString(value));
    }
  }

  /** Digits that end just below, on and above the middle of two floats. */
  @Property(tries = 5000)
  void valueEqualsTheReferenceBesideTheMiddleOfTwoFloats(
      @ForAll @IntRange(min = 0x3a000000, max = 0x4b000000) int bits,
      @ForAll @IntRange(min = -2, max = 2) int nudge,
      @ForAll @IntRange(min = 6, max = 22) int digits)
      throws RowFault {
    BigDecimal low = new BigDecimal(Float.intBitsToFloat(bits));
    BigDecimal high = new BigDecimal(Float.intBitsToFloat(bits + 1));
    BigDecimal middle =
        low.add(high).divide(BigDecimal.TWO).round(new java.math.MathContext(digits));
    String text = middle.add(middle.ulp().multiply(BigDecimal.valueOf(nudge))).toPlainString();
    assertSame(scan(text), Float.parseFloat(text), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1",
        "+1",
        "1.",
        ".5",
        "-.5",
        "0.1",
        "3.4028235e38",
        "1e-46",
        "1E+2",
        "00012",
        "0.000000000000000000000000000000000001",
        "123456789012345678901234567890",
        "16777217",
        "9007199254740993",
        "1.00000017881393432617187499",
        "1.00000017881393432617187501"
      })
  void valueEqualsTheReferenceForCorners(String text) throws RowFault {
    assertSame(scan(text), Float.parseFloat(text), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "-", "+", ".", "e5", "1e", "1e+", "1e5.5", "1f", "1d", "0x1", "1_0", "1,5", "--1",
        "NaN", "inf", "1e39", "-1e39", "\u0661"
      })
  void refusesWhatIsNoFiniteDecimal(String text) {
    assertThatThrownBy(() -> scan(text)).isInstanceOf(RowFault.class);
  }

  @Property
  void idEqualsTheReference(@ForAll @IntRange(min = 0, max = Integer.MAX_VALUE - 1) int id)
      throws RowFault {
    NumberScanner scanner = new NumberScanner();
    byte[] bytes = (id + ":1").getBytes(ISO_8859_1);
    scanner.reset(bytes, 0, bytes.length);
    assertThat(scanner.id("x", Integer.MAX_VALUE, "")).isEqualTo(id);
    assertThat(scanner.peek()).isEqualTo(':');
  }

  @Provide
  Arbitrary<String> decimals() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(24);
    Arbitrary<String> exponent =
        Arbitraries.oneOf(
            Arbitraries.just(""), Arbitraries.integers().between(-60, 60).map(e -> "e" + e));
    return Combinators.combine(
            Arbitraries.of("", "-", "+"), digits, Arbitraries.of("", "."), digits, exponent)
        .as((sign, whole, point, fraction, e) -> sign + whole + point + fraction + e);
  }

  private static void assertSame(float actual, float expected, String text) {
    assertThat(Float.floatToIntBits(actual)).as(text).isEqualTo(Float.floatToIntBits(expected));
  }

  private static float scan(String text) throws RowFault {
    NumberScanner scanner = new NumberScanner();
    byte[] bytes = ("##" + text + " ##").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    scanner.reset(bytes, 2, bytes.length - 3);
    return scanner.value("value");
  }
}
