package org.sluice.model;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.json.Json;
import org.sluice.memory.FloatRows;

/**
 * Writes tensors of 32-bit floats to a file of the safetensors format: the length of the header as
 * a little-endian 64-bit number, the header in JSON, the values of one tensor after the other,
 * little-endian, dense. Sizes beyond 2 GiB are fine.
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

  /** Adds a vector. */
  SafetensorsWriter add(String name, float[] vector) {
    return add(
        name,
        List.of((long) vector.length),
        vector.length,
        out -> write(out, name, MemorySegment.ofArray(vector), 0, vector.length, 0));
  }

  private SafetensorsWriter add(String name, List<Long> shape, long count, Body body) {
    long from = end;
    end = Math.addExact(from, Math.multiplyExact(count, Float.BYTES));
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("dtype", Safetensors.FLOAT32);
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
      out.writeFloats(source, from, part);
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
