package org.sluice.model;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.json.Json;
import org.sluice.memory.FloatRows;
import org.sluice.memory.Int8Rows;

/**
 * Writes tensors to a file of the safetensors format: the length of the header as a little-endian
 * 64-bit number, the header in JSON, the values of one tensor after the other, little-endian,
 * dense. Sizes beyond 2 GiB are fine. As the format has no padding, tensors of wider values must be
 * added before those of narrower ones; then all are aligned.
 */
final class SafetensorsWriter {
  /** Where values begin: a multiple of this many bytes, so that a mapped file has aligned rows. */
  private static final int ALIGNMENT = 64;

  private interface Body {
    void write(CheckedOutput out) throws IOException;
  }

  private final Map<String, Object> header = new LinkedHashMap<>();
  private final Map<String, Body> bodies = new LinkedHashMap<>();
  private final int[] block = new int[1 << 15];
  private long end;

  SafetensorsWriter metadata(Map<String, String> metadata) {
    header.put(Safetensors.METADATA, metadata);
    return this;
  }

  /** Adds a matrix; padding between its rows is left out. */
  SafetensorsWriter add(String name, FloatRows matrix) {
    return add(
        name,
        Dtype.F32,
        List.of(matrix.rows(), (long) matrix.columns()),
        matrix.rows() * matrix.columns(),
        out -> {
          if (matrix.stride() == matrix.columns()) {
            write(out, name, matrix.segment(), 0, matrix.rows() * matrix.columns(), 0);
            return;
          }
          for (long row = 0; row < matrix.rows(); row++) {
            write(
                out,
                name,
                matrix.segment(),
                matrix.offset(row),
                matrix.columns(),
                row * matrix.columns());
          }
        });
  }

  /**
   * Adds a matrix as 8-bit numbers.
   *
   * @param scales of its rows, each from {@link Int8Rows#scale}
   */
  SafetensorsWriter add(String name, FloatRows matrix, float[] scales) {
    int columns = matrix.columns();
    return add(
        name,
        Dtype.I8,
        List.of(matrix.rows(), (long) columns),
        matrix.rows() * columns,
        out -> {
          float[] row = new float[columns];
          byte[] numbers = new byte[columns];
          for (int i = 0; i < scales.length; i++) {
            matrix.get(i, row, 0);
            Int8Rows.encode(row, 0, columns, scales[i], numbers, 0);
            out.write(numbers, 0, columns);
          }
        });
  }

  /** Adds floats, a vector where no shape is given. */
  SafetensorsWriter add(String name, float[] values, long... shape) {
    MemorySegment source = MemorySegment.ofArray(values);
    return add(
        name,
        Dtype.F32,
        shape(values.length, shape),
        values.length,
        out -> write(out, name, source, 0, values.length, 0));
  }

  /** Adds signed numbers of 32 bits, a vector where no shape is given. */
  SafetensorsWriter add(String name, int[] values, long... shape) {
    return add(name, Dtype.I32, MemorySegment.ofArray(values), shape(values.length, shape));
  }

  /** Adds a vector of numbers from 0 to 65,535. */
  SafetensorsWriter add(String name, char[] vector) {
    return add(name, Dtype.U16, MemorySegment.ofArray(vector), shape(vector.length));
  }

  /** Adds a vector of numbers from 0 to 255. */
  SafetensorsWriter add(String name, byte[] vector) {
    return add(name, Dtype.U8, MemorySegment.ofArray(vector), shape(vector.length));
  }

  private static List<Long> shape(long count, long... shape) {
    if (shape.length == 0) {
      return List.of(count);
    }
    long values = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (values != count) {
      throw new IllegalArgumentException(
          "shape must have " + count + " values: " + Arrays.toString(shape));
    }
    return Arrays.stream(shape).boxed().toList();
  }

  private SafetensorsWriter add(String name, Dtype dtype, MemorySegment source, List<Long> shape) {
    long count = source.byteSize() / dtype.bytes();
    return add(name, dtype, shape, count, out -> out.writeValues(dtype, source, 0, count));
  }

  private SafetensorsWriter add(String name, Dtype dtype, List<Long> shape, long count, Body body) {
    long from = end;
    if (from % dtype.bytes() != 0) {
      throw new IllegalArgumentException(
          "tensors of wider values must come first: " + name + " would begin at byte " + from);
    }
    end = Math.addExact(from, Math.multiplyExact(count, dtype.bytes()));
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("dtype", dtype.name());
    entry.put("shape", shape);
    entry.put("data_offsets", List.of(from, end));
    if (header.put(name, entry) != null) {
      throw new IllegalArgumentException("tensor names must differ: " + name);
    }
    bodies.put(name, body);
    return this;
  }

  /** Refuses what a reader would refuse: weights of a training run that diverged. */
  private void write(
      CheckedOutput out, String name, MemorySegment source, long at, long count, long first)
      throws IOException {
    for (long done = 0; done < count; done += block.length) {
      int part = (int) Math.min(block.length, count - done);
      long from = at + done * Float.BYTES;
      MemorySegment.copy(source, ValueLayout.JAVA_INT, from, block, 0, part);
      int other = FiniteValues.firstOther(block, part);
      if (other >= 0) {
        throw new IOException(FiniteValues.fault(name, first + done + other, block[other]));
      }
      out.writeValues(Dtype.F32, source, from, part);
    }
  }

  /** Writes what was added to a new file and forces it to the disk. */
  FileRecord write(Path file) throws IOException {
    byte[] json = Json.write(header).getBytes(StandardCharsets.UTF_8);
    int padding = Math.floorMod(-(Long.BYTES + json.length), ALIGNMENT);
    try (CheckedOutput out = new CheckedOutput(file)) {
      out.writeLong(json.length + padding);
      out.write(json);
      out.write(" ".repeat(padding).getBytes(StandardCharsets.US_ASCII));
      for (Body body : bodies.values()) {
        body.write(out);
      }
      return out.finish();
    }
  }
}
