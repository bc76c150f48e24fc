package org.sluice.bench.rival;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sluice.json.Json;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Compares with napkinXC on data sets: accuracy, training, size, time of an answer. Prints the
 * table of {@code docs/benchmarks.md}.
 */
@Command(
    name = "side-by-side",
    sortOptions = false,
    description = {
      "Train and test this program, and a rival where one is built, on the same rows, one after the"
          + " other, each as processes of their own. Prints a markdown table.",
    })
public final class SideBySide implements Callable<Integer> {
  @Parameters(
      paramLabel = "TRAIN TEST",
      arity = "2..*",
      description = "Files of rows, two for each data set, in any format that 'sluice' reads.")
  List<Path> files;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      required = true,
      description = "New or empty folder for features, models, rankings, logs and results.json.")
  Path output;

  @Option(
      names = "--rival",
      paramLabel = "FOLDER",
      description = "Folder that holds napkinXC/build/nxc; without it only ours is measured.")
  Path rival;

  @Option(names = "--rival-only", description = "Leave ours out.")
  boolean rivalOnly;

  @Option(
      names = "--features",
      paramLabel = "KIND",
      split = ",",
      defaultValue = "pairs,words",
      description = "What is seen of texts: words, pairs (of words, and words), or both (default).")
  List<FeatureKind> kinds;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "2",
      description = "Threads of both in training (default: 2).")
  int threads;

  @Option(
      names = "--latency-rows",
      paramLabel = "N",
      defaultValue = "10000",
      description = "So many of the first test rows are timed one by one (default: 10000).")
  int latencyRows;

  @Option(
      names = "--latency-seconds",
      paramLabel = "X",
      defaultValue = "5",
      description = "Least time that our answers are warmed up, and then timed (default: 5).")
  double latencySeconds;

  @Option(
      names = "--sluice",
      paramLabel = "FILE",
      defaultValue = "sluice",
      description = "Our launcher (default: sluice in the working directory).")
  Path launcher;

  @Option(names = "--json", description = "Print results.json instead of the table.")
  boolean json;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private final PrintStream out;
  private final PrintStream err;
  private final List<Measured> runs = new ArrayList<>();

  SideBySide(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** Runs the comparison and ends the process with its exit code. */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err));
  }

  /** Runs the comparison; 0 done, 1 something failed, 2 wrong usage. */
  static int run(String[] args, PrintStream out, PrintStream err) {
    CommandLine line = new CommandLine(new SideBySide(out, err));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (e, given) -> {
          err.println("side-by-side: " + e.getMessage() + "; see --help");
          return 2;
        });
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          if (e instanceof BenchException || e instanceof IOException) {
            err.println("side-by-side: " + e.getMessage());
            return 1;
          }
          throw e;
        });
    return line.execute(args);
  }

  @Override
  public Integer call() throws IOException {
    List<Workload> workloads = Workload.of(files);
    requirePositive("--threads", threads);
    requirePositive("--latency-rows", latencyRows);
    if (!(latencySeconds >= 0 && latencySeconds <= 600)) {
      throw new BenchException("--latency-seconds must be from 0 to 600: " + latencySeconds);
    }
    if (kinds.contains(FeatureKind.GIVEN)) {
      throw new BenchException("--features must be words or pairs; given features are always used");
    }
    Child.requireTime();
    NapkinXc napkin = rival == null ? null : new NapkinXc(rival, threads);
    if (rivalOnly && napkin == null) {
      throw new BenchException("--rival-only needs --rival");
    }
    Sluice sluice = rivalOnly ? null : new Sluice(launcher, threads, latencySeconds);
    requireEmpty(output);
    if (sluice != null) {
      sluice.makeReady(output);
    }
    for (Workload workload : workloads) {
      compare(workload, sluice, napkin);
    }
    out.print(json ? Json.write(results(), 2) + "\n" : Table.of(runs));
    out.flush();
    return 0;
  }

  private void compare(Workload workload, Sluice sluice, NapkinXc napkin) throws IOException {
    Path folder = output.toAbsolutePath().resolve(workload.name());
    note("reading " + workload.name());
    Prepared prepared = Prepared.read(workload, folder, latencyRows);
    Set<FeatureKind> wanted = EnumSet.copyOf(kinds);
    for (FeatureKind kind : prepared.kinds(wanted)) {
      String title = workload.name() + ", " + kind.title() + ": ";
      Path place = folder.resolve(kind.name().toLowerCase(Locale.ROOT));
      if (sluice != null) {
        note(title + Sluice.NAME);
        keep(sluice.measure(workload.name(), kind, prepared, place.resolve("sluice")));
      }
      if (napkin != null) {
        note(title + NapkinXc.NAME);
        keep(napkin.measure(workload.name(), kind, prepared, place.resolve("napkinxc")));
      }
    }
  }

  /** Results are written as they come, so that a later failure loses none. */
  private void keep(Measured run) throws IOException {
    runs.add(run);
    Files.writeString(
        output.resolve("results.json"), Json.write(results(), 2) + "\n", StandardCharsets.UTF_8);
  }

  private Map<String, Object> results() {
    Map<String, Object> results = new LinkedHashMap<>();
    results.put("threads", threads);
    results.put("processors", Runtime.getRuntime().availableProcessors());
    results.put("java", System.getProperty("java.runtime.version"));
    results.put("runs", runs.stream().map(Measured::toMap).toList());
    return results;
  }

  private void note(String line) {
    err.println("side-by-side: " + line);
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new BenchException(option + " must be at least 1: " + value);
    }
  }

  private static void requireEmpty(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new BenchException(folder + ": must be a folder");
    }
    Files.createDirectories(folder);
    try (Stream<Path> entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new BenchException(folder + ": must be new or empty");
      }
    }
  }
}
