package org.sluice.dense;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.sluice.data.BadDataException;
import org.sluice.data.Inputs;
import org.sluice.data.NpyHeader;

/**
 * Rows and labels in NumPy's {@code .npy} format, in C order. Rows may be of the types {@code u1}
 * (grey values 0 to 255, which become numbers from 0 to 1), {@code b1}, {@code f4} or {@code f8};
 * dimensions after the first are joined. Labels are whole numbers of any of these types or of
 * {@code i1, i2, i4, i8, u2, u4}, one for each row.
 */
public final class NpyReader {
  /** Classes that are believed to be classes. */
  static final int MOST_CLASSES = 1 << 24;

  private NpyReader() {}

  /** Values of a file: bytes where they are bytes, and how to read them. */
  private record Array(Path file, NpyHeader header, byte[] bytes) {
    private char kind() {
      return header.descr().charAt(1);
    }

    private int bytesEach() {
      return Character.digit(header.descr().charAt(2), 10);
    }

    private int count() {
      return bytes.length / bytesEach();
    }

    private double value(ByteBuffer buffer, int i) {
      return switch (header.descr().substring(1)) {
        case "b1", "u1" -> bytes[i] & 0xff;
        case "i1" -> bytes[i];
        case "i2" -> buffer.getShort(2 * i);
        case "u2" -> buffer.getChar(2 * i);
        case "i4" -> buffer.getInt(4 * i);
        case "u4" -> Integer.toUnsignedLong(buffer.getInt(4 * i));
        case "i8" -> buffer.getLong(8 * i);
        case "f4" -> buffer.getFloat(4 * i);
        case "f8" -> buffer.getDouble(8 * i);
        default -> throw new AssertionError(header.descr());
      };
    }

    private ByteBuffer buffer() {
      boolean big = header.descr().charAt(0) == '>';
      return ByteBuffer.wrap(bytes).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }
  }

  /**
   * Reads a set.
   *
   * @param values file of two or more dimensions: rows, then what makes up a row
   * @param labels file of as many values as there are rows
   * @throws BadDataException if a file breaks a rule of its format or they do not fit each other
   */
  public static DenseExamples read(Path values, Path labels) throws IOException {
    Array rows = read(values, "[|<=>](?:u1|b1|f4|f8)", "u1, b1, f4 or f8");
    if (rows.header().shape().length < 2) {
      throw Faults.of(
          values, "shape must have two or more dimensions: " + rows.header().shape().length);
    }
    int[] classes =
        labels(read(labels, "[|<=>](?:[uib]1|[ui]2|[uif]4|[if]8)", "a type of whole numbers"));
    int count = (int) rows.header().shape()[0];
    Faults.sameRows(values, count, labels, classes.length);
    int width = rows.count() / count;
    if (rows.bytesEach() == 1) {
      float unit = rows.kind() == 'b' ? 1 : 1f / 255;
      return new ByteExamples(rows.bytes(), classes, width, Faults.classes(classes), unit);
    }
    ByteBuffer buffer = rows.buffer();
    float[] numbers = new float[rows.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) rows.value(buffer, i);
      if (!Float.isFinite(numbers[i])) {
        throw Faults.of(
            values,
            "row %d, column %d must be a finite number: %s"
                .formatted(i / width, i % width, rows.value(buffer, i)));
      }
    }
    return new ArrayExamples(numbers, classes, width, Faults.classes(classes));
  }

  private static int[] labels(Array array) throws BadDataException {
    long rows = array.header().shape().length == 0 ? 0 : array.header().shape()[0];
    if (rows != array.count()) {
      throw Faults.of(
          array.file(),
          "shape must be one label a row: " + Arrays.toString(array.header().shape()));
    }
    int[] labels = new int[array.count()];
    ByteBuffer buffer = array.buffer();
    for (int i = 0; i < labels.length; i++) {
      double value = array.value(buffer, i);
      if (!(value >= 0 && value < MOST_CLASSES) || value != Math.rint(value)) {
        throw Faults.of(
            array.file(),
            "label of row %d must be a whole number from 0 to %d: %s"
                .formatted(i, MOST_CLASSES - 1, value));
      }
      labels[i] = (int) value;
    }
    return labels;
  }

  private static Array read(Path file, String types, String rule) throws IOException {
    try (InputStream in = Inputs.open(file)) {
      byte[] head = in.readNBytes(NpyHeader.PRELUDE);
      NpyHeader header;
      try {
        int length = NpyHeader.length(head);
        int known = head.length;
        byte[] more = in.readNBytes(Math.max(0, length - known));
        head = Arrays.copyOf(head, known + more.length);
        System.arraycopy(more, 0, head, known, more.length);
        header = NpyHeader.parse(head);
        if (header.start() < known) {
          throw new IllegalArgumentException("header must not be empty: " + header.start());
        }
      } catch (IllegalArgumentException e) {
        throw Faults.of(file, e.getMessage());
      }
      if (!header.descr().matches(types)) {
        throw Faults.of(file, "descr must name " + rule + ": " + header.descr());
      }
      if (header.fortranOrder()) {
        throw Faults.of(file, "fortran_order must be False: True");
      }
      long count = Character.digit(header.descr().charAt(2), 10);
      for (long size : header.shape()) {
        if (size < 1 || size > Faults.LONGEST || count * size > Faults.LONGEST) {
          throw Faults.of(
              file,
              "sizes of shape must be at least 1 and give at most "
                  + Faults.LONGEST
                  + " bytes: "
                  + Arrays.toString(header.shape()));
        }
        count *= size;
      }
      return new Array(file, header, Faults.rest(in, file, count));
    }
  }
}
