package org.sluice.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTest {
  @Test
  void readsEveryKindOfValue() {
    Map<String, Object> object =
        Json.parseObject(
            " {\"a\": [1, -2.5, 1e3, true, false, null],\r\n \"b\\n\\u00e9\\ud83d\\ude00\": {}} ");
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("a", java.util.Arrays.asList(1L, -2.5, 1000.0, true, false, null));
    expected.put("b\né😀", Map.of());
    assertThat(object).isEqualTo(expected);
  }

  @Test
  void numbersKeepTheirKind() {
    assertThat(Json.parse("9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    assertThat(Json.parse("9223372036854775808")).isEqualTo(9.223372036854775807e18);
    assertThat(Json.parse("-0")).isEqualTo(0L);
    assertThat(Json.parse("0.0")).isEqualTo(0.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "``~1:1: a value is missing at the end of the text",
        "{\"a\":1,\"a\":2}~1:8: key \"a\" appears twice in an object",
        "[1,]~1:4: a value cannot start with ']'",
        "[1 2]~1:4: ']' is missing, there is '2'",
        "{\"a\" 1}~1:6: ':' is missing, there is '1'",
        "{a:1}~1:2: a key in quotes is missing, there is 'a'",
        "{\"a\":1~1:7: '}' is missing, there is the end of the text",
        "1 1~1:3: nothing may follow the value, but there is '1'",
        "01~1:2: a number must not start with 0",
        "1.~1:3: a digit is missing, there is the end of the text",
        "-~1:2: a digit is missing, there is the end of the text",
        "+1~1:1: a value cannot start with '+'",
        "NaN~1:1: a value cannot start with 'N'",
        "1e999~1:1: number beyond the range of double",
        "tru~1:1: unknown word, expected true",
        "\"a~1:3: a string is not closed",
        "\"a\\~1:4: a string is not closed",
        "\"a\\x\"~1:4: unknown escape \\'x'",
        "\"\\u12g4\"~1:6: \\u needs four hexadecimal digits",
        "\"\\ud800\"~1:2: half a surrogate pair in a string",
        "\"\\ud800x\"~1:2: half a surrogate pair in a string",
        "\"\\udc00\"~1:2: half a surrogate pair in a string",
        "'a'~1:1: a value cannot start with '''",
      })
  void saysWhereAndWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> Json.parse(text))
        .isInstanceOf(JsonException.class)
        .hasMessage(message);
  }

  @Test
  void countsLines() {
    assertThatThrownBy(() -> Json.parse("{\n \"a\": 1,\n  x}"))
        .hasMessage("3:3: a key in quotes is missing, there is 'x'");
    assertThatThrownBy(() -> Json.parse("\"a\tb\""))
        .hasMessage("1:3: a control character in a string must be escaped: U+0009");
  }

  @Test
  void depthIsLimited() {
    assertThat(Json.parse("[".repeat(200) + "]".repeat(200))).isInstanceOf(List.class);
    assertThatThrownBy(() -> Json.parse("[".repeat(100_000)))
        .hasMessage("1:201: nesting must not be deeper than 200");
  }

  @Test
  void writesWithAndWithoutIndentation() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("a", List.of(1, 2.5f));
    value.put("b", new int[0]);
    value.put("c\"\\\u0001\u2028", null);
    assertThat(Json.write(value))
        .isEqualTo("{\"a\":[1,2.5],\"b\":[],\"c\\\"\\\\\\u0001\\u2028\":null}");
    assertThat(Json.write(Map.of("a", List.of(1)), 2)).isEqualTo("{\n  \"a\": [\n    1\n  ]\n}");
  }

  @Test
  void refusesWhatJsonCannotSay() {
    assertThatThrownBy(() -> Json.write(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Json.write("\ud800"))
        .hasMessage("half a surrogate pair at position 0");
    assertThatThrownBy(() -> Json.write(Map.of(1, 2))).hasMessage("a key must be a string: 1");
    assertThatThrownBy(() -> Json.write(new Object())).hasMessageContaining("java.lang.Object");
  }

  @Property
  void readsBackWhatItWrites(@ForAll("values") Object value, @ForAll boolean indented) {
    assertThat(Json.parse(Json.write(value, indented ? 3 : 0))).isEqualTo(value);
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<String> strings =
        Arbitraries.strings().ofMaxLength(8).filter(s -> s.codePoints().noneMatch(JsonTest::half));
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            Arbitraries.longs().map(x -> (Object) x),
            Arbitraries.doubles().map(x -> (Object) x),
            strings.map(x -> (Object) x),
            Arbitraries.of(Boolean.TRUE, Boolean.FALSE));
    return Arbitraries.recursive(
        () -> leaves,
        inner ->
            Arbitraries.oneOf(
                inner.list().ofMaxSize(3).map(x -> (Object) x),
                Arbitraries.maps(strings, inner).ofMaxSize(3).map(x -> (Object) x)),
        0,
        3);
  }

  private static boolean half(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }
}
