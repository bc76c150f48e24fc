package org.sluice.cli;

import java.util.function.Supplier;

/** Has a line of progress drawn again and again while work goes on that knows nothing of it. */
final class ProgressTicker implements AutoCloseable {
  private static final long MILLIS = 200;

  private final ProgressLine line;
  private final Supplier<String> text;
  private final Thread thread;

  /** Begins at once. */
  ProgressTicker(ProgressLine line, Supplier<String> text) {
    this.line = line;
    this.text = text;
    thread = Thread.ofPlatform().daemon().name("sluice-progress").start(this::tick);
  }

  private void tick() {
    while (!Thread.currentThread().isInterrupted()) {
      line.update(text);
      try {
        Thread.sleep(MILLIS);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Ends it; nothing is drawn afterwards. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
