package org.sluice.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Requests from outside to stop, and the work that wants to end in order. While work is registered,
 * a request only tells it to stop and the process waits for it; at all other times the process ends
 * at once. Safe for many threads.
 */
public final class Interrupts {
  private final AtomicReference<Runnable> work = new AtomicReference<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean requested;

  /** Registered work; closing it takes it off. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }

  /** Has {@code stop} called, from another thread, at a request; at once where there was one. */
  Registration onRequest(Runnable stop) {
    work.set(stop);
    if (requested) {
      stop.run();
    }
    return () -> {
      // After a request the process must still wait for the last words of the command.
      if (!requested) {
        work.compareAndSet(stop, null);
      }
    };
  }

  /** Asks the work to stop; true where there is some to wait for. */
  boolean request() {
    requested = true;
    Optional<Runnable> stop = Optional.ofNullable(work.get());
    stop.ifPresent(Runnable::run);
    return stop.isPresent();
  }

  /** Whether somebody asked. */
  boolean requested() {
    return requested;
  }

  /** Says that the command has spoken its last word. */
  void end() {
    ended.countDown();
  }

  /**
   * Listens to the signals that end a process (Ctrl-C, SIGTERM, a closed terminal). A shutdown hook
   * does it with the public API alone, and the JVM itself then returns the code that shells expect.
   */
  void listenToSignals() {
    Thread hook =
        new Thread(
            () -> {
              if (ended.getCount() > 0 && request()) {
                awaitEnd();
              }
            },
            "sluice-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void awaitEnd() {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
