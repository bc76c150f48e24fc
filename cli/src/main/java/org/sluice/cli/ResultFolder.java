package org.sluice.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.json.Json;
import org.sluice.reproduce.Report;
import org.sluice.reproduce.Results;
import org.sluice.reproduce.RunResult;

/**
 * A folder with the results of an experiment: all figures, a table, a page. Each file is whole at
 * any moment.
 */
final class ResultFolder {
  private static final String FIGURES = "results.json";
  private static final String TABLE = "results.md";
  private static final String PAGE = "index.html";
  private static final String VERSION = "version";
  private static final String RESULTS = "results";
  private static final long CURRENT = 1;

  private final Path folder;

  /**
   * @param folder made where it is missing
   */
  ResultFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder);
    OutputTarget.checkFile(folder.resolve(FIGURES));
  }

  Path page() {
    return folder.resolve(PAGE);
  }

  /**
   * The results that are there, none where there are none.
   *
   * @throws UserException where the file is not of this experiment or breaks a rule
   */
  Results read(String experiment) throws IOException {
    Path file = folder.resolve(FIGURES);
    Results results = new Results();
    if (!Files.exists(file)) {
      return results;
    }
    try {
      Map<String, Object> top = Json.parseObject(Files.readString(file));
      require(experiment.equals(top.get("experiment")), "experiment", experiment, top);
      require(Long.valueOf(CURRENT).equals(top.get(VERSION)), VERSION, "" + CURRENT, top);
      require(top.get(RESULTS) instanceof List<?>, RESULTS, "a list", top);
      List<?> list = (List<?>) top.get(RESULTS);
      for (int i = 0; i < list.size(); i++) {
        results.add(RunResult.of(list.get(i), RESULTS + "[" + i + "]"));
      }
      return results;
    } catch (CharacterCodingException e) {
      throw new UserException(file + ": must be UTF-8", e);
    } catch (IllegalArgumentException e) {
      throw new UserException(file + ": " + e.getMessage(), e);
    }
  }

  private static void require(boolean holds, String field, String rule, Map<String, Object> top) {
    if (!holds) {
      throw new IllegalArgumentException(
          field + " must be " + rule + ": " + Json.write(top.get(field)));
    }
  }

  /** Replaces the three files. */
  void write(Report report) throws IOException {
    Map<String, Object> map = new LinkedHashMap<>(report.toMap());
    map.put(VERSION, CURRENT);
    map.put(RESULTS, report.results().all().stream().map(RunResult::toMap).toList());
    write(FIGURES, Json.write(map, 1) + "\n");
    write(TABLE, report.markdown());
    write(PAGE, report.page());
  }

  private void write(String name, String text) throws IOException {
    OutputTarget.writeWhole(folder.resolve(name), file -> Files.writeString(file, text));
  }
}
