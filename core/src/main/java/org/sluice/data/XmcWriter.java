package org.sluice.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes rows in the extreme classification format. Floats are written in the shortest form that
 * reads back to the same float. For one thread.
 */
public final class XmcWriter implements Closeable {
  private static final int LONGEST_TOKEN = 32;

  private final OutputStream out;
  private final int rows;
  private final int features;
  private final int labels;
  private final byte[] buffer = new byte[1 << 16];
  private int used;
  private int written;

  /**
   * Writes the header.
   *
   * @param out closed by {@link #close}
   * @param rows number of rows that will follow, at least 0
   * @param features number of features, at least 0
   * @param labels number of labels, at least 0
   */
  public XmcWriter(OutputStream out, int rows, int features, int labels) throws IOException {
    if (rows < 0 || features < 0 || labels < 0) {
      throw new IllegalArgumentException(
          "rows, features and labels must not be negative: "
              + rows
              + ", "
              + features
              + ", "
              + labels);
    }
    this.out = out;
    this.rows = rows;
    this.features = features;
    this.labels = labels;
    text(rows + " " + features + " " + labels + "\n");
  }

  /** Writes a whole dataset and closes the stream. Names of labels are not part of the format. */
  public static void write(SparseDataset dataset, OutputStream out) throws IOException {
    SparseRows x = dataset.features();
    LabelRows y = dataset.labels();
    try (XmcWriter writer = new XmcWriter(out, dataset.rows(), x.columns(), y.labels())) {
      for (int row = 0; row < dataset.rows(); row++) {
        writer.row(
            y.ids(),
            y.offsets()[row],
            y.offsets()[row + 1],
            x.indices(),
            x.values(),
            x.offsets()[row],
            x.offsets()[row + 1]);
      }
    }
  }

  /**
   * Writes one row: the labels {@code ids[idsFrom .. idsTo)} and the features {@code indices[from
   * .. to)} with their values.
   *
   * @throws IllegalArgumentException if an id or an index is beyond the header, a value is not
   *     finite or the header's number of rows has been written
   */
  public void row(
      int[] ids, int idsFrom, int idsTo, int[] indices, float[] values, int from, int to)
      throws IOException {
    if (written == rows) {
      throw new IllegalArgumentException("rows must not be more than the header says: " + rows);
    }
    for (int k = idsFrom; k < idsTo; k++) {
      number(ids[k], labels, "label");
      single(k + 1 < idsTo ? ',' : ' ');
    }
    if (idsFrom == idsTo) {
      single(' ');
    }
    for (int k = from; k < to; k++) {
      number(indices[k], features, "feature index");
      single(':');
      value(values[k]);
      if (k + 1 < to) {
        single(' ');
      }
    }
    single('\n');
    written++;
  }

  private void number(int number, int bound, String what) throws IOException {
    if (number < 0 || number >= bound) {
      throw new IllegalArgumentException(
          what + " must be from 0 to " + (bound - 1) + ": " + number);
    }
    reserve();
    decimal(number);
  }

  private void decimal(int number) {
    int digits = 1;
    for (long power = 10; power <= number; power *= 10) {
      digits++;
    }
    int rest = number;
    for (int i = used + digits - 1; i >= used; i--) {
      buffer[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    used += digits;
  }

  private void value(float value) throws IOException {
    if (!Float.isFinite(value)) {
      throw new IllegalArgumentException("feature value must be finite: " + value);
    }
    reserve();
    int whole = (int) value;
    if (whole == value && whole >= 0) {
      decimal(whole);
    } else {
      text(Float.toString(value));
    }
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    reserve();
    if (bytes.length > LONGEST_TOKEN) {
      flush();
      out.write(bytes);
      return;
    }
    System.arraycopy(bytes, 0, buffer, used, bytes.length);
    used += bytes.length;
  }

  private void single(char c) throws IOException {
    reserve();
    buffer[used++] = (byte) c;
  }

  private void reserve() throws IOException {
    if (buffer.length - used < LONGEST_TOKEN) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }

  /**
   * Ends the file.
   *
   * @throws IOException if writing fails or rows are missing
   */
  @Override
  public void close() throws IOException {
    try (out) {
      flush();
      if (written < rows) {
        throw new IOException("rows must be as many as the header says (" + rows + "): " + written);
      }
    }
  }
}
