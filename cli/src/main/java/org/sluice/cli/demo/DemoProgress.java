package org.sluice.cli.demo;

import java.io.PrintStream;
import java.util.Locale;
import org.sluice.train.Progress;
import org.sluice.train.TrainingListener;

/** Tells how the demo gets on: whole lines, and on a terminal one that is redrawn. */
final class DemoProgress implements TrainingListener {
  private static final int WIDTH = 78;

  private final PrintStream err;
  private final boolean terminal;
  private boolean open;

  DemoProgress(PrintStream err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  /** Writes a line that stays. */
  void say(String line) {
    endLine();
    err.println("sluice: " + line);
    err.flush();
  }

  @Override
  public void progress(Progress p) {
    if (terminal) {
      String text =
          String.format(
              Locale.ROOT,
              "epoch %d/%d  %d %%  %,.0f rows/s  loss %.3f  %.0f s left",
              p.epoch(),
              p.epochs(),
              100 * p.rowsDone() / Math.max(1, p.rowsTotal()),
              p.rowsPerSecond(),
              p.meanLoss(),
              p.secondsLeft());
      err.print("\r" + text + " ".repeat(Math.max(0, WIDTH - text.length())));
      err.flush();
      open = true;
    }
  }

  /** Wipes the redrawn line. */
  void endLine() {
    if (open) {
      err.print("\r" + " ".repeat(WIDTH) + "\r");
      err.flush();
      open = false;
    }
  }
}
