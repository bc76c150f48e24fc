package org.sluice.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a model is, how it was trained and how large it is, from its manifest and the lengths of its
 * files: quick also for models that do not fit into memory. Immutable.
 */
public final class ModelSummary {
  private final Path folder;
  private final Manifest manifest;

  /** What the manifest does not say of the second stage; empty where there is none. */
  private final Map<String, Long> rankingSizes;

  private ModelSummary(Path folder, Manifest manifest, Map<String, Long> rankingSizes) {
    this.folder = folder;
    this.manifest = manifest;
    this.rankingSizes = rankingSizes;
  }

  /**
   * Reads the summary of a model's folder. Checks the manifest and that the files have the lengths
   * it says; of their content only the header of the rankers' file is read.
   *
   * @throws ModelFormatException if the folder is no model, saying in one line why
   */
  public static ModelSummary read(Path folder) throws ModelFormatException {
    Path current = FolderSwap.current(folder);
    Manifest manifest = Manifest.read(current);
    for (Map.Entry<String, FileRecord> file : manifest.files().entrySet()) {
      file.getValue().verifyLength(current.resolve(file.getKey()));
    }
    Map<String, Long> rankingSizes =
        manifest.ranking().isPresent() ? RankingFiles.sizes(current) : Map.of();
    return new ModelSummary(folder, manifest, rankingSizes);
  }

  /** Bytes that the model's files take, the manifest left out. */
  public long bytes() {
    return manifest.files().values().stream().mapToLong(FileRecord::bytes).sum();
  }

  /** Everything, ordered, with values as JSON has them. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", folder.toString());
    map.put("version", manifest.version());
    map.put("input", manifest.text().isPresent() ? "text" : "features");
    map.put("features", manifest.shape().features());
    map.put("hidden", manifest.shape().hidden());
    map.put("labels", manifest.shape().labels());
    map.put("activation", manifest.shape().activation().name().toLowerCase(Locale.ROOT));
    map.put("parameters", manifest.shape().parameters());
    map.put("trainingRows", manifest.trainingRows());
    map.put("bytes", bytes());
    Map<String, Object> files = new LinkedHashMap<>();
    manifest.files().forEach((name, file) -> files.put(name, file.bytes()));
    map.put("files", files);
    manifest.text().ifPresent(text -> map.put("text", text.fields()));
    manifest
        .ranking()
        .ifPresent(
            ranking -> {
              Map<String, Object> fields = new LinkedHashMap<>(rankingSizes);
              fields.putAll(ranking.fields());
              map.put(RankingSection.NAME, fields);
            });
    map.put("config", manifest.config().toMap());
    map.put("provenance", manifest.provenance().facts());
    return map;
  }

  /** {@link #toMap} for people: one line a value, inner ones indented. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    append(lines, "", toMap());
    return lines;
  }

  private static void append(List<String> lines, String indent, Map<?, ?> map) {
    int width = map.keySet().stream().mapToInt(key -> key.toString().length()).max().orElse(0);
    map.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner) {
            lines.add(indent + key);
            append(lines, indent + "  ", inner);
          } else {
            String padding = " ".repeat(width - key.toString().length());
            lines.add(indent + key + padding + "  " + shown(value));
          }
        });
  }

  private static String shown(Object value) {
    return switch (value) {
      case Integer whole -> String.format(Locale.ROOT, "%,d", whole);
      case Long whole -> String.format(Locale.ROOT, "%,d", whole);
      case null -> "-";
      default -> value.toString();
    };
  }
}
