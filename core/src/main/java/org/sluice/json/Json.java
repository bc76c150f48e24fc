package org.sluice.json;

import java.util.Map;

/**
 * JSON texts to plain Java values and back.
 *
 * <table>
 *   <caption>Types</caption>
 *   <tr><td>object</td><td>{@code Map<String, Object>}, in the order of the text</td></tr>
 *   <tr><td>array</td><td>{@code List<Object>}</td></tr>
 *   <tr><td>string</td><td>{@code String}</td></tr>
 *   <tr><td>number without fraction and exponent that fits</td><td>{@code Long}</td></tr>
 *   <tr><td>other number</td><td>{@code Double}, always finite</td></tr>
 *   <tr><td>true, false</td><td>{@code Boolean}</td></tr>
 *   <tr><td>null</td><td>{@code null}</td></tr>
 * </table>
 *
 * Stateless, safe for many threads.
 */
public final class Json {
  /** Objects and arrays may be nested this deep, so that a hostile text cannot end the stack. */
  public static final int MAX_DEPTH = 200;

  private Json() {}

  /**
   * Reads one JSON text.
   *
   * @return a value of the types above; maps and lists are unmodifiable
   * @throws JsonException where the text breaks the grammar, repeats a key of an object, nests
   *     deeper than {@link #MAX_DEPTH}, holds half a surrogate pair or a number beyond double
   */
  public static Object parse(String text) {
    return new JsonParser(text).parse();
  }

  /**
   * Reads one JSON text that must be an object.
   *
   * @throws JsonException as {@link #parse}, and where the text is not an object
   */
  @SuppressWarnings("unchecked") // the parser makes no other maps
  public static Map<String, Object> parseObject(String text) {
    if (parse(text) instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw new JsonException(1, 1, "the text must be a JSON object");
  }

  /** {@link #write(Object, int)} on a single line. */
  public static String write(Object value) {
    return write(value, 0);
  }

  /**
   * Writes a value as JSON. Besides the types above it takes any {@code Number}, {@code Map<String,
   * ?>}, {@code Iterable} and the arrays {@code Object[]}, {@code int[]}, {@code long[]}, {@code
   * float[]} and {@code double[]}.
   *
   * @param indent spaces per level, 0 for one line without any white space
   * @throws IllegalArgumentException for NaN, infinities, halves of surrogate pairs, keys that are
   *     not strings, other types and nesting deeper than {@link #MAX_DEPTH}
   */
  public static String write(Object value, int indent) {
    if (indent < 0) {
      throw new IllegalArgumentException("indent must not be negative: " + indent);
    }
    return new JsonWriter(indent).write(value);
  }
}
