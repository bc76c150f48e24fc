package org.sluice.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Runs numbered tasks on a few threads. Stateless, safe for any number of callers. */
public final class Tasks {
  private Tasks() {}

  /**
   * Runs tasks {@code [0, tasks)}, each once, in no fixed order. Each thread asks {@code perThread}
   * for its own body, which may hold scratch space. Returns when all are done; the first failure is
   * thrown here.
   *
   * @param threads threads to use, the caller's included; fewer where there are fewer tasks
   */
  public static void run(int threads, int tasks, Supplier<IntConsumer> perThread) {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable worker =
        () -> {
          try {
            IntConsumer body = perThread.get();
            for (int task; failure.get() == null && (task = next.getAndIncrement()) < tasks; ) {
              body.accept(task);
            }
          } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
          }
        };
    Thread[] others = new Thread[Math.max(0, Math.min(threads, tasks) - 1)];
    for (int i = 0; i < others.length; i++) {
      others[i] = Thread.ofPlatform().daemon().name("sluice-task-" + i).start(worker);
    }
    worker.run();
    join(others);
    switch (failure.get()) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> {}
    }
  }

  /** Waits for all, for they write what the caller reads; an interruption is passed on after. */
  private static void join(Thread[] threads) {
    boolean interrupted = false;
    for (Thread thread : threads) {
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
  }
}
