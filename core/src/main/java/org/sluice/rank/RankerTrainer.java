package org.sluice.rank;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.sluice.data.SparseRows;
import org.sluice.parallel.Tasks;

/**
 * Trains a ranker for each label: the rows that have it against the rows that proposed it wrongly,
 * by L2-regularised squared hinge. Labels are independent of each other, so they are trained side
 * by side, those with the most rows first; the result does not depend on the number of threads.
 *
 * <p>A label that nobody proposed wrongly gets the centre of its rows, a label that no row has an
 * empty ranker with a bias of {@value LabelWeights#UNKNOWN_BIAS}.
 */
public final class RankerTrainer {
  /** Labels between two reports. */
  private static final int REPORT = 256;

  private static final double MOST_LENGTH = 1e20;

  private final SparseRows x;
  private final LabelPairs pairs;
  private final RankerConfig config;
  private final RankerProgress progress;
  private final int[] order;
  private final LabelWeights[] trained;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger done = new AtomicInteger();
  private final AtomicLong iterations = new AtomicLong();
  private final AtomicInteger solved = new AtomicInteger();
  private volatile boolean stopped;

  private RankerTrainer(
      SparseRows x, LabelPairs pairs, RankerConfig config, RankerProgress progress) {
    this.x = x;
    this.pairs = pairs;
    this.config = config;
    this.progress = progress;
    trained = new LabelWeights[pairs.labels()];
    order = largestFirst(pairs);
  }

  /**
   * Trains the rankers.
   *
   * @param x features of the training rows, best of unit length
   * @param pairs which rows train which label
   * @param threads that share the work, at least 1
   * @return nothing if {@code progress} asked to stop
   * @throws IllegalArgumentException if {@code pairs} come from another number of rows or a row is
   *     too long
   */
  public static Optional<TrainedRankers> train(
      SparseRows x, LabelPairs pairs, RankerConfig config, int threads, RankerProgress progress) {
    LabelPairs.requireSame(x.rows(), pairs.dataRows(), "rows of the pairs");
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: " + threads);
    }
    requireModestLengths(x);
    return new RankerTrainer(x, pairs, config, progress).run(threads);
  }

  /** Floats hold the sums over rows whose squared length is below the bound. */
  private static void requireModestLengths(SparseRows x) {
    for (int row = 0; row < x.rows(); row++) {
      double length = 0;
      for (int k = x.offsets()[row]; k < x.offsets()[row + 1]; k++) {
        length += (double) x.values()[k] * x.values()[k];
      }
      if (!(length < MOST_LENGTH)) {
        throw new IllegalArgumentException(
            "squared length of row " + row + " must be below " + MOST_LENGTH + ": " + length);
      }
    }
  }

  private Optional<TrainedRankers> run(int threads) {
    // One task a thread: each takes labels from the common queue until there are none.
    int workers = Math.min(threads, Math.max(1, order.length));
    Tasks.run(workers, workers, () -> worker -> work());
    if (stopped) {
      return Optional.empty();
    }
    long positives = 0;
    for (int label = 0; label < trained.length; label++) {
      positives += pairs.positives(label);
    }
    return Optional.of(
        new TrainedRankers(
            RankerMatrix.encode(x.columns(), trained),
            positives,
            pairs.pairs() - positives,
            iterations.get() / (double) Math.max(1, solved.get())));
  }

  private void work() {
    try {
      trainLabels();
    } catch (RuntimeException | Error e) {
      stopped = true;
      throw e;
    }
  }

  private void trainLabels() {
    LabelProblem problem = new LabelProblem(x);
    DualDescent descent = new DualDescent(config);
    WeightList weights = new WeightList(config.threshold());
    for (int place; !stopped && (place = next.getAndIncrement()) < order.length; ) {
      if (progress.stop()) {
        stopped = true;
        return;
      }
      int label = order[place];
      trained[label] = train(label, problem, descent, weights);
      int soFar = done.incrementAndGet();
      if (soFar % REPORT == 0 || soFar == order.length) {
        synchronized (done) {
          progress.labelsDone(done.get(), order.length);
        }
      }
    }
  }

  private LabelWeights train(
      int label, LabelProblem problem, DualDescent descent, WeightList weights) {
    int positives = pairs.positives(label);
    if (positives == 0) {
      return LabelWeights.UNKNOWN;
    }
    problem.load(pairs.rows(), pairs.starts()[label], pairs.starts()[label + 1], positives);
    if (positives == pairs.size(label)) {
      descent.centre(problem);
    } else {
      descent.solve(
          problem, new SplittableRandom(config.seed() ^ 0xbf58_476d_1ce4_e5b9L * (label + 1)));
      iterations.addAndGet(descent.iterations());
      solved.incrementAndGet();
    }
    weights.clear();
    problem.collect(descent.weights, descent.multipliers, weights);
    return weights.pack(descent.bias());
  }

  /** Labels by falling number of rows, so that no thread is left with a large one at the end. */
  private static int[] largestFirst(LabelPairs pairs) {
    int labels = pairs.labels();
    long[] keys = new long[labels];
    for (int label = 0; label < labels; label++) {
      keys[label] = (long) (Integer.MAX_VALUE - pairs.size(label)) << 32 | label;
    }
    Arrays.parallelSort(keys);
    int[] order = new int[labels];
    for (int i = 0; i < labels; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }
}
