package org.sluice.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The files of this checkout. */
final class SourceTree {
  static final List<String> MODULES = List.of("core", "cli", "bench");

  /** Built, generated or foreign: not ours to judge. */
  private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea", ".jqwik-database");

  private static final Set<String> TEXT = Set.of("java", "md", "xml", "sh", "json", "config");

  private SourceTree() {}

  /** The folder that holds the root pom, looked for upwards from where the tests run. */
  static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(".mvn"))) {
        return at;
      }
    }
    throw new IllegalStateException(
        "no folder above " + Path.of("").toAbsolutePath() + " has .mvn");
  }

  /** Every Java file of every module, main and test, sorted. */
  static List<Path> javaFiles() {
    return files().stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  /** The Java files that are part of the product. */
  static List<Path> mainJavaFiles() {
    Path main = Path.of("src", "main", "java");
    return MODULES.stream()
        .map(module -> root().resolve(module).resolve(main))
        .flatMap(folder -> javaFiles().stream().filter(file -> file.startsWith(folder)))
        .toList();
  }

  /** Every file that people read: sources, documents, poms, scripts. Sorted. */
  static List<Path> files() {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          root(),
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return SKIPPED.contains(folder.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              if (attributes.isRegularFile() && isText(file)) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream().sorted().toList();
  }

  private static boolean isText(Path file) {
    String name = file.getFileName().toString();
    boolean script = name.equals("sluice") || name.equals("run");
    return script || TEXT.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** A file's text. */
  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a message names a file: relative to the root. */
  static String name(Path file) {
    return root().relativize(file).toString();
  }

  /** Names of the files in a folder. */
  static Set<String> namesIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return Set.copyOf(files.map(file -> file.getFileName().toString()).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
