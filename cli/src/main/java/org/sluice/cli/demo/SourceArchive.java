package org.sluice.cli.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads the documented members of a JDK's source archive, whose entries are called {@code
 * module/package/Type.java}. Only packages that a module exports to everybody are read.
 */
final class SourceArchive {
  private static final Pattern EXPORT = Pattern.compile("\\bexports\\s+([\\w.]+)\\s*;");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|//[^\\n]*");

  /** Files a parser gets at once: enough to spread its set-up, few enough to keep memory low. */
  private static final int CHUNK = 100;

  private SourceArchive() {}

  /**
   * Members of all exported packages, in the order of their entries' names, whatever the number of
   * threads.
   *
   * @param threads at least 1
   * @throws IOException if the archive cannot be read; the message names it
   */
  static List<Member> members(Path archive, int threads) throws IOException {
    return members(archive, threads, name -> true);
  }

  /** The same for entries whose names are wanted. */
  static List<Member> members(Path archive, int threads, Predicate<String> wanted)
      throws IOException {
    try (ZipFile zip = new ZipFile(archive.toFile());
        ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<List<SourceType>>> parts = new ArrayList<>();
      List<ZipEntry> entries = exportedSources(zip);
      entries.removeIf(entry -> !wanted.test(entry.getName()));
      for (int from = 0; from < entries.size(); from += CHUNK) {
        List<ZipEntry> chunk = entries.subList(from, Math.min(entries.size(), from + CHUNK));
        parts.add(workers.submit(() -> MemberExtractor.extract(read(zip, chunk))));
      }
      List<SourceType> types = new ArrayList<>();
      for (Future<List<SourceType>> part : parts) {
        types.addAll(part.get());
      }
      return SourceType.members(types);
    } catch (ZipException e) {
      throw new IOException(archive + " is no readable zip archive: " + e.getMessage(), e);
    } catch (ExecutionException e) {
      throw new IOException(archive + " cannot be read: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("reading " + archive + " was interrupted", e);
    }
  }

  private static List<ZipEntry> exportedSources(ZipFile zip) throws IOException {
    Map<String, Set<String>> exported = new HashMap<>();
    Map<String, ZipEntry> sources = new TreeMap<>();
    for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(e -> (ZipEntry) e)::iterator) {
      String name = entry.getName();
      int module = name.indexOf('/');
      if (module < 0 || !name.endsWith(".java")) {
        continue;
      }
      if (name.indexOf('/', module + 1) < 0) {
        if (name.endsWith("/module-info.java")) {
          exported.put(name.substring(0, module), exports(text(zip, entry)));
        }
      } else if (!name.endsWith("/package-info.java")) {
        sources.put(name, entry);
      }
    }
    sources.keySet().removeIf(name -> !isExported(name, exported));
    return new ArrayList<>(sources.values());
  }

  private static boolean isExported(String name, Map<String, Set<String>> exported) {
    int module = name.indexOf('/');
    Set<String> packages = exported.get(name.substring(0, module));
    return packages != null
        && packages.contains(name.substring(module + 1, name.lastIndexOf('/')).replace('/', '.'));
  }

  /** Packages that a module declaration exports without restriction. */
  static Set<String> exports(String moduleInfo) {
    Set<String> packages = new TreeSet<>();
    Matcher export = EXPORT.matcher(COMMENT.matcher(moduleInfo).replaceAll(" "));
    while (export.find()) {
      packages.add(export.group(1));
    }
    return packages;
  }

  private static List<MemberExtractor.Source> read(ZipFile zip, List<ZipEntry> entries)
      throws IOException {
    List<MemberExtractor.Source> files = new ArrayList<>(entries.size());
    for (ZipEntry entry : entries) {
      files.add(new MemberExtractor.Source(entry.getName(), text(zip, entry)));
    }
    return files;
  }

  private static String text(ZipFile zip, ZipEntry entry) throws IOException {
    return new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
  }
}
