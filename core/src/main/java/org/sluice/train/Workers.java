package org.sluice.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.IntFunction;
import org.sluice.index.HashTables;

/**
 * Threads that train batches side by side without locks (HOGWILD, Niu et al., NIPS 2011). Which
 * thread takes which batch is chance; what a batch draws is not.
 */
final class Workers implements AutoCloseable {
  /** Time between two looks at the listener, in milliseconds. */
  private static final long LOOK = 100;

  private final List<BatchWorker> workers = new ArrayList<>();
  private final ExecutorService threads;
  private final AtomicLong rowsDone = new AtomicLong();
  private final DoubleAdder loss = new DoubleAdder();
  private final AtomicLong sets = new AtomicLong();
  private final AtomicLong activeLabels = new AtomicLong();
  private volatile boolean stop;

  Workers(int count, IntFunction<BatchWorker> maker) {
    for (int t = 0; t < count; t++) {
      workers.add(maker.apply(t));
    }
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            count,
            task ->
                Thread.ofPlatform()
                    .daemon()
                    .name("sluice-train-" + number.getAndIncrement())
                    .unstarted(task));
  }

  /** The batches of one stretch of an epoch. */
  record Stretch(
      int[] order,
      int batchSize,
      int from,
      int to,
      long firstStep,
      long seed,
      RateSchedule rates) {}

  /** Trains a stretch and returns when all of it is done, calling {@code look} now and then. */
  void run(Stretch stretch, HashTables tables, Runnable look) {
    workers.forEach(worker -> worker.use(tables));
    AtomicInteger next = new AtomicInteger(stretch.from());
    List<Future<?>> running = new ArrayList<>();
    for (BatchWorker worker : workers) {
      running.add(threads.submit(() -> loop(worker, stretch, next)));
    }
    try {
      for (Future<?> future : running) {
        await(future, look);
      }
    } catch (RuntimeException | Error e) {
      stop = true;
      throw e;
    }
  }

  private static void await(Future<?> future, Runnable look) {
    while (true) {
      try {
        future.get(LOOK, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        look.run();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new TrainingException("training was interrupted", e);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        if (e.getCause() instanceof TrainingException told) {
          throw new TrainingException(told.getMessage(), told);
        }
        throw new TrainingException("training failed: " + e.getCause(), e.getCause());
      }
    }
  }

  private void loop(BatchWorker worker, Stretch stretch, AtomicInteger next) {
    int batch;
    while (!stop && (batch = next.getAndIncrement()) < stretch.to()) {
      long step = stretch.firstStep() + batch - stretch.from();
      int from = batch * stretch.batchSize();
      int count = Math.min(stretch.batchSize(), stretch.order().length - from);
      SplittableRandom random = new SplittableRandom(Seeds.mix(stretch.seed(), Seeds.BATCH, step));
      double sum = worker.train(stretch.order(), from, count, random, stretch.rates().at(step));
      if (!Double.isFinite(sum)) {
        stop = true;
        throw new TrainingException(
            "the loss is no longer a finite number after "
                + (step + 1)
                + " batches: lower inputRate, hiddenRate or outputRate");
      }
      loss.add(sum);
      rowsDone.addAndGet(count);
      sets.incrementAndGet();
      activeLabels.addAndGet(worker.activeLabels());
    }
  }

  /** Ends the stretch after the batches in hand; later stretches end at once. */
  void stop() {
    stop = true;
  }

  boolean stopped() {
    return stop;
  }

  /** Rows trained so far. */
  long rowsDone() {
    return rowsDone.get();
  }

  /** Losses of all rows trained so far, added up. */
  double loss() {
    return loss.sum();
  }

  /** Mean number of labels computed for a batch so far. */
  double meanActiveLabels() {
    return activeLabels.get() / (double) Math.max(1, sets.get());
  }

  @Override
  public void close() {
    stop = true;
    threads.shutdownNow();
    // Weights are freed after this; no thread may still be writing to them. Unlike
    // awaitTermination this waits on where the caller was interrupted, and passes that on after.
    threads.close();
  }
}
