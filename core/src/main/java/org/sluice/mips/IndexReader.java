package org.sluice.mips;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.sluice.json.Json;
import org.sluice.json.JsonException;
import org.sluice.kernel.Kernels;

/**
 * Reads an index file and trusts nothing in it: lengths, checksums, then the meaning of every
 * number that a search uses as a place.
 */
final class IndexReader {
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Path file;
  private final Map<String, MemorySegment> sections = new HashMap<>();

  IndexReader(Path file) {
    this.file = file;
  }

  private MipsFormatException wrong(String problem) {
    return new MipsFormatException(file, problem);
  }

  MipsIndex read(boolean map) throws IOException {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw wrong("index files can only be read on little-endian machines");
    }
    MappedFile mapped = map ? new MappedFile(file) : null;
    MemorySegment all = IndexFile.bytes(file, map);
    try {
      return read(all, mapped);
    } catch (InternalError e) { // what the JVM makes of a page that is no longer there
      throw new MipsFormatException(file, "must not change while it is read", e);
    }
  }

  private MipsIndex read(MemorySegment all, MappedFile mapped) throws IOException {
    long size = all.byteSize();
    if (size < IndexFile.HEAD) {
      throw wrong("must have at least " + IndexFile.HEAD + " bytes: " + size);
    }
    byte[] magic = all.asSlice(0, 8).toArray(ValueLayout.JAVA_BYTE);
    if (!Arrays.equals(magic, IndexFile.MAGIC)) {
      throw wrong("is not an index: it must begin with the bytes SLUICEIX");
    }
    int version = all.get(INT, 8);
    if (version != IndexFile.VERSION) {
      throw wrong("version must be " + IndexFile.VERSION + ": " + version);
    }
    long length = Integer.toUnsignedLong(all.get(INT, 12));
    if (length > size - IndexFile.HEAD) {
      throw wrong("header must end within the file's " + size + " bytes: " + length + " bytes");
    }
    byte[] json = all.asSlice(IndexFile.HEAD, length).toArray(ValueLayout.JAVA_BYTE);
    CRC32C crc = new CRC32C();
    crc.update(json);
    if ((int) crc.getValue() != all.get(INT, 16)) {
      throw wrong("header does not have its checksum: the file was altered");
    }
    Map<String, Object> header;
    try {
      header = Json.parseObject(new String(json, StandardCharsets.UTF_8));
    } catch (JsonException e) {
      throw new MipsFormatException(file, "header: " + e.getMessage(), e);
    }
    sections(header, all.asSlice(Math.min(size, IndexFile.line(IndexFile.HEAD + length))));
    return index(header, mapped);
  }

  private void sections(Map<String, Object> header, MemorySegment data) throws IOException {
    long end = 0;
    for (Object item : list(header, "sections")) {
      Map<?, ?> entry = object(item, "sections");
      String name = String.valueOf(entry.get("name"));
      long at = number(entry, "at", 0, Long.MAX_VALUE / 2);
      long bytes = number(entry, "bytes", 0, Long.MAX_VALUE / 2);
      if (at != end || bytes > data.byteSize() - at) {
        throw wrong(
            "section "
                + name
                + " must lie from byte "
                + end
                + " on within the "
                + data.byteSize()
                + " bytes of all sections: at "
                + at
                + ", "
                + bytes
                + " bytes;"
                + " the file was cut or altered");
      }
      MemorySegment section = data.asSlice(at, bytes);
      if (IndexFile.checksum(section) != number(entry, "crc32c", 0, 0xFFFFFFFFL)) {
        throw wrong("section " + name + " does not have its checksum: the file was altered");
      }
      if (sections.put(name, section) != null) {
        throw wrong("section " + name + " must be there once");
      }
      end = IndexFile.line(at + bytes);
    }
    if (end != data.byteSize()) {
      throw wrong("must end where its sections end, at " + end + " bytes: " + data.byteSize());
    }
  }

  private MipsIndex index(Map<String, Object> header, MappedFile mapped) throws IOException {
    int dimension = (int) number(header, "dimension", 1, 1 << 16);
    MipsConfig config = config(header);
    List<Segment> segments = new ArrayList<>();
    LongMap seen = new LongMap(1024);
    int threads = Runtime.getRuntime().availableProcessors();
    for (Object item : list(header, "segments")) {
      Map<?, ?> facts = object(item, "segments");
      String prefix = segments.size() + ".";
      RowStore store = store(facts, prefix, dimension, config, seen);
      segments.add(
          switch (String.valueOf(facts.get("kind"))) {
            case "exact" -> new ExactSegment(store);
            case "tables" ->
                TableSegment.build(
                    store,
                    config.metric(),
                    config.structure() instanceof Structure.Tables shape
                        ? shape
                        : new Structure.Tables(0, 0),
                    tuning(facts, 1, TableSegment.MOST_PROBES),
                    config.seed(),
                    threads);
            case "lists" -> lists(facts, prefix, store, config.metric());
            default -> throw wrong("kind must be exact, lists or tables: " + facts.get("kind"));
          });
    }
    return new MipsIndex(config, dimension, segments, threads, mapped);
  }

  private MipsConfig config(Map<String, Object> header) throws IOException {
    Map<?, ?> shape = object(header.get("structure"), "structure");
    try {
      Structure structure =
          switch (String.valueOf(shape.get("kind"))) {
            case "exact" -> new Structure.Exact();
            case "lists" -> new Structure.Lists((int) number(shape, "lists", 0, 1 << 20));
            case "tables" ->
                new Structure.Tables(
                    (int) number(shape, "bits", 0, 24), (int) number(shape, "tables", 0, 1000));
            default -> throw wrong("structure must be exact, lists or tables: " + shape);
          };
      return new MipsConfig(
          Metric.valueOf(String.valueOf(header.get("metric"))),
          structure,
          header.get("recall") instanceof Number recall ? recall.doubleValue() : 0,
          Precision.valueOf(String.valueOf(header.get("precision"))),
          Long.parseLong(String.valueOf(header.get("seed"))));
    } catch (IllegalArgumentException e) {
      throw new MipsFormatException(file, "header: " + e.getMessage(), e);
    }
  }

  private RowStore store(
      Map<?, ?> facts, String prefix, int dimension, MipsConfig config, LongMap seen)
      throws IOException {
    int rows = (int) number(facts, "rows", 1, Integer.MAX_VALUE - 8);
    long stride = RowStore.strideBytes(dimension, config.precision());
    MemorySegment vectors = section(prefix + "vectors", rows * stride);
    long[] ids = section(prefix + "ids", 8L * rows).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
    float[] offsets = null;
    if (config.metric() == Metric.EUCLIDEAN) {
      offsets = floats(prefix + "offsets", rows);
    }
    if (config.precision() == Precision.HALF) {
      requireFiniteHalves(prefix + "vectors", vectors);
    } else {
      requireFinite(prefix + "vectors", vectors);
    }
    RowStore store =
        new RowStore(
            dimension, config.precision(), vectors, Ids.of(rows, row -> ids[row]), offsets);
    if (sections.containsKey(prefix + "dead")) {
      MemorySegment dead = section(prefix + "dead", rows);
      for (int row = 0; row < rows; row++) {
        if (dead.get(ValueLayout.JAVA_BYTE, row) != 0) {
          store.deaths().kill(row, 1);
        }
      }
    }
    for (int row = 0; row < rows; row++) {
      if (ids[row] < 0) {
        throw wrong("id of row " + row + " must be at least 0: " + ids[row]);
      }
      if (!store.deaths().dead(row, 1)) {
        if (seen.get(ids[row]) >= 0) {
          throw wrong("id " + ids[row] + " must belong to one vector only");
        }
        if (seen.size() == LongMap.MOST) {
          throw wrong("must have at most " + LongMap.MOST + " vectors");
        }
        seen.put(ids[row], row);
      }
    }
    return store;
  }

  private float[] floats(String name, int count) throws IOException {
    MemorySegment section = section(name, 4L * count);
    requireFinite(name, section);
    return section.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
  }

  private void requireFinite(String name, MemorySegment values) throws IOException {
    float[] part = new float[1 << 14];
    long all = values.byteSize() / Float.BYTES;
    for (long at = 0; at < all; at += part.length) {
      int count = (int) Math.min(part.length, all - at);
      MemorySegment.copy(values, ValueLayout.JAVA_FLOAT_UNALIGNED, 4 * at, part, 0, count);
      if (!Kernels.isFinite(part, 0, count)) {
        throw wrong("section " + name + " must hold finite values");
      }
    }
  }

  private void requireFiniteHalves(String name, MemorySegment values) throws IOException {
    short[] part = new short[1 << 14];
    long all = values.byteSize() / Short.BYTES;
    for (long at = 0; at < all; at += part.length) {
      int count = (int) Math.min(part.length, all - at);
      MemorySegment.copy(values, ValueLayout.JAVA_SHORT_UNALIGNED, 2 * at, part, 0, count);
      boolean finite = true;
      for (int i = 0; i < count; i++) {
        finite &= (part[i] & 0x7C00) != 0x7C00; // an exponent of ones: infinity or NaN
      }
      if (!finite) {
        throw wrong("section " + name + " must hold finite values");
      }
    }
  }

  private ListSegment lists(Map<?, ?> facts, String prefix, RowStore store, Metric metric)
      throws IOException {
    int lists = (int) number(facts, "lists", 1, 1 << 20);
    int[] starts =
        section(prefix + "starts", 4L * (lists + 1)).toArray(ValueLayout.JAVA_INT_UNALIGNED);
    for (int l = 0; l < lists; l++) {
      if (starts[l] > starts[l + 1]) {
        throw wrong(
            "start of list " + (l + 1) + " must not be below " + starts[l] + ": " + starts[l + 1]);
      }
    }
    if (starts[0] != 0 || starts[lists] != store.rows()) {
      throw wrong(
          "lists must cover the " + store.rows() + " rows: " + starts[0] + " to " + starts[lists]);
    }
    Centroids centroids =
        new Centroids(
            section(prefix + "centroids", (long) lists * store.dimension()),
            floats(prefix + "list-scales", lists),
            floats(prefix + "column-scales", store.dimension()));
    float greatest =
        Kernels.maxAbs(centroids.listScales(), 0, lists)
            * Kernels.maxAbs(centroids.columnScales(), 0, store.dimension());
    if (!Float.isFinite(greatest * 128)) {
      throw wrong("scales of section " + prefix + "centroids must give finite values");
    }
    float[] codebook = floats(prefix + "codebook", ProductCodes.codebookSize(store.dimension()));
    ProductCodes quantizer = new ProductCodes(store.dimension(), codebook);
    MemorySegment codes =
        section(prefix + "codes", ListSegment.codeBytes(store.rows(), quantizer.groups()));
    return new ListSegment(
        store, metric, centroids, starts, codes, quantizer, tuning(facts, 1, lists));
  }

  /** How a segment is read; a search that reads no list would never come to an end. */
  private Tuning tuning(Map<?, ?> facts, int leastProbes, int mostProbes) throws IOException {
    return new Tuning(
        (int) number(facts, "probes", leastProbes, mostProbes),
        (int) number(facts, "refine", 1, Integer.MAX_VALUE),
        facts.get("reached") instanceof Number reached ? reached.doubleValue() : 0);
  }

  private MemorySegment section(String name, long bytes) throws IOException {
    MemorySegment section = sections.get(name);
    if (section == null) {
      throw wrong("section " + name + " is missing");
    }
    if (section.byteSize() != bytes) {
      throw wrong("section " + name + " must have " + bytes + " bytes: " + section.byteSize());
    }
    return section;
  }

  private List<?> list(Map<?, ?> map, String key) throws IOException {
    if (map.get(key) instanceof List<?> list) {
      return list;
    }
    throw wrong("header: " + key + " must be a list");
  }

  private Map<?, ?> object(Object value, String key) throws IOException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrong("header: " + key + " must hold objects: " + value);
  }

  private long number(Map<?, ?> map, String key, long least, long most) throws IOException {
    if (map.get(key) instanceof Long value && value >= least && value <= most) {
      return value;
    }
    throw wrong(
        "header: "
            + key
            + " must be a whole number from "
            + least
            + " to "
            + most
            + ": "
            + map.get(key));
  }
}
