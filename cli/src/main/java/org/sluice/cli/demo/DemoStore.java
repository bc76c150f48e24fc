package org.sluice.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.json.Json;

/**
 * Keeps demo models in a folder of the user, one for each JDK, version of Sluice and seed. A model
 * appears there whole or not at all.
 */
final class DemoStore {
  private static final String FACTS = "demo.json";
  private static final String DOCS = "members.tsv";
  private static final String MODEL = "model";

  private final Path folder;

  private DemoStore(Path folder) {
    this.folder = folder;
  }

  /**
   * The place for the model of a JDK.
   *
   * @param cache folder of all models
   * @param version version of Sluice
   */
  static DemoStore of(Path cache, JdkSources sources, String version, long seed)
      throws IOException {
    BasicFileAttributes archive =
        Files.readAttributes(sources.archive(), BasicFileAttributes.class);
    List<Object> key =
        List.of(
            sources.jdk(), archive.size(), archive.lastModifiedTime().toMillis(), version, seed);
    String jdk = sources.jdk().replaceAll("[^0-9A-Za-z.]+", "_");
    return new DemoStore(cache.resolve("demo-" + jdk + "-" + Integer.toHexString(key.hashCode())));
  }

  /** {@code $XDG_CACHE_HOME/sluice}, or {@code .cache/sluice} in the user's home. */
  static Path defaultCache(Map<String, String> environment, String home) {
    String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base = caches.isBlank() ? Path.of(home, ".cache") : Path.of(caches);
    return base.resolve("sluice");
  }

  /** Where the model lies, or will. */
  Path folder() {
    return folder;
  }

  /**
   * The kept model, empty where there is none.
   *
   * @throws IOException if there is one that cannot be read
   */
  Optional<Demo> load(Finder.Source source) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    try {
      Map<String, Object> json = Json.parseObject(Files.readString(folder.resolve(FACTS)));
      Demo.Facts facts =
          new Demo.Facts(
              whole(json, "members"),
              whole(json, "examples"),
              json.get("accuracy") instanceof Map<?, ?> map
                  ? Accuracy.fromMap(map)
                  : Accuracy.fromMap(Map.of()));
      Map<String, String> docs = new LinkedHashMap<>();
      for (String line : Files.readAllLines(folder.resolve(DOCS))) {
        int tab = line.indexOf('\t');
        docs.put(line.substring(0, tab), line.substring(tab + 1));
      }
      return Optional.of(new Demo(source.load(folder.resolve(MODEL)), docs, facts));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException(folder + " is damaged: " + e.getMessage(), e);
    }
  }

  private static int whole(Map<String, Object> json, String key) {
    if (json.get(key) instanceof Long number) {
      return Math.toIntExact(number);
    }
    throw new IllegalArgumentException(key + " must be a whole number: " + json.get(key));
  }

  /** Keeps a model in place of an older one. */
  void save(Demo demo) throws IOException {
    Files.createDirectories(folder.getParent());
    Path fresh = Files.createTempDirectory(folder.getParent(), "demo-unfinished");
    try {
      demo.finder().save(fresh.resolve(MODEL));
      List<String> lines = new ArrayList<>();
      demo.docs().forEach((label, doc) -> lines.add(label + "\t" + doc));
      Files.write(fresh.resolve(DOCS), lines, StandardCharsets.UTF_8);
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("members", demo.facts().members());
      json.put("examples", demo.facts().examples());
      json.put("accuracy", demo.facts().accuracy().toMap());
      Files.writeString(fresh.resolve(FACTS), Json.write(json, 2));
      delete(folder);
      Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(fresh);
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException failure)
              throws IOException {
            Files.delete(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
