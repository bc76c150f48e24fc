package org.sluice.cli;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sluice.config.ConfigFields;
import org.sluice.config.DataFigures;
import org.sluice.config.Defaults;
import org.sluice.config.TrainingConfig;
import org.sluice.json.Json;
import org.sluice.json.JsonException;

/**
 * Chooses the settings of a run: defaults from the data, over them those of a file, over them those
 * of the command line.
 */
final class Settings {
  /** A code of winner-take-all hashing has three bits where one of the others has one. */
  private static final int WINNER_BITS = 3;

  private final Path file;
  private final Map<String, Object> fromFile;
  private final Map<String, String> fromOptions;

  /**
   * @param file a JSON object of settings, or null
   * @param options settings by name, as typed
   */
  Settings(Path file, Map<String, String> options) throws IOException {
    this.file = file;
    this.fromFile = file == null ? Map.of() : parse(file);
    this.fromOptions = options;
  }

  /** Settings that were given. */
  Set<String> names() {
    Set<String> names = new HashSet<>(fromFile.keySet());
    names.addAll(fromOptions.keySet());
    return names;
  }

  private static Map<String, Object> parse(Path file) throws IOException {
    try {
      return Json.parseObject(Files.readString(file));
    } catch (JsonException e) {
      throw new UserException(file + ":" + e.getMessage(), e);
    } catch (java.nio.charset.CharacterCodingException e) {
      throw new UserException(file + ": must be UTF-8", e);
    }
  }

  /**
   * The settings for some data.
   *
   * @throws UserException where the file is at fault
   * @throws IllegalArgumentException where an option is
   */
  TrainingConfig choose(DataFigures figures) {
    TrainingConfig config = Defaults.of(figures, Runtime.getRuntime().availableProcessors());
    Map<String, Object> changes = new LinkedHashMap<>(fromFile);
    if (file != null) {
      try {
        config.with(withCode(config, changes));
      } catch (IllegalArgumentException e) {
        throw new UserException(file + ": " + e.getMessage(), e);
      }
    }
    changes.putAll(fromOptions);
    return config.with(withCode(config, changes));
  }

  /** Default codes are counted in bits; with another hash family nobody asked for that many. */
  private static Map<String, Object> withCode(TrainingConfig config, Map<String, Object> changes) {
    String family = String.valueOf(changes.get("hashFamily"));
    if (!"dwta".equalsIgnoreCase(family) && !"wta".equalsIgnoreCase(family)
        || changes.containsKey("k")) {
      return changes;
    }
    Map<String, Object> fitted = new LinkedHashMap<>(changes);
    fitted.put("k", Math.max(1, Math.ceilDiv(config.hash().k(), WINNER_BITS)));
    return fitted;
  }

  /** Settings in words, one line for each record of them. */
  static List<String> describe(TrainingConfig config, boolean text) {
    Map<String, Object> values = config.toMap();
    List<String> lines = new ArrayList<>();
    for (RecordComponent part : TrainingConfig.class.getRecordComponents()) {
      if (part.getName().equals("text") && !text) {
        continue;
      }
      lines.add(
          ConfigFields.fields(part.getType().asSubclass(Record.class)).stream()
              .map(field -> words(field.name()) + " " + words(values.get(field.name())))
              .collect(Collectors.joining(", ", words(part.getName()) + ": ", "")));
    }
    return lines;
  }

  private static String words(String field) {
    return SettingOptions.optionName(field).substring(2);
  }

  private static String words(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(value);
  }
}
