package org.sluice.data;

import java.nio.charset.StandardCharsets;

/** Reads numbers from a line of bytes without making strings. Used by one thread. */
final class NumberScanner {
  /** Powers of ten that a double holds exactly. */
  private static final double[] TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private static final long EXACT_MANTISSA = 1L << 53;

  /** Digits after which the mantissa could overflow a long. */
  private static final int FAST_DIGITS = 18;

  private byte[] bytes;
  private int end;

  /** The next byte to read. */
  int at;

  void reset(byte[] line, int from, int to) {
    bytes = line;
    at = from;
    end = to;
  }

  boolean atEnd() {
    return at >= end;
  }

  /** The next byte, or -1 at the end. */
  int peek() {
    return at < end ? bytes[at] : -1;
  }

  void skipSpace() {
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t')) {
      at++;
    }
  }

  /**
   * A whole number in {@code [0, bound)}.
   *
   * @param what name of the number in messages
   * @param bound above 0
   * @param boundOf where the bound comes from, such as "(header)"
   */
  int id(String what, int bound, String boundOf) throws RowFault {
    byte[] line = bytes;
    int from = at;
    int i = from;
    long value = 0;
    while (i < end) {
      int digit = line[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
      if (value > Integer.MAX_VALUE) {
        value = Integer.MAX_VALUE; // stays out of every bound, whatever digits follow
      }
      i++;
    }
    if (i == from || (i < end && !endsId(line[i]))) {
      throw notAnId(what, from);
    }
    if (value >= bound) {
      throw new RowFault(from, what + " must be below " + bound + boundOf + ": " + token(from));
    }
    at = i;
    return (int) value;
  }

  private static boolean endsId(byte b) {
    return b == ':' || b == ',' || b == ' ' || b == '\t';
  }

  private RowFault notAnId(String what, int from) {
    String rule = " must be a whole number: ";
    if (from + 1 < end && bytes[from] == '-' && bytes[from + 1] >= '0' && bytes[from + 1] <= '9') {
      rule = " must not be negative: ";
    }
    return new RowFault(from, what + rule + token(from));
  }

  /** A finite float, equal to {@link Float#parseFloat} of the same characters. */
  float value(String what) throws RowFault {
    byte[] line = bytes;
    int from = at;
    int i = from;
    boolean negative = false;
    if (i < end && (line[i] == '-' || line[i] == '+')) {
      negative = line[i] == '-';
      i++;
    }
    long mantissa = 0;
    int digitsFrom = i;
    int scale = 0;
    while (i < end && line[i] >= '0' && line[i] <= '9') {
      mantissa = mantissa * 10 + (line[i++] - '0');
    }
    int digits = i - digitsFrom;
    if (i < end && line[i] == '.') {
      int fractionFrom = ++i;
      while (i < end && line[i] >= '0' && line[i] <= '9') {
        mantissa = mantissa * 10 + (line[i++] - '0');
      }
      scale = i - fractionFrom;
      digits += scale;
    }
    boolean exponent = digits > 0 && i < end && (line[i] == 'e' || line[i] == 'E');
    if (exponent) {
      i++;
      if (i < end && (line[i] == '-' || line[i] == '+')) {
        i++;
      }
      int exponentFrom = i;
      while (i < end && line[i] >= '0' && line[i] <= '9') {
        i++;
      }
      if (i == exponentFrom) {
        throw notAValue(what, from);
      }
    }
    if (digits == 0 || (i < end && line[i] != ' ' && line[i] != '\t')) {
      throw notAValue(what, from);
    }
    at = i;
    if (!exponent && digits <= FAST_DIGITS && mantissa <= EXACT_MANTISSA) {
      // Both operands are exact, so the quotient is the double nearest to the true value. Rounding
      // it once more to float is safe unless it lies half way between two floats.
      double value = mantissa / TEN[scale];
      if ((Double.doubleToRawLongBits(value) & 0x1fff_ffffL) != 0x1000_0000L) {
        return (float) (negative ? -value : value);
      }
    }
    float value = Float.parseFloat(new String(line, from, i - from, StandardCharsets.ISO_8859_1));
    if (Float.isInfinite(value)) {
      at = from;
      throw new RowFault(from, what + " is beyond the range of float: " + token(from));
    }
    return value;
  }

  private RowFault notAValue(String what, int from) {
    String token = token(from);
    String bare = token.startsWith("-") || token.startsWith("+") ? token.substring(1) : token;
    boolean known =
        bare.equalsIgnoreCase("nan") || bare.toLowerCase(java.util.Locale.ROOT).startsWith("inf");
    return new RowFault(from, what + (known ? " must be finite: " : " must be a number: ") + token);
  }

  /** The characters from a place to the next separator, for messages. */
  String token(int from) {
    int to = from;
    while (to < end && !endsId(bytes[to])) {
      to++;
    }
    return Shown.of(bytes, from, to);
  }
}
