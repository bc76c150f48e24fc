package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.sluice.reproduce.Budget;
import org.sluice.reproduce.EnergyMeter;
import org.sluice.reproduce.Experiment;
import org.sluice.reproduce.Outcome;
import org.sluice.reproduce.PlannedRun;
import org.sluice.reproduce.Report;
import org.sluice.reproduce.Results;
import org.sluice.reproduce.RunResult;
import org.sluice.reproduce.RunWatch;
import org.sluice.reproduce.Stopped;

/** Carries out an experiment: run after run, each kept as soon as it has ended. */
final class Reproduction {
  private final Experiment experiment;
  private final Budget budget;
  private final Path output;
  private final Console console;
  private final EnergyMeter energy = EnergyMeter.open(EnergyMeter.SYSTEM);

  /**
   * @param output folder for results, or null
   */
  Reproduction(Experiment experiment, Budget budget, Path output, Console console) {
    this.experiment = experiment;
    this.budget = budget;
    this.output = output;
    this.console = console;
  }

  /** Runs what has not been run; returns the exit code. */
  int run(boolean json) throws IOException {
    ResultFolder folder = output == null ? null : new ResultFolder(output);
    Results results = folder == null ? new Results() : folder.read(experiment.name());
    List<PlannedRun> todo =
        experiment.runs().stream().filter(run -> !results.has(run.key())).toList();
    RunWatch watch = new RunWatch(energy);
    int done;
    try (ReproduceProgress progress = new ReproduceProgress(console, todo, watch);
        var registration = console.interrupts().onRequest(watch::stop)) {
      progress.begin(experiment, experiment.runs().size());
      done = runAll(todo, results, folder, watch, progress);
    }
    Report report = report(results, todo.size() - done);
    if (folder != null) {
      folder.write(report);
    }
    tell(report, todo.subList(done, todo.size()), json);
    if (folder != null) {
      console.note("a browser shows " + folder.page());
    }
    if (watch.stopping()) {
      console.note(
          "interrupted; "
              + (folder == null
                  ? "these are the runs that had ended"
                  : "the same command goes on from the runs that had ended"));
    }
    return watch.stopping() ? ExitCode.INTERRUPTED : ExitCode.OK;
  }

  /** Returns how many runs have ended. */
  private int runAll(
      List<PlannedRun> todo,
      Results results,
      ResultFolder folder,
      RunWatch watch,
      ReproduceProgress progress)
      throws IOException {
    long start = System.nanoTime();
    int done = 0;
    for (PlannedRun run : todo) {
      if (watch.stopping() || (System.nanoTime() - start) / 1e9 >= budget.seconds()) {
        break;
      }
      Outcome outcome;
      try {
        outcome = run.body().run(watch);
      } catch (Stopped e) {
        break;
      }
      RunResult result = new RunResult(run.key(), outcome);
      results.add(result);
      done++;
      if (folder != null) {
        folder.write(report(results, todo.size() - done));
      }
      progress.ended(result);
    }
    return done;
  }

  private Report report(Results results, int notRun) {
    return new Report(experiment, results, machine(), notRun);
  }

  private Map<String, Object> machine() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("sluice", Version.number());
    machine.put("java", System.getProperty("java.vendor") + " " + Runtime.version());
    machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    machine.put("processors", Runtime.getRuntime().availableProcessors());
    OptionalDouble joules = energy.joules();
    machine.put(
        "energy",
        joules.isPresent()
            ? String.format(Locale.ROOT, "%.0f joules in this call", joules.getAsDouble())
            : "not reported by this system");
    return machine;
  }

  private void tell(Report report, List<PlannedRun> left, boolean json) {
    if (json) {
      console.out().println(JsonOutput.line(report.toMap()));
    } else {
      report.lines().forEach(console.out()::println);
    }
    if (!left.isEmpty()) {
      console.note(
          String.format(
              "left out: %s of %s runs, the first of them %s",
              Words.count(left.size()),
              Words.count(experiment.runs().size()),
              ReproduceProgress.words(left.getFirst().key())));
    }
  }
}
