package org.sluice.deep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.active.OperationCounts;
import org.sluice.data.Shuffle;
import org.sluice.dense.DenseExamples;
import org.sluice.parallel.Tasks;

/**
 * The passes over the rows. Threads take batches of a stretch without locks; hash tables are built
 * anew between stretches, so that nobody reads what is being built.
 */
final class TrainingRun {
  private final DeepConfig config;
  private final DeepNetwork network;
  private final DenseExamples train;
  private final RateCourse course;
  private final SplittableRandom random;
  private final TrainingWorker[] workers;
  private final OperationCounts rebuilds;

  /** Examples taken since the start, and for each hidden layer when its tables are due. */
  private long examples;

  private final long[] due;

  /** What an epoch brought. */
  record Outcome(
      double loss, double seconds, List<Double> activeShare, OperationReport operations) {}

  /**
   * Training of a network.
   *
   * @param model of simulated threads, if they are
   */
  TrainingRun(
      DeepConfig config, DeepNetwork network, DenseExamples train, Optional<ThreadModel> model) {
    this.config = config;
    this.network = network;
    this.train = train;
    course =
        new RateCourse(
            config.rate(), config.decay(), config.warmup(), (long) config.epochs() * train.size());
    random = new SplittableRandom(config.seed() ^ 0x5DEECE66DL);
    workers = new TrainingWorker[config.threads()];
    for (int i = 0; i < workers.length; i++) {
      SplittableRandom own = random.split();
      workers[i] = worker(model, own);
    }
    rebuilds = new OperationCounts(network.layers());
    due = new long[network.layers() - 1];
    for (int l = 0; l < due.length; l++) {
      due[l] = network.selector(l).nextRebuild(0);
    }
  }

  private TrainingWorker worker(Optional<ThreadModel> model, SplittableRandom own) {
    if (config.execution() == Execution.MATRIX) {
      return new MatrixWorker(config, network, train, own);
    }
    return switch (model.orElse(null)) {
      case null -> new SparseWorker(config, network, train, own);
      case ThreadModel.Staggered staggered ->
          new StaggeredWorker(config, network, train, own, staggered.threads());
      case ThreadModel.Lockstep lockstep ->
          new LockstepWorker(config, network, train, own, lockstep.lost());
    };
  }

  Outcome epoch(int number) {
    long start = System.nanoTime();
    int[] order = Shuffle.order(train.size(), random);
    for (int from = 0; from < order.length; ) {
      long next = rebuild();
      int to = (int) Math.min(order.length, from + Math.max(1, next - examples));
      stretch(order, from, to);
      examples += to - from;
      from = to;
    }
    return outcome(number, (System.nanoTime() - start) / 1e9);
  }

  /** Rebuilds the tables that are due. Returns when the next are. */
  private long rebuild() {
    long next = Long.MAX_VALUE;
    for (int l = 0; l < due.length; l++) {
      if (due[l] <= examples) {
        network.selector(l).rebuild(config.threads(), rebuilds);
        due[l] = network.selector(l).nextRebuild(examples);
      }
      next = Math.min(next, due[l]);
    }
    return next;
  }

  private void stretch(int[] order, int from, int to) {
    int batch = config.batch();
    int batches = Math.ceilDiv(to - from, batch);
    AtomicInteger taken = new AtomicInteger();
    Tasks.run(
        config.threads(),
        config.threads(),
        () ->
            worker -> {
              for (int b; (b = taken.getAndIncrement()) < batches; ) {
                int first = from + b * batch;
                int count = Math.min(batch, to - first);
                widen(examples + first - from);
                workers[worker].batch(order, first, count, course.at(examples + first - from));
              }
            });
  }

  /** Sets how many units are active: from the widening to the shares in a straight line. */
  private void widen(long example) {
    if (config.widening() == 1) {
      return;
    }
    double all = config.narrowing() * config.epochs() * train.size();
    double factor = 1 + (config.widening() - 1) * Math.max(0, 1 - example / Math.max(1, all));
    for (int l = 0; l < due.length; l++) {
      network.selector(l).widen(factor);
    }
  }

  private Outcome outcome(int number, double seconds) {
    OperationCounts counts = new OperationCounts(network.layers());
    counts.add(rebuilds);
    rebuilds.clear();
    double loss = 0;
    long present = 0;
    double[] kept = new double[network.layers() - 1];
    for (TrainingWorker worker : workers) {
      worker.end();
      loss += worker.loss;
      present += worker.present;
      counts.add(worker.counts);
      for (int l = 0; l < kept.length; l++) {
        kept[l] += worker.kept[l];
      }
      worker.clear();
    }
    double rows = train.size();
    if (!Double.isFinite(loss)) {
      throw new DivergedException(number, config.rate());
    }
    List<Double> shares = new ArrayList<>();
    for (int l = 0; l < kept.length; l++) {
      shares.add(kept[l] / rows / config.hidden().get(l).units());
    }
    return new Outcome(
        loss / rows,
        seconds,
        shares,
        new OperationReport(counts, train.size(), network.widths(), present / rows));
  }
}
