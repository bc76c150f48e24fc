package org.sluice.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sluice.config.ActiveMode;
import org.sluice.config.TrainingConfig;
import org.sluice.data.Dataset;
import org.sluice.model.Model;
import org.sluice.reproduce.Column.Format;
import org.sluice.train.EpochReport;
import org.sluice.train.Progress;
import org.sluice.train.Trainer;
import org.sluice.train.TrainingListener;

/**
 * Chen, Medini, Farwell, Gobriel, Tai and Shrivastava, <i>SLIDE</i> (MLSys 2020): one hidden layer
 * of 128 rectified units, Adam, and for every row a set of active labels of its own that hash
 * tables choose; beside our sets for a whole batch and the softmax over all labels.
 */
public final class Slide {
  /** Sets for every row, as published. */
  public static final String PUBLISHED = "slide";

  /** One set for a batch. */
  public static final String POOLED = "pooled";

  /** All labels. */
  public static final String FULL = "full softmax";

  private static final List<Claim> CLAIMS =
      List.of(
          new Claim(
              "P@1 against time and against iterations, sets chosen by hashing and full softmax",
              "Chen et al. (MLSys 2020), abstract",
              "faster at any given accuracy level than full softmax in TensorFlow: 3.5 times a GPU,"
                  + " 10 times the same CPU",
              Slide::compared));

  private static final List<Column> COLUMNS =
      List.of(
          new Column("set", "set", Format.PLAIN),
          new Column("method", "method", Format.PLAIN),
          new Column("labels", "labels", Format.COUNT),
          new Column("active", "activeLabels", Format.COUNT),
          new Column("threads", "threads", Format.PLAIN),
          new Column("epochs", "epochs", Format.PLAIN),
          new Column("runs", "runs", Format.PLAIN),
          new Column("P@1", "accuracy", Format.SCORE),
          new Column("seconds", "seconds", Format.SECONDS),
          new Column("rows a second", "rowsPerSecond", Format.COUNT));

  private static final List<Chart> CHARTS =
      List.of(
          course("P@1 against time", "seconds", "seconds of training"),
          course("P@1 against iterations", "iterations", "batches"));

  private Slide() {}

  /** Rows of a set. */
  @FunctionalInterface
  public interface Rows {
    /** Opens the rows; called once a run at most. */
    Dataset open();
  }

  /**
   * Sizes of the experiment.
   *
   * @param set name of the data
   * @param labels of the data
   * @param rows to train with
   * @param epochs passes over them
   * @param seeds how many
   * @param seed the first
   * @param threads that train
   */
  public record Size(
      String set, int labels, int rows, int epochs, int seeds, long seed, int threads) {}

  /** Epochs of a scale. */
  public static int epochs(Scale scale) {
    return switch (scale) {
      case QUICK -> 3;
      case HOUR -> 5;
      case FULL -> 20;
    };
  }

  /**
   * The experiment.
   *
   * @param leftOut what the full one has and this has not
   * @param train rows to train with
   * @param test rows whose P@1 is measured after every epoch
   */
  public static Experiment of(Size size, List<String> leftOut, Rows train, Rows test) {
    List<PlannedRun> runs = new ArrayList<>();
    for (int s = 0; s < size.seeds(); s++) {
      for (String method : List.of(PUBLISHED, POOLED, FULL)) {
        runs.add(planned(size, method, size.seed() + s, train, test));
      }
    }
    return new Experiment(
        "slide",
        "Active labels chosen by hashing",
        "Chen, Medini, Farwell, Gobriel, Tai and Shrivastava, SLIDE: In Defense of Smart"
            + " Algorithms over Hardware Acceleration for Large-Scale Deep Learning Systems, MLSys"
            + " 2020",
        runs,
        leftOut,
        CLAIMS,
        COLUMNS,
        CHARTS);
  }

