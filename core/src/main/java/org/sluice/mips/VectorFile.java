package org.sluice.mips;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.sluice.data.NpyHeader;
import org.sluice.index.VectorSource;
import org.sluice.json.Json;
import org.sluice.json.JsonException;

/**
 * Vectors in a mapped file: {@code .npy} (version 1 to 3, {@code <f4}, C order, two dimensions),
 * {@code .fvecs} (each vector behind its length), or a tensor of {@code .safetensors} (F32, two
 * dimensions). The file must stay as it is while it is open. Safe for many readers.
 */
public final class VectorFile implements VectorSource, AutoCloseable {
  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int LONGEST_HEADER = 1 << 24;

  private final Path file;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment all;
  private int rows;
  private int dimension;
  private long first;
  private long stride;

  private VectorFile(Path file) throws IOException {
    this.file = file;
    MemorySegment mapped = null;
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    } finally {
      if (mapped == null) {
        arena.close();
      }
    }
    all = mapped;
  }

  /**
   * Opens a file of vectors; the end of its name says what it is.
   *
   * @param tensor name of the tensor in a safetensors file; null where there is only one, and for
   *     other files
   * @throws MipsFormatException if the file breaks a rule of its format
   */
  public static VectorFile open(Path file, String tensor) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean safetensors = name.endsWith(".safetensors");
    if (!safetensors && !name.endsWith(".npy") && !name.endsWith(".fvecs")) {
      throw new MipsFormatException(file, "the name must end in .npy, .fvecs or .safetensors");
    }
    if (tensor != null && !safetensors) {
      throw new MipsFormatException(file, "only safetensors files have tensors: " + tensor);
    }
    VectorFile vectors = new VectorFile(file);
    try {
      if (safetensors) {
        vectors.safetensors(tensor);
      } else if (name.endsWith(".npy")) {
        vectors.npy();
      } else {
        vectors.fvecs();
      }
      return vectors;
    } catch (IOException | RuntimeException e) {
      vectors.close();
      throw e;
    }
  }

  private MipsFormatException wrong(String problem) {
    return new MipsFormatException(file, problem);
  }

  private void require(long least) throws IOException {
    if (all.byteSize() < least) {
      throw wrong("must have at least " + least + " bytes: " + all.byteSize());
    }
  }

  private void shape(long count, long length, long start, long step) throws IOException {
    if (count < 1 || count > Integer.MAX_VALUE - 8) {
      throw wrong("must have from 1 to 2147483639 vectors: " + count);
    }
    if (length < 1 || length > 1 << 16) {
      throw wrong("vectors must have from 1 to 65536 values: " + length);
    }
    rows = (int) count;
    dimension = (int) length;
    first = start;
    stride = step;
  }

  private String text(long at, long length) throws IOException {
    if (length > LONGEST_HEADER || length > all.byteSize() - at) {
      throw wrong("header must end within the file: " + length + " bytes");
    }
    return new String(all.asSlice(at, length).toArray(BYTE), StandardCharsets.UTF_8);
  }

  private void npy() throws IOException {
    require(NpyHeader.PRELUDE);
    NpyHeader header;
    try {
      int length = NpyHeader.length(all.asSlice(0, NpyHeader.PRELUDE).toArray(BYTE));
      header = NpyHeader.parse(all.asSlice(0, Math.min(length, all.byteSize())).toArray(BYTE));
    } catch (IllegalArgumentException e) {
      throw new MipsFormatException(file, e.getMessage(), e);
    }
    if (!header.descr().equals("<f4")) {
      throw wrong("descr must be '<f4', little-endian 32-bit floats: " + header.text());
    }
    if (header.fortranOrder()) {
      throw wrong("fortran_order must be False: " + header.text());
    }
    if (header.shape().length != 2) {
      throw wrong("shape must have two dimensions: " + header.text());
    }
    long start = header.start();
    long width = header.shape()[1];
    shape(header.shape()[0], width, start, 4 * width);
    if (all.byteSize() - start != 4L * rows * dimension) {
      throw wrong(
          "values must be " + 4L * rows * dimension + " bytes: " + (all.byteSize() - start));
    }
  }

  private void fvecs() throws IOException {
    require(4);
    int length = all.get(INT, 0);
    long step = 4L + 4L * length;
    if (length < 1 || all.byteSize() % step != 0) {
      throw wrong(
          "must be vectors of " + length + " values like the first: " + all.byteSize() + " bytes");
    }
    shape(all.byteSize() / step, length, 4, step);
    for (int row = 0; row < rows; row++) {
      int other = all.get(INT, row * step);
      if (other != length) {
        throw wrong("vector " + row + " must have " + length + " values like the first: " + other);
      }
    }
  }

  private void safetensors(String tensor) throws IOException {
    require(8);
    long length = all.get(LONG, 0);
    if (length < 0) {
      throw wrong("header must end within the file: " + length + " bytes");
    }
    Map<String, Object> header;
    try {
      header = Json.parseObject(text(8, length));
    } catch (JsonException e) {
      throw new MipsFormatException(file, "header: " + e.getMessage(), e);
    }
    List<String> names =
        header.keySet().stream().filter(name -> !name.equals("__metadata__")).toList();
    String known = names.stream().limit(20).collect(Collectors.joining(", "));
    if (tensor == null && names.size() != 1) {
      throw wrong("a tensor must be named, one of " + known);
    }
    String name = tensor == null ? names.getFirst() : tensor;
    if (!(header.get(name) instanceof Map<?, ?> entry)) {
      throw wrong("tensor " + name + " is missing; there are " + known);
    }
    if (!"F32".equals(entry.get("dtype"))) {
      throw wrong("tensor " + name + ": dtype must be F32: " + entry.get("dtype"));
    }
    long[] sizes = pair(name, "shape", entry.get("shape"));
    long[] offsets = pair(name, "data_offsets", entry.get("data_offsets"));
    shape(sizes[0], sizes[1], 8 + length + offsets[0], 4 * sizes[1]);
    long data = all.byteSize() - 8 - length;
    if (offsets[1] > data || offsets[1] - offsets[0] != 4L * rows * dimension) {
      throw wrong(
          "tensor "
              + name
              + ": data_offsets must span "
              + 4L * rows * dimension
              + " bytes within "
              + data
              + ": "
              + entry.get("data_offsets"));
    }
  }

  private long[] pair(String tensor, String field, Object value) throws IOException {
    if (value instanceof List<?> list
        && list.size() == 2
        && list.get(0) instanceof Long a
        && list.get(1) instanceof Long b
        && a >= 0
        && b >= 0) {
      return new long[] {a, b};
    }
    throw wrong("tensor " + tensor + ": " + field + " must be two numbers: " + value);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public void copy(int row, float[] target, int offset) {
    MemorySegment.copy(
        all, FLOAT, first + Objects.checkIndex(row, rows) * stride, target, offset, dimension);
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
