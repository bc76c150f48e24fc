package org.sluice.bench.rival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sluice.data.DataFormat;
import org.sluice.json.Json;

/** This project's own program: trained by its command, asked through {@link Probe}. */
final class Sluice {
  /** Its name in tables. */
  static final String NAME = "Sluice";

  private final Path launcher;
  private final int threads;
  private final double seconds;

  /**
   * The program behind a launcher.
   *
   * @param threads threads of training
   * @param seconds how long answers are timed
   * @throws BenchException if it is not there
   */
  Sluice(Path launcher, int threads, double seconds) {
    this.launcher = launcher.toAbsolutePath();
    this.threads = threads;
    this.seconds = seconds;
    if (!Files.isExecutable(launcher)) {
      throw new BenchException(
          launcher
              + ": no such program; --sluice names the launcher, and it lies in the folder"
              + " that holds bench");
    }
  }

  /** Lets the launcher build what is not built, so that no measured run does. */
  void makeReady(Path folder) throws IOException {
    new Child(folder).run("version", List.of(launcher.toString(), "--version"));
  }

  /** Trains and tests in a folder of its own. */
  Measured measure(String data, FeatureKind kind, Prepared prepared, Path folder)
      throws IOException {
    Child child = new Child(folder);
    Path model = folder.resolve("model");
    Path rankings = folder.resolve("rankings.txt");
    Workload workload = prepared.workload();
    Usage training = child.run("train", train(workload, kind, model));
    child.run(
        "probe",
        Probe.command(
            model,
            prepared.head(),
            prepared.isText() ? DataFormat.TEXT : DataFormat.XMC,
            workload.test(),
            rankings,
            threads,
            seconds));
    Map<String, Object> answers = Json.parseObject(child.text("probe"));
    return new Measured(
        data,
        kind,
        NAME,
        prepared.judge().judge(rankings),
        training,
        Measured.folderMb(model),
        ((Number) answers.get(Probe.MS_PER_ROW)).doubleValue());
  }

  private List<String> train(Workload workload, FeatureKind kind, Path model) {
    List<String> command =
        new ArrayList<>(
            List.of(
                launcher.toString(),
                "train",
                workload.train().toString(),
                "-o",
                model.toString(),
                "--threads",
                Integer.toString(threads),
                "--json"));
    command.addAll(kind.options());
    return command;
  }
}
