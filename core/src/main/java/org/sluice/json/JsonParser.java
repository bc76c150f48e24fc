package org.sluice.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Recursive descent over one text. Used once, by one thread. */
final class JsonParser {
  private final String text;
  private int at;
  private int depth;

  JsonParser(String text) {
    this.text = text;
  }

  Object parse() {
    Object value = value();
    skipSpace();
    if (at < text.length()) {
      throw fault("nothing may follow the value, but there is " + shown());
    }
    return value;
  }

  private Object value() {
    skipSpace();
    if (at == text.length()) {
      throw fault("a value is missing at the end of the text");
    }
    return switch (text.charAt(at)) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> literal("true", Boolean.TRUE);
      case 'f' -> literal("false", Boolean.FALSE);
      case 'n' -> literal("null", null);
      case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
      default -> throw fault("a value cannot start with " + shown());
    };
  }

  private Map<String, Object> object() {
    enter();
    Map<String, Object> map = new LinkedHashMap<>();
    skipSpace();
    if (!accept('}')) {
      do {
        skipSpace();
        if (at == text.length() || text.charAt(at) != '"') {
          throw fault("a key in quotes is missing, there is " + shown());
        }
        int keyAt = at;
        String key = string();
        if (map.containsKey(key)) {
          at = keyAt;
          throw fault("key \"" + key + "\" appears twice in an object");
        }
        skipSpace();
        expect(':');
        map.put(key, value());
        skipSpace();
      } while (accept(','));
      expect('}');
    }
    depth--;
    return Collections.unmodifiableMap(map);
  }

  private List<Object> array() {
    enter();
    List<Object> list = new ArrayList<>();
    skipSpace();
    if (!accept(']')) {
      do {
        list.add(value());
        skipSpace();
      } while (accept(','));
      expect(']');
    }
    depth--;
    return Collections.unmodifiableList(list);
  }

  private void enter() {
    if (++depth > Json.MAX_DEPTH) {
      throw fault("nesting must not be deeper than " + Json.MAX_DEPTH);
    }
    at++;
  }

  private String string() {
    int start = ++at;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        return text.substring(start, at++);
      }
      if (c == '\\' || c < ' ' || Character.isSurrogate(c)) {
        return carefulString(start);
      }
      at++;
    }
    throw fault("a string is not closed");
  }

  /** The rest of a string from its first escape, surrogate or control character on. */
  private String carefulString(int start) {
    StringBuilder out = new StringBuilder().append(text, start, at);
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return out.toString();
      }
      if (c < ' ') {
        throw fault("a control character in a string must be escaped: " + shown());
      }
      int unitAt = at;
      char unit = unit();
      if (Character.isLowSurrogate(unit)) {
        at = unitAt;
        throw fault("half a surrogate pair in a string");
      }
      out.append(unit);
      if (Character.isHighSurrogate(unit)) {
        char second = at < text.length() && text.charAt(at) != '"' ? unit() : ' ';
        if (!Character.isLowSurrogate(second)) {
          at = unitAt;
          throw fault("half a surrogate pair in a string");
        }
        out.append(second);
      }
    }
    throw fault("a string is not closed");
  }

  /** One UTF-16 unit, plain or escaped. */
  private char unit() {
    char c = text.charAt(at++);
    if (c != '\\') {
      return c;
    }
    if (at == text.length()) {
      throw fault("a string is not closed");
    }
    char kind = text.charAt(at++);
    return switch (kind) {
      case '"', '\\', '/' -> kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hex();
      default -> {
        at--;
        throw fault("unknown escape \\" + shown());
      }
    };
  }

  private char hex() {
    int code = 0;
    for (int i = 0; i < 4; i++, at++) {
      int digit = at < text.length() ? hexDigit(text.charAt(at)) : -1;
      if (digit < 0) {
        throw fault("\\u needs four hexadecimal digits");
      }
      code = code << 4 | digit;
    }
    return (char) code;
  }

  /** Only ASCII digits count, unlike in {@link Character#digit}. */
  private static int hexDigit(char c) {
    return c < 128 ? Character.digit(c, 16) : -1;
  }

  private Object literal(String word, Object value) {
    if (!text.startsWith(word, at)) {
      throw fault("unknown word, expected " + word);
    }
    at += word.length();
    return value;
  }

  private Object number() {
    int start = at;
    boolean whole = true;
    accept('-');
    if (!accept('0')) {
      digits();
    } else if (at < text.length() && isDigit(text.charAt(at))) {
      throw fault("a number must not start with 0");
    }
    if (accept('.')) {
      whole = false;
      digits();
    }
    if (accept('e') || accept('E')) {
      whole = false;
      if (!accept('+')) {
        accept('-');
      }
      digits();
    }
    String number = text.substring(start, at);
    if (whole) {
      try {
        return Long.valueOf(number);
      } catch (NumberFormatException beyondLong) {
        // falls through: a double keeps its size if not all of its digits
      }
    }
    double value = Double.parseDouble(number);
    if (Double.isInfinite(value)) {
      at = start;
      throw fault("number beyond the range of double");
    }
    return value;
  }

  private void digits() {
    int start = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    if (at == start) {
      throw fault("a digit is missing, there is " + shown());
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void skipSpace() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
        return;
      }
      at++;
    }
  }

  private boolean accept(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw fault("'" + c + "' is missing, there is " + shown());
    }
  }

  private String shown() {
    if (at >= text.length()) {
      return "the end of the text";
    }
    char c = text.charAt(at);
    return c > ' ' && c < 127 ? "'" + c + "'" : String.format("U+%04X", text.codePointAt(at));
  }

  private JsonException fault(String problem) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < at; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new JsonException(line, at - lineStart + 1, problem);
  }
}
