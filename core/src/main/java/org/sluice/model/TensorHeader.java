package org.sluice.model;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sluice.json.Json;
import org.sluice.json.JsonException;

/**
 * Reads the header of a safetensors file and checks it: types, shapes, and that the tensors cover
 * the values without gap or overlap.
 */
final class TensorHeader {
  /** Far above any header of ours, and little enough to read without thought. */
  static final long MAX_BYTES = 1 << 24;

  private static final Set<String> KEYS = Set.of("dtype", "shape", "data_offsets");

  private final Path file;

  private TensorHeader(Path file) {
    this.file = file;
  }

  /** The tensors by name, in the order of their values. */
  static Map<String, TensorEntry> parse(Path file, byte[] header, long dataBytes)
      throws ModelFormatException {
    return new TensorHeader(file).parse(header, dataBytes);
  }

  private Map<String, TensorEntry> parse(byte[] header, long dataBytes)
      throws ModelFormatException {
    List<TensorEntry> entries = new ArrayList<>();
    for (Map.Entry<String, Object> field : json(header).entrySet()) {
      if (field.getKey().equals(Safetensors.METADATA)) {
        checkMetadata(field.getValue());
      } else {
        entries.add(entry(field.getKey(), field.getValue()));
      }
    }
    // An empty tensor may share its start with the next one: the end decides.
    entries.sort(Comparator.comparingLong(TensorEntry::from).thenComparingLong(TensorEntry::to));
    long end = 0;
    Map<String, TensorEntry> byName = new LinkedHashMap<>();
    for (TensorEntry entry : entries) {
      if (entry.from() != end) {
        throw tensor(
            entry.name(),
            "data_offsets must begin where the tensor before ends, at " + end,
            entry.from());
      }
      end = entry.to();
      byName.put(entry.name(), entry);
    }
    if (end != dataBytes) {
      throw new ModelFormatException(
          file, "tensors must end where the file ends, at " + dataBytes + " bytes: " + end);
    }
    return byName;
  }

  private Map<String, Object> json(byte[] header) throws ModelFormatException {
    try {
      return Json.parseObject(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header)).toString());
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(file, "header must be UTF-8", e);
    } catch (JsonException e) {
      throw new ModelFormatException(file, "header: " + e.getMessage(), e);
    }
  }

  private void checkMetadata(Object value) throws ModelFormatException {
    if (!(value instanceof Map<?, ?> map)
        || !map.values().stream().allMatch(String.class::isInstance)) {
      throw new ModelFormatException(file, "__metadata__ must map names to strings");
    }
  }

  private TensorEntry entry(String name, Object value) throws ModelFormatException {
    if (!(value instanceof Map<?, ?> map) || !map.keySet().equals(KEYS)) {
      throw new ModelFormatException(
          file, "tensor " + name + ": must be an object of dtype, shape and data_offsets");
    }
    Dtype dtype = Dtype.named(map.get("dtype"));
    if (dtype == null) {
      throw tensor(name, "dtype must be one of F32, I32, U16, I8, U8", map.get("dtype"));
    }
    long[] shape = numbers(name, "shape", map.get("shape"));
    long[] offsets = numbers(name, "data_offsets", map.get("data_offsets"));
    if (offsets.length != 2 || offsets[0] > offsets[1]) {
      throw tensor(name, "data_offsets must be two rising numbers", map.get("data_offsets"));
    }
    long bytes = bytes(name, dtype, shape);
    if (offsets[1] - offsets[0] != bytes) {
      throw tensor(
          name,
          "data_offsets must span the " + bytes + " bytes of shape " + map.get("shape"),
          map.get("data_offsets"));
    }
    return new TensorEntry(name, dtype, shape, offsets[0], offsets[1]);
  }

  private long[] numbers(String name, String field, Object value) throws ModelFormatException {
    if (!(value instanceof List<?> list)
        || !list.stream().allMatch(item -> item instanceof Long n && n >= 0)) {
      throw tensor(name, field + " must be a list of whole numbers, at least 0", value);
    }
    return list.stream().mapToLong(item -> (Long) item).toArray();
  }

  private long bytes(String name, Dtype dtype, long[] shape) throws ModelFormatException {
    try {
      long bytes = dtype.bytes();
      for (long size : shape) {
        bytes = Math.multiplyExact(bytes, size);
      }
      return bytes;
    } catch (ArithmeticException e) {
      throw new ModelFormatException(
          file, "tensor " + name + ": shape must be below 2^63 bytes", e);
    }
  }

  private ModelFormatException tensor(String name, String rule, Object value) {
    return new ModelFormatException(file, "tensor " + name + ": " + rule + ": " + value);
  }
}
