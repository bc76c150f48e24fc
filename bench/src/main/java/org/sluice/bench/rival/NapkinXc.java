package org.sluice.bench.rival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.metric.Evaluation;

/**
 * napkinXC, a probabilistic label tree over sparse linear classifiers: {@code -m plt}, its defaults
 * otherwise. Answers come one thread at a time; their time is the CPU time that the program itself
 * reports, with the reading of the rows and without the loading of the model.
 */
final class NapkinXc {
  /** Its name in tables. */
  static final String NAME = "napkinXC";

  private static final double ROUNDING = 2e-6;

  private final Path program;
  private final int threads;

  /**
   * The program below the folder that rivals are built in.
   *
   * @throws BenchException if it is not there
   */
  NapkinXc(Path rivals, int threads) {
    program = rivals.resolve("napkinXC").resolve("build").resolve("nxc").toAbsolutePath();
    this.threads = threads;
    if (!Files.isExecutable(program)) {
      throw new BenchException(
          program
              + ": no such program; --rival names the folder that holds"
              + " napkinXC/build/nxc");
    }
  }

  /** Trains and tests in a folder of its own. */
  Measured measure(String data, FeatureKind kind, Prepared prepared, Path folder)
      throws IOException {
    Prepared.FeatureFiles files = prepared.features(kind, folder);
    Child child = new Child(folder);
    Path model = folder.resolve("model");
    Path rankings = folder.resolve("rankings.txt");
    Usage training =
        child.run(
            "train",
            List.of(
                program.toString(),
                "train",
                "-i",
                files.train().toString(),
                "-o",
                model.toString(),
                "-m",
                "plt",
                "-t",
                Integer.toString(threads)));
    List<String> test = new ArrayList<>(test(files.test(), model));
    test.addAll(List.of("--prediction", rankings.toString()));
    child.run("test", test);
    child.run("latency", test(files.head(), model));
    Evaluation accuracy = prepared.judge().judge(rankings);
    requireSame(child, accuracy);
    return new Measured(
        data,
        kind,
        NAME,
        accuracy,
        training,
        Measured.folderMb(model),
        figure(child, "latency", "Test CPU time / data point (ms)"));
  }

  private List<String> test(Path rows, Path model) {
    return List.of(
        program.toString(),
        "test",
        "-i",
        rows.toString(),
        "-o",
        model.toString(),
        "--topK",
        Integer.toString(Judge.K),
        "-t",
        "1",
        "--metricsPrecision",
        "6");
  }

  /** Its own precision must be ours, or rows or labels were mixed up on the way. */
  private static void requireSame(Child child, Evaluation accuracy) throws IOException {
    double said = figure(child, "test", "P@1");
    if (Math.abs(said - accuracy.precision(1)) > ROUNDING) {
      throw new BenchException(
          "%s: P@1 must be that of its rankings (%.6f): %.6f"
              .formatted(child.output("test"), accuracy.precision(1), said));
    }
  }

  private static double figure(Child child, String run, String name) throws IOException {
    return figure(child.text(run), name)
        .orElseThrow(
            () -> new BenchException(child.output(run) + ": there is no line '" + name + ": ...'"));
  }

  /** The number on the line {@code name: number}. */
  static OptionalDouble figure(String text, String name) {
    Matcher line =
        Pattern.compile(
                "^\\s*" + Pattern.quote(name) + ":\\s*([0-9.eE+-]+)\\s*$", Pattern.MULTILINE)
            .matcher(text);
    return line.find()
        ? OptionalDouble.of(Double.parseDouble(line.group(1)))
        : OptionalDouble.empty();
  }
}
