package org.sluice.model;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.memory.FloatRows;
import org.sluice.memory.Int8Rows;

/**
 * A safetensors file, mapped into memory. Opening checks the whole header; reading a tensor checks
 * its type and shape against what is asked for, before memory is taken, and that floats are finite.
 * Not safe for several threads.
 */
final class Safetensors implements AutoCloseable {
  static final String METADATA = "__metadata__";

  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Values moved at a time: few enough to stay in the cache between check and copy. */
  private static final int BLOCK = 1 << 15;

  /** What every JVM lets an array have. */
  private static final int LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  private final Path file;
  private final Arena arena;
  private final MemorySegment data;
  private final Map<String, TensorEntry> tensors;

  private Safetensors(
      Path file, Arena arena, MemorySegment data, Map<String, TensorEntry> tensors) {
    this.file = file;
    this.arena = arena;
    this.data = data;
    this.tensors = tensors;
  }

  /**
   * @throws ModelFormatException if the file cannot be read or its header breaks a rule
   */
  static Safetensors open(Path file) throws ModelFormatException {
    Arena arena = Arena.ofConfined();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < Long.BYTES) {
        throw new ModelFormatException(file, "must have at least 8 bytes: " + size);
      }
      MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, size, arena);
      long length = all.get(LONG, 0);
      long most = Math.min(TensorHeader.MAX_BYTES, size - Long.BYTES);
      if (Long.compareUnsigned(length, most) > 0) {
        throw new ModelFormatException(
            file,
            "header length must be at most "
                + most
                + " in a file of "
                + size
                + " bytes: "
                + Long.toUnsignedString(length));
      }
      MemorySegment data = all.asSlice(Long.BYTES + length);
      byte[] header = all.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
      return new Safetensors(file, arena, data, TensorHeader.parse(file, header, data.byteSize()));
    } catch (ModelFormatException | RuntimeException e) {
      arena.close();
      throw e;
    } catch (IOException e) {
      arena.close();
      throw ModelFormatException.unreadable(file, e);
    }
  }

  /** Names of the tensors, in the order of their values. */
  Set<String> names() {
    return tensors.keySet();
  }

  /** Shape of a tensor. */
  long[] shape(String name) throws ModelFormatException {
    return entry(name).shape();
  }

  private TensorEntry entry(String name) throws ModelFormatException {
    TensorEntry entry = tensors.get(name);
    if (entry == null) {
      throw new ModelFormatException(
          file, "tensor " + name + " is missing; there are " + String.join(", ", tensors.keySet()));
    }
    return entry;
  }

  private TensorEntry entry(Dtype dtype, String name, long... shape) throws ModelFormatException {
    TensorEntry entry = entry(name);
    if (entry.dtype() != dtype) {
      throw new ModelFormatException(
          file, "tensor " + name + ": dtype must be " + dtype + ": " + entry.dtype());
    }
    if (!Arrays.equals(entry.shape(), shape)) {
      throw new ModelFormatException(
          file, "tensor " + name + ": shape must be " + shown(shape) + ": " + shown(entry.shape()));
    }
    return entry;
  }

  private static String shown(long[] shape) {
    return Arrays.stream(shape)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  /** First dimension of a tensor that must have one. */
  long rows(String name) throws ModelFormatException {
    long[] shape = entry(name).shape();
    if (shape.length == 0) {
      throw new ModelFormatException(
          file, "tensor " + name + ": shape must have at least one dimension: []");
    }
    return shape[0];
  }

  /** Type of a tensor's values. */
  Dtype dtype(String name) throws ModelFormatException {
    return entry(name).dtype();
  }

  /** Checks that a tensor has values of this type and this shape, without reading it. */
  void requireShape(Dtype dtype, String name, long... shape) throws ModelFormatException {
    entry(dtype, name, shape);
  }

  /** Fills a vector from a tensor of one dimension. */
  void read(String name, float[] target) throws ModelFormatException {
    read(entry(Dtype.F32, name, target.length), target);
  }

  private void read(TensorEntry entry, float[] target) throws ModelFormatException {
    int[] block = new int[BLOCK];
    // Counts in a long: the last step may go beyond the largest int.
    for (long at = 0; at < target.length; at += BLOCK) {
      int count = (int) Math.min(BLOCK, target.length - at);
      readFinite(entry, at, block, count);
      for (int i = 0; i < count; i++) {
        target[(int) at + i] = Float.intBitsToFloat(block[i]);
      }
    }
  }

  /** The finite floats of a tensor of this shape, row after row. */
  float[] floats(String name, long... shape) throws ModelFormatException {
    TensorEntry entry = entry(Dtype.F32, name, shape);
    float[] target = new float[length(entry)];
    read(entry, target);
    return target;
  }

  /** The signed 32-bit numbers of a tensor of this shape, row after row. */
  int[] ints(String name, long... shape) throws ModelFormatException {
    TensorEntry entry = entry(Dtype.I32, name, shape);
    int[] target = new int[length(entry)];
    copy(entry, MemorySegment.ofArray(target));
    return target;
  }

  /** The unsigned 16-bit numbers of a tensor of one dimension. */
  char[] chars(String name, long length) throws ModelFormatException {
    TensorEntry entry = entry(Dtype.U16, name, length);
    char[] target = new char[length(entry)];
    copy(entry, MemorySegment.ofArray(target));
    return target;
  }

  /** The unsigned 8-bit numbers of a tensor of one dimension. */
  byte[] bytes(String name, long length) throws ModelFormatException {
    TensorEntry entry = entry(Dtype.U8, name, length);
    byte[] target = new byte[length(entry)];
    copy(entry, MemorySegment.ofArray(target));
    return target;
  }

  private int length(TensorEntry entry) throws ModelFormatException {
    if (entry.values() > LONGEST_ARRAY) {
      throw new ModelFormatException(
          file,
          "tensor "
              + entry.name()
              + ": must have at most "
              + LONGEST_ARRAY
              + " values: "
              + entry.values());
    }
    return (int) entry.values();
  }

  private void copy(TensorEntry entry, MemorySegment target) {
    Dtype type = entry.dtype();
    MemorySegment.copy(data, type.stored(), entry.from(), target, type.memory(), 0, entry.values());
  }

  /** Fills a matrix from a tensor of two dimensions. */
  void read(String name, FloatRows target) throws ModelFormatException {
    int columns = target.columns();
    TensorEntry entry = entry(Dtype.F32, name, target.rows(), columns);
    int rowsAtOnce = Math.max(1, BLOCK / columns);
    int[] block = new int[rowsAtOnce * columns];
    MemorySegment bits = MemorySegment.ofArray(block);
    long rowBytes = (long) columns * Float.BYTES;
    for (long row = 0; row < target.rows(); row += rowsAtOnce) {
      int rows = (int) Math.min(rowsAtOnce, target.rows() - row);
      readFinite(entry, row * columns, block, rows * columns);
      if (target.stride() == columns) {
        MemorySegment.copy(bits, 0, target.segment(), target.offset(row), rows * rowBytes);
        continue;
      }
      for (int r = 0; r < rows; r++) {
        MemorySegment.copy(bits, r * rowBytes, target.segment(), target.offset(row + r), rowBytes);
      }
    }
  }

  /** Fills a matrix from a tensor of 8-bit numbers, of which each row has a scale. */
  void read(String name, float[] scales, FloatRows target) throws ModelFormatException {
    int columns = target.columns();
    TensorEntry entry = entry(Dtype.I8, name, target.rows(), columns);
    byte[] numbers = new byte[columns];
    float[] row = new float[columns];
    for (int i = 0; i < scales.length; i++) {
      long from = entry.from() + (long) i * columns;
      MemorySegment.copy(data, ValueLayout.JAVA_BYTE, from, numbers, 0, columns);
      Int8Rows.decode(numbers, 0, columns, scales[i], row, 0);
      target.set(i, row, 0);
    }
  }

  /** Copies values out as bits and checks that none is NaN or infinite. */
  private void readFinite(TensorEntry entry, long first, int[] block, int count)
      throws ModelFormatException {
    MemorySegment.copy(
        data, Dtype.F32.stored(), entry.from() + first * Float.BYTES, block, 0, count);
    int other = FiniteValues.firstOther(block, count);
    if (other >= 0) {
      throw new ModelFormatException(
          file, FiniteValues.fault(entry.name(), first + other, block[other]));
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
