package org.sluice.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.sluice.json.Json;

/** Changes saved models, also so that checksums do not give it away. */
final class Tampering {
  private Tampering() {}

  /** Changes the manifest's content and makes its check fit again. */
  static void manifest(Path folder, Consumer<Map<String, Object>> change) throws IOException {
    Path file = folder.resolve(Manifest.NAME);
    Map<String, Object> map = mutable(Json.parseObject(Files.readString(file)));
    change.accept(map);
    if (map.containsKey("crc32c")) {
      map.put("crc32c", Manifest.check(map));
    }
    Files.writeString(file, Json.write(map, 2));
  }

  private static Map<String, Object> mutable(Map<String, Object> map) {
    Map<String, Object> copy = new LinkedHashMap<>(map);
    copy.replaceAll(
        (key, value) -> value instanceof Map<?, ?> inner ? mutable(cast(inner)) : value);
    return copy;
  }

  @SuppressWarnings("unchecked") // keys of a JSON object are strings
  static Map<String, Object> cast(Object map) {
    return (Map<String, Object>) map;
  }

  /** Puts a file into the folder and registers it in the manifest. */
  static void file(Path folder, String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
    CRC32C crc = new CRC32C();
    crc.update(content);
    manifest(
        folder,
        map ->
            cast(map.get("files"))
                .put(
                    name,
                    Map.of(
                        "bytes", content.length, "crc32c", FileRecord.hex((int) crc.getValue()))));
  }

  static void file(Path folder, String name, String content) throws IOException {
    file(folder, name, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Replaces the header of the network by a text, keeping the values. */
  static void header(Path folder, Consumer<Map<String, Object>> change) throws IOException {
    header(folder, NetworkFile.NAME, change);
  }

  /** Replaces the header of a file of tensors by a text, keeping the values. */
  static void header(Path folder, String name, Consumer<Map<String, Object>> change)
      throws IOException {
    byte[] all = Files.readAllBytes(folder.resolve(name));
    Map<String, Object> header = header(all);
    change.accept(header);
    byte[] values = Arrays.copyOfRange(all, 8 + headerLength(all), all.length);
    file(folder, name, safetensors(Json.write(header), values));
  }

  /** Changes the values of one tensor. */
  static void values(Path folder, String name, String tensor, Consumer<ByteBuffer> change)
      throws IOException {
    byte[] all = Files.readAllBytes(folder.resolve(name));
    List<?> range = (List<?>) cast(header(all).get(tensor)).get("data_offsets");
    int from = ((Long) range.getFirst()).intValue();
    int to = ((Long) range.getLast()).intValue();
    change.accept(
        ByteBuffer.wrap(all)
            .slice(8 + headerLength(all) + from, to - from)
            .order(ByteOrder.LITTLE_ENDIAN));
    file(folder, name, all);
  }

  private static Map<String, Object> header(byte[] all) {
    return mutable(Json.parseObject(new String(all, 8, headerLength(all), StandardCharsets.UTF_8)));
  }

  private static int headerLength(byte[] all) {
    return (int) ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  /** Keeps the first of {@code parts} equal parts of a file. */
  static void cut(Path file, int parts) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / parts);
    }
  }

  static void flip(Path file, int at) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[Math.min(at, bytes.length - 1)] ^= 1;
    Files.write(file, bytes);
  }

  static void becomeFolder(Path file) throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
  }

  static byte[] safetensors(String header, byte[] values) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + values.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(values)
        .array();
  }
}
