package org.sluice.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.sluice.config.RunConfig;
import org.sluice.config.TrainingConfig;
import org.sluice.data.LabelRows;
import org.sluice.data.Shuffle;
import org.sluice.data.SparseRows;
import org.sluice.nn.Network;
import org.sluice.nn.NetworkOptimizer;

/**
 * One run over rows of features: epochs, rebuilds, validation, early stop. For one thread, once.
 */
final class TrainingRun {
  private final Network network;
  private final TrainingConfig config;
  private final SparseRows x;
  private final LabelRows truth;
  private final int[] order;
  private final Supplier<Map<String, Double>> validation;
  private final TrainingListener listener;
  private final int batches;
  private final List<EpochReport> reports = new ArrayList<>();
  private long begin;
  private long epochFirstRow;
  private double epochFirstLoss;

  /**
   * @param order rows to train on; shuffled in place
   * @param validation measures the network as it is; empty where nothing is held out
   */
  TrainingRun(
      Network network,
      TrainingConfig config,
      SparseRows x,
      LabelRows truth,
      int[] order,
      Supplier<Map<String, Double>> validation,
      TrainingListener listener) {
    this.network = network;
    this.config = config;
    this.x = x;
    this.truth = truth;
    this.order = order;
    this.validation = validation;
    this.listener = listener;
    int size = config.run().batchSize();
    this.batches = (int) (((long) order.length + size - 1) / size);
  }

  /** Trains; afterwards the network is as good as the run made it. */
  List<EpochReport> run() {
    begin = System.nanoTime();
    RunConfig run = config.run();
    RateSchedule rates = new RateSchedule(config.optimizer(), (long) batches * run.epochs());
    TableKeeper keeper =
        TableKeeper.needed(network, config) ? new TableKeeper(network, config) : null;
    try (NetworkOptimizer state = new NetworkOptimizer(config.optimizer().optimizer(), network);
        BestWeights best = new BestWeights(network, run.patience());
        Workers workers =
            new Workers(run.threads(), t -> new BatchWorker(network, state, config, x, truth))) {
      for (int epoch = 1; epoch <= run.epochs() && !workers.stopped(); epoch++) {
        epochFirstRow = workers.rowsDone();
        epochFirstLoss = workers.loss();
        shuffle(epoch);
        epoch(epoch, workers, keeper, rates);
        EpochReport report = report(epoch, workers, keeper);
        if (report != null) {
          reports.add(report);
          listener.epochFinished(report);
          if (best.exhausted(report)) {
            break;
          }
        }
      }
      best.restore();
    }
    return reports;
  }

  private void shuffle(int epoch) {
    SplittableRandom random =
        new SplittableRandom(Seeds.mix(config.run().seed(), Seeds.ORDER, epoch));
    Shuffle.inPlace(order, random);
  }

  private void epoch(int epoch, Workers workers, TableKeeper keeper, RateSchedule rates) {
    int batch = 0;
    while (batch < batches && !workers.stopped()) {
      long step = (long) (epoch - 1) * batches + batch;
      int to = batches;
      if (keeper != null) {
        if (keeper.due(step)) {
          listener.rebuilt(keeper.rebuild(step));
        }
        to = (int) Math.min(batches, batch + keeper.next() - step);
      }
      Workers.Stretch stretch =
          new Workers.Stretch(
              order, config.run().batchSize(), batch, to, step, config.run().seed(), rates);
      workers.run(stretch, keeper == null ? null : keeper.tables(), () -> look(epoch, workers));
      look(epoch, workers);
      batch = to;
    }
  }

  private void look(int epoch, Workers workers) {
    long done = workers.rowsDone();
    long total = (long) order.length * config.run().epochs();
    double seconds = (System.nanoTime() - begin) / 1e9;
    double rate = done / Math.max(seconds, 1e-9);
    listener.progress(
        new Progress(
            epoch,
            config.run().epochs(),
            done,
            total,
            meanLoss(workers),
            rate,
            done == 0 ? Double.NaN : (total - done) / rate));
    if (listener.shouldStop()) {
      workers.stop();
    }
  }

  private double meanLoss(Workers workers) {
    return (workers.loss() - epochFirstLoss) / Math.max(1, workers.rowsDone() - epochFirstRow);
  }

  private EpochReport report(int epoch, Workers workers, TableKeeper keeper) {
    if (workers.rowsDone() == epochFirstRow) {
      return null;
    }
    return new EpochReport(
        epoch,
        meanLoss(workers),
        (System.nanoTime() - begin) / 1e9,
        keeper == null ? 0 : keeper.seconds(),
        workers.meanActiveLabels(),
        workers.stopped() ? Map.of() : validation.get());
  }
}
