package org.sluice.cli;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.sluice.train.EpochReport;
import org.sluice.train.Progress;
import org.sluice.train.ProposalReport;
import org.sluice.train.TrainingListener;
import org.sluice.train.TrainingStart;

/** Shows a run on the console and carries the wish to stop into it. */
final class TrainingProgress implements TrainingListener, AutoCloseable {
  private final ProgressLine line;
  private volatile boolean stopping;
  private TrainingStart start;
  private Progress latest;
  private EpochReport lastReport;
  private ProposalReport proposals;
  private volatile long rankingBegan;
  private volatile int firstDone;

  TrainingProgress(Console console) {
    this.line = new ProgressLine(console);
  }

  /** Asks the run to end; for any thread. */
  void stop() {
    stopping = true;
  }

  @Override
  public boolean shouldStop() {
    return stopping;
  }

  @Override
  public void phase(String what) {
    rankingBegan = 0;
    line.update(() -> what);
    giveBack();
  }

  @Override
  public void started(TrainingStart begun) {
    start = begun;
    giveBack();
    if (begun.skippedRows() > 0) {
      line.say(Words.count(begun.skippedRows()) + " rows without labels are not trained on");
    }
  }

  /**
   * Has the collector give back what the last phase left: it would otherwise keep that memory while
   * the next phase fills memory outside the heap. Takes about a tenth of a second.
   */
  private static void giveBack() {
    System.gc();
  }

  @Override
  public void progress(Progress progress) {
    latest = progress;
    line.update(() -> describe(progress));
  }

  static String describe(Progress p) {
    if (p.rowsDone() == 0) {
      return String.format(Locale.ROOT, "epoch %d/%d  starting", p.epoch(), p.epochs());
    }
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  %d %%  %,.0f rows/s  loss %.4f  %s left",
        p.epoch(),
        p.epochs(),
        100 * p.rowsDone() / p.rowsTotal(),
        p.rowsPerSecond(),
        p.meanLoss(),
        Words.duration(p.secondsLeft()));
  }

  @Override
  public void proposed(ProposalReport report) {
    proposals = report;
    line.say(
        String.format(
            Locale.ROOT,
            "lists hold %.1f %% of the network's best %d labels for training rows, %.1f %% of %d"
                + " for answers; asked in %s",
            100 * report.mining().recall(),
            report.mining().k(),
            100 * report.answering().recall(),
            report.answering().k(),
            Words.duration(report.seconds())));
  }

  @Override
  public void ranking(int done, int labels) {
    long now = System.nanoTime();
    if (done == 0 || rankingBegan == 0) {
      rankingBegan = now;
      firstDone = done;
      return;
    }
    double rate = (done - firstDone) / Math.max(1e-9, (now - rankingBegan) / 1e9);
    line.update(
        () ->
            String.format(
                Locale.ROOT,
                "rankers  %d %%  %,.0f labels/s  %s left",
                100L * done / Math.max(1, labels),
                rate,
                Words.duration((labels - done) / Math.max(rate, 1e-9))));
  }

  @Override
  public void epochFinished(EpochReport report) {
    lastReport = report;
    line.say(describe(report));
  }

  private String describe(EpochReport report) {
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  loss %.4f  %s%s",
        report.epoch(),
        start.config().run().epochs(),
        report.meanLoss(),
        Words.duration(report.seconds()),
        report.validation().isEmpty() ? "" : "  held out: " + metrics(report.validation()));
  }

  private static String metrics(Map<String, Double> values) {
    return values.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(entry -> entry.getKey().matches("(P|nDCG)@[135]"))
        .map(entry -> String.format(Locale.ROOT, "%s %.4f", entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("  "));
  }

  /** Row visits so far, over all epochs. */
  long rowsDone() {
    return latest == null ? 0 : latest.rowsDone();
  }

  /** Adds what the last epoch that ended has shown. */
  void report(Map<String, Object> target) {
    target.put("epochs", lastReport == null ? 0 : lastReport.epoch());
    if (lastReport != null) {
      target.put("loss", lastReport.meanLoss());
      target.put("validation", new TreeMap<>(lastReport.validation()));
    }
    if (proposals != null) {
      target.put("epoch_seconds", proposals.epochSeconds());
      target.put("proposal_seconds", proposals.seconds());
      target.put("mining_recall", proposals.mining().recall());
      target.put("answer_recall", proposals.answering().recall());
    }
  }

  @Override
  public void close() {
    line.close();
  }
}
