package org.sluice.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a {@code .npy} file (version 1 to 3) says of its values.
 *
 * @param descr type and byte order as NumPy writes them, such as {@code <f4}
 * @param fortranOrder whether the first index moves fastest
 * @param shape sizes of the dimensions; none for a single value
 * @param start byte at which the values begin
 * @param text the header as it stands in the file
 */
public record NpyHeader(String descr, boolean fortranOrder, long[] shape, long start, String text) {
  /** Bytes that {@link #length} needs. */
  public static final int PRELUDE = 12;

  private static final int LONGEST = 1 << 24;
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']{1,16})'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile(
          "'shape'\\s*:\\s*\\(\\s*((?:\\d{1,18}\\s*,\\s*){0,31}(?:\\d{1,18})?)\\s*,?\\s*\\)");

  /**
   * Bytes from the beginning of the file to its values.
   *
   * @param prelude at least the first {@link #PRELUDE} bytes of the file
   * @throws IllegalArgumentException if they are not those of a npy file
   */
  public static int length(byte[] prelude) {
    if (prelude.length < PRELUDE) {
      throw new IllegalArgumentException(
          "must have at least " + PRELUDE + " bytes: " + prelude.length);
    }
    if (!Arrays.equals(prelude, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IllegalArgumentException("must begin with the bytes of the npy format");
    }
    long length = (prelude[8] & 0xffL) | (prelude[9] & 0xffL) << 8;
    boolean wide = prelude[6] >= 2;
    if (wide) {
      length |= (prelude[10] & 0xffL) << 16 | (prelude[11] & 0xffL) << 24;
    }
    if (length > LONGEST) {
      throw new IllegalArgumentException("header must end within the file: " + length + " bytes");
    }
    return (wide ? 12 : 10) + (int) length;
  }

  /**
   * Reads a header.
   *
   * @param head the {@link #length} first bytes of the file, or more
   * @throws IllegalArgumentException if the header is cut off or a field is missing
   */
  public static NpyHeader parse(byte[] head) {
    int length = length(head);
    int from = head[6] >= 2 ? 12 : 10;
    if (head.length < length) {
      throw new IllegalArgumentException(
          "header must end within the file: " + (length - from) + " bytes");
    }
    String text = new String(head, from, length - from, StandardCharsets.UTF_8).strip();
    String order = find(ORDER, text, "fortran_order must be True or False: ");
    String sizes = find(SHAPE, text, "shape must be sizes in brackets: ");
    return new NpyHeader(
        find(DESCR, text, "descr must name one type: "),
        order.equals("True"),
        Arrays.stream(sizes.split(","))
            .map(String::strip)
            .filter(size -> !size.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray(),
        length,
        text);
  }

  private static String find(Pattern pattern, String text, String rule) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IllegalArgumentException(rule + Shown.of(text));
    }
    return matcher.group(1);
  }
}