  private static PlannedRun planned(Size size, String method, long seed, Rows train, Rows test) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("labels", size.labels());
    settings.put("rows", size.rows());
    settings.put("epochs", size.epochs());
    settings.put("threads", size.threads());
    settings.put("seed", seed);
    long visits = (long) size.rows() * size.epochs();
    double active = method.equals(FULL) ? size.labels() : activeSize(size.labels());
    return new PlannedRun(
        new RunKey("accuracy", size.set(), method, settings),
        visits,
        visits * (2e-5 + 1.3e-8 * active),
        watch -> run(size, settings(size, method, seed), train.open(), test.open(), watch));
  }

  /** The paper's 1,000 of 205,443 and 3,000 of 670,091, and so on for other sizes. */
  static int activeSize(int labels) {
    return Math.max(Math.min(100, labels), (int) (labels / 210.0));
  }

  /** What differs from our own defaults. */
  static Map<String, Object> settings(Size size, String method, long seed) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("rank", false);
    settings.put("hidden", List.of(128));
    settings.put("activation", "relu");
    settings.put("dropout", 0);
    settings.put("decay", "constant");
    settings.put("warmup", 0);
    settings.put("inputRate", 0.001);
    settings.put("outputRate", 0.001);
    settings.put("batchSize", size.labels() > 300_000 ? 256 : 128);
    settings.put("epochs", size.epochs());
    settings.put("threads", size.threads());
    settings.put("seed", seed);
    settings.put("activeSize", method.equals(FULL) ? size.labels() : activeSize(size.labels()));
    if (method.equals(PUBLISHED)) {
      // Delicious-200K: SimHash with K = 9; Amazon-670K: densified WTA with K = 8. Small sets of
      // labels would leave most buckets of such long codes empty.
      boolean large = size.labels() > 300_000;
      settings.put("activeMode", "example");
      settings.put("negatives", "hashed");
      settings.put("logQ", false);
      settings.put("selection", "vanilla");
      settings.put("hashFamily", large ? "dwta" : "simhash");
      settings.put("k", large ? 8 : size.labels() > 50_000 ? 9 : 6);
      settings.put("l", 50);
    }
    return settings;
  }

  private static Outcome run(
      Size size, Map<String, Object> settings, Dataset train, Dataset test, RunWatch watch) {
    TrainingConfig config = Trainer.defaults(train).with(settings);
    int batches = Math.ceilDiv(size.rows(), config.run().batchSize());
    List<Map<String, Object>> course = new ArrayList<>();
    double[] last = new double[3];
    TrainingListener listener =
        new TrainingListener() {
          private long rows;

          @Override
          public void progress(Progress progress) {
            watch.visit(progress.rowsDone() - rows);
            rows = progress.rowsDone();
          }

          @Override
          public void epochFinished(EpochReport report) {
            last[0] = report.validation().getOrDefault("P@1", Double.NaN);
            last[1] = report.seconds();
            // Where every row has a set of its own, a batch's are counted together.
            boolean own = config.activeSet().activeMode() == ActiveMode.EXAMPLE;
            last[2] = report.activeLabels() / (own ? config.run().batchSize() : 1);
            Map<String, Object> point = new LinkedHashMap<>();
            point.put("epoch", report.epoch());
            point.put("iterations", (long) report.epoch() * batches);
            Outcome.put(point, "seconds", report.seconds());
            Outcome.put(point, "loss", report.meanLoss());
            Outcome.put(point, "accuracy", last[0]);
            course.add(point);
          }
        };
    try (Model _ = Trainer.train(train, Optional.of(test), config, listener)) {
      Map<String, Object> figures = new LinkedHashMap<>();
      Outcome.put(figures, "accuracy", last[0]);
      Outcome.put(figures, "seconds", last[1]);
      Outcome.put(figures, "secondsPerEpoch", last[1] / size.epochs());
      Outcome.put(figures, "activeLabels", last[2]);
      Outcome.put(
          figures, "rowsPerSecond", (double) size.rows() * size.epochs() / Math.max(1e-9, last[1]));
      return new Outcome(figures, course);
    }
  }

  private static Chart course(String title, String x, String xTitle) {
    return new Chart(
        title,
        "Every epoch of every run, measured on the test rows with all labels scored; testing is not"
            + " part of the time.",
        "accuracy",
        x,
        xTitle,
        true,
        "accuracy",
        "P@1 on the test rows",
        List.of("method"),
        List.of("set"),
        true);
  }

  private static Optional<String> compared(Results results) {
    List<String> parts = new ArrayList<>();
    for (String method : List.of(PUBLISHED, POOLED, FULL)) {
      OptionalDouble found = results.mean(r -> r.key().method().equals(method), "accuracy");
      OptionalDouble seconds = results.mean(r -> r.key().method().equals(method), "seconds");
      if (found.isPresent() && seconds.isPresent()) {
        parts.add(
            String.format(
                Locale.ROOT,
                "%s %.3f in %.0f s",
                method,
                found.getAsDouble(),
                seconds.getAsDouble()));
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", parts));
  }
}
