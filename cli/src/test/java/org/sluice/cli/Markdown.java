package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document of this repository.
 *
 * @param file where it lies, or would lie
 * @param text its content
 */
record Markdown(Path file, String text) {
  private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\\n(.*?)^```$");
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");

  /** The folder that holds the root pom, looked for upwards from where the tests run. */
  static Path root() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(".mvn"))) {
        return at;
      }
    }
    throw new IllegalStateException("no folder above " + Path.of("").toAbsolutePath());
  }

  static Markdown read(Path file) throws IOException {
    return new Markdown(file, Files.readString(file));
  }

  /** The README and everything in docs. */
  static List<Markdown> all() throws IOException {
    List<Markdown> documents = new ArrayList<>(List.of(read(root().resolve("README.md"))));
    try (Stream<Path> files = Files.walk(root().resolve("docs"))) {
      for (Path file : files.filter(name -> name.toString().endsWith(".md")).sorted().toList()) {
        documents.add(read(file));
      }
    }
    return documents;
  }

  /** Contents of the fenced blocks of a language. */
  List<String> blocks(String language) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map(block -> block.group(2))
        .toList();
  }

  /** Code within sentences. */
  List<String> inlineCode() {
    return find(CODE, prose());
  }

  private String prose() {
    return BLOCK.matcher(text).replaceAll("");
  }

  private static List<String> find(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult match) -> match.group(1)).toList();
  }

  /** Links into this repository that lead nowhere. */
  List<String> brokenLinks() throws IOException {
    List<String> broken = new ArrayList<>();
    for (String link : find(LINK, prose())) {
      if (!link.matches("[a-z]+:.*") && !leadsSomewhere(link)) {
        broken.add(file.getFileName() + ": " + link);
      }
    }
    return broken;
  }

  private boolean leadsSomewhere(String link) throws IOException {
    int hash = link.indexOf('#');
    String path = hash < 0 ? link : link.substring(0, hash);
    Path target = path.isEmpty() ? file : file.resolveSibling(path).normalize();
    // A case that only some file systems forgive is a fault too.
    if (!target.equals(file)
        && !(Files.exists(target) && target.toRealPath().endsWith(target.getFileName()))) {
      return false;
    }
    return hash < 0
        || (target.equals(file) ? this : read(target)).anchors().contains(link.substring(hash + 1));
  }

  private List<String> anchors() {
    return find(HEADING, prose()).stream()
        .map(heading -> heading.strip().toLowerCase(Locale.ROOT))
        .map(heading -> heading.replaceAll("[^\\w\\- ]", "").replace(' ', '-'))
        .toList();
  }
}
