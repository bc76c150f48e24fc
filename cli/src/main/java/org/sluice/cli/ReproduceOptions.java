package org.sluice.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.sluice.dense.DenseFiles;
import org.sluice.dense.DenseSets;
import org.sluice.reproduce.Budget;
import org.sluice.reproduce.Experiment;
import org.sluice.reproduce.ImageSets;
import picocli.CommandLine.Option;

/** What all experiments can be told. */
final class ReproduceOptions {
  /** Of generated data: runs of other seeds see the same rows. */
  static final long DATA_SEED = 1;

  @Option(
      names = "--budget",
      paramLabel = "B",
      defaultValue = "quick",
      description =
          "quick (minutes, the default), hour, full (days), or a time such as 90s, 45m or 2h: the"
              + " runs of full in their order, none begun after that time. What is left out is"
              + " said.")
  String budget;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "Runs of every kind, for kdd17 of its part accuracy alone, with seeds from --seed on"
              + " (default: by budget 1, 1, 3).")
  Integer seeds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The first seed (default: 1).")
  long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads that train (default: 1, which repeats bit for bit).")
  int threads;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description =
          "Keep results.json, results.md and index.html, a page with curves, there, after every"
              + " run. Runs that the folder holds already are not run again.")
  Path output;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  boolean json;

  Budget budget() {
    Budget parsed = checked(() -> Budget.of(budget));
    Usage.require(
        seeds == null || (seeds >= 1 && seeds <= 1000), "--seeds", "from 1 to 1000", seeds);
    Usage.require(threads >= 1 && threads <= 256, "--threads", "from 1 to 256", threads);
    if (output != null && Files.exists(output) && !Files.isDirectory(output)) {
      throw new UserException(output + ": is not a folder");
    }
    return parsed;
  }

  void requireOneThread() {
    Usage.require(threads == 1, "--threads", "1 for this experiment", threads);
  }

  /** Fails for names of sets that are not known, before any is read. */
  static void requireSets(List<String> sets) {
    for (String name : sets) {
      Usage.require(
          ImageSets.NAMES.contains(name),
          "--sets",
          "of " + String.join(", ", ImageSets.NAMES),
          name);
    }
  }

  int seeds() {
    return seeds == null ? 0 : seeds;
  }

  /** Rules of core name their field, which is an option here. */
  static <T> T checked(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw new Usage.WrongOption("--" + e.getMessage());
    }
  }

  /**
   * Reads the sets that must come from files, before anything is run.
   *
   * @param data folder of the sets, or null
   * @param asked names of sets, empty for all
   */
  static ImageSets.Reader reader(Path data, List<String> asked) {
    List<String> needed =
        ImageSets.READ.stream().filter(name -> asked.isEmpty() || asked.contains(name)).toList();
    if (!needed.isEmpty() && data == null) {
      throw new Usage.WrongOption(
          "missing: --data, the folder with "
              + String.join(" and ", needed)
              + "; --sets "
              + String.join(
                  ",", ImageSets.NAMES.stream().filter(n -> !ImageSets.READ.contains(n)).toList())
              + " needs none");
    }
    java.util.Map<String, DenseSets> read = new java.util.HashMap<>();
    for (String name : needed) {
      try {
        read.put(name, DenseFiles.open(data.resolve(name)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return read::get;
  }

  int run(Experiment experiment, Console console) throws IOException {
    return new Reproduction(experiment, budget(), output, console).run(json);
  }
}
