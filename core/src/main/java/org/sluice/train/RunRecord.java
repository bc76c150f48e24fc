package org.sluice.train;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.sluice.config.TrainingConfig;
import org.sluice.data.SparseRows;
import org.sluice.kernel.Kernels;
import org.sluice.model.Model;
import org.sluice.model.Provenance;

/** Listens to a run, passes everything on and remembers what the model's provenance will say. */
final class RunRecord implements TrainingListener {
  private final TrainingConfig config;
  private final TrainingListener listener;
  private final long wallStart = System.nanoTime();
  private final Duration cpuStart = cpu();
  private TrainingStart start;
  private EpochReport last;
  private Progress progress;

  RunRecord(TrainingConfig config, TrainingListener listener) {
    this.config = config;
    this.listener = listener;
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void phase(String what) {
    listener.phase(what);
  }

  @Override
  public void started(TrainingStart begun) {
    start = begun;
    listener.started(begun);
  }

  @Override
  public void progress(Progress now) {
    progress = now;
    listener.progress(now);
  }

  @Override
  public void rebuilt(Rebuild rebuild) {
    listener.rebuilt(rebuild);
  }

  @Override
  public void epochFinished(EpochReport report) {
    last = report;
    listener.epochFinished(report);
  }

  @Override
  public void epochModel(int epoch, Supplier<Model> model) {
    listener.epochModel(epoch, model);
  }

  @Override
  public void proposed(ProposalReport report) {
    listener.proposed(report);
  }

  /** Mean seconds of an epoch, 0 before the end of the first. */
  double epochSeconds() {
    return last == null ? 0 : last.seconds() / last.epoch();
  }

  @Override
  public void ranking(int done, int labels) {
    listener.ranking(done, labels);
  }

  @Override
  public boolean shouldStop() {
    return listener.shouldStop();
  }

  /** Whether the network's training was ended before its last row. */
  boolean stopped() {
    return progress == null || progress.rowsDone() < progress.rowsTotal() && listener.shouldStop();
  }

  /** The run so far, as facts. */
  Provenance provenance(SparseRows x) {
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("rows", start.trainingRows());
    training.put("rowsWithoutLabels", start.skippedRows());
    training.put("validationRows", start.validationRows());
    training.put("features", x.columns());
    training.put("featuresPerRow", x.nonZeros() / (double) Math.max(1, x.rows()));
    training.put("labels", start.shape().labels());
    training.put("rowsTrained", progress == null ? 0L : progress.rowsDone());
    training.put("complete", progress != null && progress.rowsDone() == progress.rowsTotal());
    training.put("wallSeconds", (System.nanoTime() - wallStart) / 1e9);
    training.put("cpuSeconds", cpu().minus(cpuStart).toMillis() / 1e3);
    training.put("threads", config.run().threads());
    training.put("hugePages", start.hugePages());
    if (last != null) {
      training.put("epochs", last.epoch());
      training.put("loss", last.meanLoss());
      training.put("rebuildSeconds", last.rebuildSeconds());
      training.put("activeLabels", last.activeLabels());
      if (!last.validation().isEmpty()) {
        training.put("validation", new LinkedHashMap<>(last.validation()));
      }
    }
    return Provenance.ofThisSystem(Kernels.describe()).with("training", training);
  }
}
