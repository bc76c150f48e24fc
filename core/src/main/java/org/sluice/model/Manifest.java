package org.sluice.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.sluice.config.Activation;
import org.sluice.config.DataFigures;
import org.sluice.config.Defaults;
import org.sluice.config.TrainingConfig;
import org.sluice.config.WeightFormat;
import org.sluice.json.Json;
import org.sluice.json.JsonException;
import org.sluice.nn.NetworkShape;

/**
 * The file {@code manifest.json} of a model: what it is, how it was made, which other files it has.
 *
 * @param version of the format that it is written in
 * @param shape sizes of the network
 * @param trainingRows rows it was trained on
 * @param config settings it was trained with
 * @param text how its vectoriser works, empty where the model takes features
 * @param ranking sizes and settings of its second stage, empty where there is none
 * @param provenance where it comes from
 * @param files the other files of the model by name
 */
record Manifest(
    int version,
    NetworkShape shape,
    int trainingRows,
    TrainingConfig config,
    Optional<TextSection> text,
    Optional<RankingSection> ranking,
    Provenance provenance,
    Map<String, FileRecord> files) {
  static final String NAME = "manifest.json";
  static final String FORMAT = "sluice-model";

  /** Version 1 had no 8-bit weights, version 2 no names that count. */
  static final int VERSION = 3;

  private static final int MAX_BYTES = 1 << 24;
  private static final String TEXT = "text";
  private static final String CHECK = "crc32c";

  /** The file's text. */
  String toJson() {
    Map<String, Object> top = new LinkedHashMap<>();
    top.put("format", FORMAT);
    top.put("version", version);
    top.put("shape", shapeFields());
    top.put("trainingRows", trainingRows);
    top.put("config", config.toMap());
    text.ifPresent(t -> top.put(TEXT, t.fields()));
    ranking.ifPresent(r -> top.put(RankingSection.NAME, r.fields()));
    top.put("provenance", provenance.facts());
    return sealed(top, files);
  }

  /** The text of a manifest: fields, what it knows of the other files, and the check of it all. */
  static String sealed(Map<String, Object> top, Map<String, FileRecord> files) {
    Map<String, Object> records = new LinkedHashMap<>();
    new TreeMap<>(files)
        .forEach(
            (name, file) ->
                records.put(
                    name, Map.of("bytes", file.bytes(), CHECK, FileRecord.hex(file.crc32c()))));
    top.put("files", records);
    top.put(CHECK, check(top));
    return Json.write(top, 2) + "\n";
  }

  private Map<String, Object> shapeFields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("features", shape.features());
    fields.put("hidden", shape.hidden());
    fields.put("labels", shape.labels());
    fields.put("activation", shape.activation().name().toLowerCase(Locale.ROOT));
    return fields;
  }

  /**
   * CRC-32C of a manifest's content: of its compact JSON without the check itself. White space does
   * not count, so a manifest may be formatted anew.
   */
  static String check(Map<String, Object> top) {
    Map<String, Object> rest = new LinkedHashMap<>(top);
    rest.remove(CHECK);
    // Once through the reader, which turns numbers into the types that it will give later.
    String compact = Json.write(Json.parse(Json.write(rest)));
    CRC32C crc = new CRC32C();
    crc.update(compact.getBytes(StandardCharsets.UTF_8));
    return FileRecord.hex((int) crc.getValue());
  }

  /** The manifest of a folder, its format, version and check being right. */
  static Section open(Path folder, String format, int newest) throws ModelFormatException {
    Path file = folder.resolve(NAME);
    Map<String, Object> top = json(folder, file);
    Section section = new Section(file, "", top);
    if (!format.equals(top.get("format"))) {
      throw section.wrong("format", "must be " + format, top.get("format"));
    }
    long version = section.whole("version", 1, Long.MAX_VALUE);
    if (version > newest) {
      throw section.wrong(
          "version", "must be at most " + newest + " for this version of Sluice", version);
    }
    String check = check(top);
    if (!check.equals(section.text(CHECK))) {
      throw section.wrong(
          CHECK, "must be " + check + " for this content, it was altered", top.get(CHECK));
    }
    return section;
  }

  /** Reads and checks the manifest of a folder; says of any other folder that it is no model. */
  static Manifest read(Path folder) throws ModelFormatException {
    Section section = open(folder, FORMAT, VERSION);
    long version = section.whole("version", 1, VERSION);
    NetworkShape shape = shape(section.section("shape"));
    return new Manifest(
        (int) version,
        shape,
        (int) section.whole("trainingRows", 0, Integer.MAX_VALUE),
        config(section.section("config")),
        section.has(TEXT) ? Optional.of(TextSection.read(section.section(TEXT))) : Optional.empty(),
        section.has(RankingSection.NAME)
            ? Optional.of(RankingSection.read(section.section(RankingSection.NAME), shape.labels()))
            : Optional.empty(),
        new Provenance(section.section("provenance").strings()),
        files(section.section("files")));
  }

  /** The object in the file of a folder; says of any other folder that it is no model. */
  static Map<String, Object> json(Path folder, Path file) throws ModelFormatException {
    if (!Files.isDirectory(folder)) {
      throw new ModelFormatException(
          folder, Files.exists(folder) ? "a model is a folder, this is a file" : "no such folder");
    }
    if (!Files.exists(file)) {
      throw new ModelFormatException(folder, "is not a Sluice model: it has no " + NAME);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new ModelFormatException(file, "must have at most " + MAX_BYTES + " bytes");
      }
      return Json.parseObject(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw new ModelFormatException(file, "must be UTF-8", e);
    } catch (JsonException e) {
      throw new ModelFormatException(file, e.getMessage(), e);
    } catch (ModelFormatException e) {
      throw e;
    } catch (IOException e) {
      throw ModelFormatException.unreadable(file, e);
    }
  }

  private static NetworkShape shape(Section section) throws ModelFormatException {
    int features = (int) section.whole("features", 0, Integer.MAX_VALUE);
    List<Integer> hidden = section.wholes("hidden", 1, 1 << 16);
    if (hidden.isEmpty()) {
      throw section.wrong("hidden", "must have at least one width", hidden);
    }
    int labels = (int) section.whole("labels", 0, Integer.MAX_VALUE);
    String activation = section.text("activation");
    for (Activation known : Activation.values()) {
      if (known.name().toLowerCase(Locale.ROOT).equals(activation)) {
        return new NetworkShape(features, hidden, labels, known);
      }
    }
    throw section.wrong("activation", "must be linear or relu", activation);
  }

  /**
   * Settings younger than the model have their defaults, but for weights, which were floats;
   * unknown settings are a fault.
   */
  private static TrainingConfig config(Section section) throws ModelFormatException {
    try {
      return Defaults.of(new DataFigures(0, 0, 0, 0, 0, false), 1)
          .with(Map.of("storedWeights", WeightFormat.FLOAT32.name()))
          .with(section.strings());
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(section.file(), "config: " + e.getMessage(), e);
    }
  }

  /** What a manifest says of the other files. */
  static Map<String, FileRecord> files(Section section) throws ModelFormatException {
    Map<String, FileRecord> files = new LinkedHashMap<>();
    for (String name : section.strings().keySet()) {
      Section record = section.section(name);
      String crc = record.text(CHECK);
      if (!crc.matches("[0-9a-f]{8}")) {
        throw record.wrong(CHECK, "must be eight hexadecimal digits", crc);
      }
      files.put(
          name,
          new FileRecord(
              record.whole("bytes", 0, Long.MAX_VALUE), Integer.parseUnsignedInt(crc, 16)));
    }
    return files;
  }
}
