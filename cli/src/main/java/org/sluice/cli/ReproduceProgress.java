package org.sluice.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.sluice.reproduce.Experiment;
import org.sluice.reproduce.PlannedRun;
import org.sluice.reproduce.RunKey;
import org.sluice.reproduce.RunResult;
import org.sluice.reproduce.RunWatch;

/** Shows an experiment on the console: a line that is drawn again, and one for each run's end. */
final class ReproduceProgress implements AutoCloseable {
  private final ProgressLine line;
  private final List<PlannedRun> todo;
  private final RunWatch watch;
  private ProgressTicker ticker;
  private final long start = System.nanoTime();
  private int done;
  private double doneEstimate;
  private long rowsBefore;
  private long runStart = start;

  ReproduceProgress(Console console, List<PlannedRun> todo, RunWatch watch) {
    this.line = new ProgressLine(console);
    this.todo = todo;
    this.watch = watch;
  }

  void begin(Experiment experiment, int all) {
    line.say(
        String.format(
            "%s: %s%s",
            experiment.paper(),
            all == 1 ? "1 run" : Words.count(all) + " runs",
            all == todo.size() ? "" : ", " + Words.count(all - todo.size()) + " of them known"));
    experiment.leftOut().forEach(sentence -> line.say("left out: " + sentence));
    ticker = new ProgressTicker(line, this::describe);
  }

  private synchronized String describe() {
    if (done == todo.size()) {
      return "writing";
    }
    PlannedRun run = todo.get(done);
    long rows = watch.rows() - rowsBefore;
    double share = Math.min(1, rows / (double) Math.max(1, run.rows()));
    double rate = rows / Math.max(1e-3, (System.nanoTime() - runStart) / 1e9);
    return String.format(
        Locale.ROOT,
        "run %d/%d  %s  %.0f %%  %,.0f rows/s  %s left",
        done + 1,
        todo.size(),
        words(run.key()),
        100 * share,
        rate,
        left(share));
  }

  /** By how the runs so far took longer than their estimates. */
  private String left(double shareOfRun) {
    double all = todo.stream().mapToDouble(PlannedRun::estimate).sum();
    double past = doneEstimate + (done < todo.size() ? shareOfRun * todo.get(done).estimate() : 0);
    double seconds = (System.nanoTime() - start) / 1e9;
    return past <= 0 ? "?" : Words.duration(seconds * (all - past) / past);
  }

  void ended(RunResult result) {
    line.say(next(result));
  }

  /** Counts a run; returns what to say of it. */
  private synchronized String next(RunResult result) {
    doneEstimate += todo.get(done).estimate();
    rowsBefore = watch.rows();
    runStart = System.nanoTime();
    done++;
    return String.format(
        "run %d/%d  %s: %s%s",
        done,
        todo.size(),
        words(result.key()),
        outcome(result),
        done < todo.size() ? "; " + left(0) + " left" : "");
  }

  private static String outcome(RunResult result) {
    if (result.outcome().figures().get("failed") instanceof String reason) {
      return reason;
    }
    StringBuilder words = new StringBuilder();
    result
        .figure("accuracy")
        .ifPresent(x -> words.append(String.format(Locale.ROOT, "accuracy %.4f", x)));
    result
        .figure("multiplicationShareNonZero")
        .ifPresent(
            x ->
                words.append(
                    String.format(Locale.ROOT, ", %.1f %% of the multiplications", 100 * x)));
    result
        .figure("secondsPerEpoch")
        .ifPresent(x -> words.append(", ").append(Words.duration(x)).append(" an epoch"));
    return words.toString();
  }

  /** A run in short. */
  static String words(RunKey key) {
    Map<String, Object> settings = key.settings();
    return key.part()
        + " "
        + key.set()
        + " "
        + key.method()
        + " "
        + settings.entrySet().stream()
            .filter(entry -> !entry.getKey().matches("rows|testRows|epochs"))
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    if (ticker != null) {
      ticker.close();
    }
    line.close();
  }
}
