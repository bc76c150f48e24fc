package org.sluice.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.sluice.train.Progress;
import org.sluice.tune.Goal;
import org.sluice.tune.Plan;
import org.sluice.tune.Trial;
import org.sluice.tune.TuneListener;
import org.sluice.tune.Tuner;

/** Shows a search on the console and carries the wish to stop into it. */
final class TuneProgress implements TuneListener, AutoCloseable {
  private final ProgressLine line;
  private final Goal goal;
  private Tuner tuner;
  private volatile boolean stopping;
  private volatile String trial = "trying the defaults";

  TuneProgress(Console console, Goal goal) {
    this.line = new ProgressLine(console);
    this.goal = goal;
  }

  /** Asks the search to end; for any thread. */
  void stop() {
    stopping = true;
  }

  @Override
  public boolean shouldStop() {
    return stopping;
  }

  void begin(Tuner begun) {
    tuner = begun;
    line.say(
        Words.count(begun.heldRows())
            + " rows held out; varied: "
            + begun.settings().stream()
                .map(setting -> SettingOptions.optionName(setting).substring(2))
                .collect(Collectors.joining(", ")));
  }

  @Override
  public void planned(Plan plan, int rows) {
    line.say(
        String.format(
            "%d candidates, %d trials at most, on %s rows",
            plan.candidates(),
            plan.trials(),
            plan.shares().stream()
                .map(share -> Words.count(Math.round(share * rows)))
                .collect(Collectors.joining(", then "))));
    trial = "trial 1/" + plan.trials();
  }

  @Override
  public void trialFinished(Trial last, Trial best, int done, int all) {
    line.say(
        String.format(
            Locale.ROOT,
            "trial %d/%d on %.1f %% of the rows: %s %.4f with %s; best %.4f%s%s",
            done,
            all,
            100 * last.share(),
            goal.metric(),
            last.score(),
            words(last.changes()),
            best.score(),
            last.equals(best) ? " (this)" : "",
            left()));
    trial = "trial " + (done + 1) + "/" + all;
  }

  private String left() {
    double left = tuner.secondsLeft();
    return Double.isInfinite(left) ? "" : "; " + Words.duration(Math.max(0, left)) + " left";
  }

  @Override
  public void phase(String what) {
    line.update(() -> trial + "  " + what + left());
  }

  @Override
  public void progress(Progress progress) {
    line.update(() -> trial + "  epoch " + progress.epoch() + "/" + progress.epochs() + left());
  }

  @Override
  public void ranking(int done, int labels) {
    line.update(() -> trial + "  rankers " + 100L * done / Math.max(1, labels) + " %" + left());
  }

  /** Changes of the defaults as options would make them. */
  static String words(Map<String, Object> changes) {
    if (changes.isEmpty()) {
      return "the defaults";
    }
    return changes.entrySet().stream()
        .map(
            change ->
                SettingOptions.optionName(change.getKey()).substring(2)
                    + " "
                    + (change.getValue() instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                        : change.getValue()))
        .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    line.close();
  }
}
