package org.sluice.mips;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.sluice.json.Json;
import org.sluice.memory.OffHeap;

/**
 * Writes index files. A file is a head of 24 bytes (the magic bytes, the version of the format, the
 * length of the header, the header's CRC-32C), the header in JSON, and sections on 64-byte lines,
 * each with its place, length and CRC-32C in the header. All numbers are little-endian.
 */
final class IndexFile {
  static final byte[] MAGIC = "SLUICEIX".getBytes(StandardCharsets.US_ASCII);
  static final int VERSION = 4;
  static final int HEAD = 24;
  static final long LINE = 64;

  /** Bytes summed or written at a time. */
  static final long PART = 1 << 26;

  private IndexFile() {}

  /** A section to be written. */
  private record Section(String name, MemorySegment bytes) {}

  static MipsIndex read(Path file, boolean map) throws IOException {
    return new IndexReader(file).read(map);
  }

  static void write(Path file, MipsConfig config, int dimension, Snapshot snapshot)
      throws IOException {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new IOException(file + ": index files can only be written on little-endian machines");
    }
    List<Section> sections = new ArrayList<>();
    List<Map<String, Object>> segments = new ArrayList<>();
    for (Segment segment : snapshot.segments()) {
      segments.add(describe(segment, snapshot.version(), segments.size(), sections));
    }
    if (snapshot.openRows() > 0) {
      RowStore open = IndexWriter.firstRows(snapshot.open(), snapshot.openRows());
      segments.add(describe(new ExactSegment(open), snapshot.version(), segments.size(), sections));
    }
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("metric", config.metric().name());
    header.put("dimension", dimension);
    header.put("recall", config.recall());
    header.put("precision", config.precision().name());
    header.put("seed", Long.toString(config.seed()));
    header.put("structure", structure(config.structure()));
    header.put("segments", segments);
    List<Map<String, Object>> table = new ArrayList<>();
    long at = 0;
    for (Section section : sections) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", section.name);
      entry.put("at", at);
      entry.put("bytes", section.bytes.byteSize());
      entry.put("crc32c", checksum(section.bytes));
      table.add(entry);
      at = line(at + section.bytes.byteSize());
    }
    header.put("sections", table);
    byte[] json = Json.write(header).getBytes(StandardCharsets.UTF_8);
    replace(file, channel -> writeAll(channel, json, sections));
  }

  private static Map<String, Object> structure(Structure structure) {
    return switch (structure) {
      case Structure.Exact _ -> Map.of("kind", "exact");
      case Structure.Lists(int lists) -> Map.of("kind", "lists", "lists", lists);
      case Structure.Tables(int bits, int tables) ->
          Map.of("kind", "tables", "bits", bits, "tables", tables);
    };
  }

  private static Map<String, Object> describe(
      Segment segment, long version, int number, List<Section> sections) {
    RowStore store = segment.store();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("rows", store.rows());
    String prefix = number + ".";
    sections.add(
        new Section(
            prefix + "vectors", store.vectors().asSlice(0, store.rows() * store.strideBytes())));
    sections.add(new Section(prefix + "ids", MemorySegment.ofArray(store.ids().toArray())));
    if (store.offsets() != null) {
      sections.add(new Section(prefix + "offsets", MemorySegment.ofArray(store.offsets())));
    }
    if (!store.deaths().none()) {
      byte[] dead = new byte[store.rows()];
      for (int row = 0; row < dead.length; row++) {
        dead[row] = (byte) (store.deaths().dead(row, version) ? 1 : 0);
      }
      sections.add(new Section(prefix + "dead", MemorySegment.ofArray(dead)));
    }
    Tuning tuning = null;
    switch (segment) {
      case ExactSegment _ -> facts.put("kind", "exact");
      case TableSegment tables -> {
        facts.put("kind", "tables");
        tuning = tables.tuning();
      }
      case ListSegment lists -> {
        facts.put("kind", "lists");
        facts.put("lists", lists.lists());
        tuning = lists.tuning();
        sections.add(new Section(prefix + "starts", MemorySegment.ofArray(lists.starts())));
        Centroids centroids = lists.centroids();
        sections.add(
            new Section(prefix + "list-scales", MemorySegment.ofArray(centroids.listScales())));
        sections.add(
            new Section(prefix + "column-scales", MemorySegment.ofArray(centroids.columnScales())));
        sections.add(new Section(prefix + "centroids", centroids.rows()));
        sections.add(
            new Section(prefix + "codebook", MemorySegment.ofArray(lists.quantizer().codebook())));
        sections.add(new Section(prefix + "codes", lists.codes()));
      }
    }
    if (tuning != null) {
      facts.put("probes", tuning.probes());
      facts.put("refine", tuning.refine());
      facts.put("reached", tuning.reached());
    }
    return facts;
  }

  static long line(long at) {
    return (at + LINE - 1) / LINE * LINE;
  }

  static long checksum(MemorySegment bytes) {
    CRC32C crc = new CRC32C();
    for (long at = 0; at < bytes.byteSize(); at += PART) {
      long part = Math.min(PART, bytes.byteSize() - at);
      crc.update(buffer(bytes.asSlice(at, part)));
    }
    return crc.getValue();
  }

  /** The bytes as a buffer; those of arrays that are not of bytes are copied. */
  private static ByteBuffer buffer(MemorySegment part) {
    if (part.isNative() || part.heapBase().orElse(null) instanceof byte[]) {
      return part.asByteBuffer();
    }
    return ByteBuffer.wrap(part.toArray(ValueLayout.JAVA_BYTE));
  }

  private static void writeAll(FileChannel channel, byte[] json, List<Section> sections)
      throws IOException {
    ByteBuffer head = ByteBuffer.allocate(HEAD).order(ByteOrder.LITTLE_ENDIAN);
    CRC32C crc = new CRC32C();
    crc.update(json);
    head.put(MAGIC).putInt(VERSION).putInt(json.length).putInt((int) crc.getValue()).putInt(0);
    writeFully(channel, head.flip());
    writeFully(channel, ByteBuffer.wrap(json));
    for (Section section : sections) {
      pad(channel);
      for (long at = 0; at < section.bytes.byteSize(); at += PART) {
        long part = Math.min(PART, section.bytes.byteSize() - at);
        writeFully(channel, buffer(section.bytes.asSlice(at, part)));
      }
    }
    pad(channel);
  }

  private static void pad(FileChannel channel) throws IOException {
    long at = channel.position();
    writeFully(channel, ByteBuffer.allocate((int) (line(at) - at)));
  }

  private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Fills a file. */
  interface Filler {
    void fill(FileChannel channel) throws IOException;
  }

  /** Writes a file beside its place, forces it to the disk and renames it. */
  static void replace(Path file, Filler filler) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath().normalize();
    if (Files.isDirectory(target)) {
      throw new MipsFormatException(file, "is a folder; an index is one file");
    }
    Path fresh =
        target.resolveSibling(
            "."
                + target.getFileName()
                + ".sluice-new-"
                + ProcessHandle.current().pid()
                + "-"
                + Long.toHexString(System.nanoTime()));
    try {
      try (FileChannel channel =
          FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        filler.fill(channel);
        channel.force(true);
      }
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
    Path folder = target.getParent();
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true); // a rename is on the disk only once its folder is
      }
    }
  }

  /** Maps a file, or reads it into memory that lives as long as somebody refers to it. */
  static MemorySegment bytes(Path file, boolean map) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment mapped =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
      return map ? mapped : OffHeap.allocate(mapped.byteSize(), Arena.ofAuto()).copyFrom(mapped);
    }
  }
}
