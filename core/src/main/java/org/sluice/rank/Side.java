package org.sluice.rank;

import java.util.concurrent.atomic.AtomicReference;

/** Runs the same work on a few threads side by side. */
final class Side {
  private Side() {}

  /** Returns when all threads have ended; the first failure is thrown here. */
  static void bySide(int threads, Runnable work) {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable guarded =
        () -> {
          try {
            work.run();
          } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
          }
        };
    Thread[] others = new Thread[threads - 1];
    for (int i = 0; i < others.length; i++) {
      others[i] = Thread.ofPlatform().daemon().name("sluice-rank-" + i).start(guarded);
    }
    guarded.run();
    boolean interrupted = false;
    for (Thread thread : others) {
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    switch (failure.get()) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }
}
