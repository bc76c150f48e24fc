package org.sluice.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sluice.autoencoder.AutoencoderConfig;
import org.sluice.autoencoder.AutoencoderEpoch;
import org.sluice.autoencoder.AutoencoderTrainer;
import org.sluice.autoencoder.LinearClassifier;
import org.sluice.autoencoder.LinearConfig;
import org.sluice.autoencoder.WtaAutoencoder;
import org.sluice.dense.DenseExamples;
import org.sluice.dense.DenseSets;
import org.sluice.reproduce.Column.Format;

/**
 * Makhzani and Frey, <i>Winner-Take-All Autoencoders</i> (NIPS 2015): features learned without
 * labels under a lifetime sparsity feed a linear classifier, beside the same classifier on the raw
 * numbers.
 */
public final class WtaAutoencoders {
  private static final double PUBLISHED_SPARSITY = .05;
  private static final int PUBLISHED_UNITS = 2_000;
  private static final int CLASSIFIER_PASSES = 100;

  private static final List<Claim> CLAIMS =
      List.of(
          new Claim(
              "accuracy of a linear classifier on the features of 2,000 units, sparsity 5 %, MNIST",
              "Makhzani and Frey (NIPS 2015), fully connected, linear support vector machine",
              "98.8 %",
              results ->
                  results.text(
                      result ->
                          result.key().method().equals("features")
                              && result.key().set().equals("mnist")
                              && is(result, "units", PUBLISHED_UNITS)
                              && is(result, "sparsity", PUBLISHED_SPARSITY),
                      "accuracy",
                      x -> String.format(Locale.ROOT, "%.2f %%", 100 * x))));

  private static final List<Column> COLUMNS =
      List.of(
          new Column("set", "set", Format.PLAIN),
          new Column("method", "method", Format.PLAIN),
          new Column("units", "units", Format.COUNT),
          new Column("sparsity", "sparsity", Format.PERCENT),
          new Column("runs", "runs", Format.PLAIN),
          new Column("accuracy", "accuracy", Format.SCORE),
          new Column("s an epoch", "secondsPerEpoch", Format.SECONDS),
          new Column("s of classifier", "classifierSeconds", Format.SECONDS));

  private static final List<Chart> CHARTS =
      List.of(
          new Chart(
              "Accuracy against lifetime sparsity",
              "A linear classifier on the learned features, by the share of a batch for which a"
                  + " unit may be active in training.",
              "accuracy",
              "sparsity",
              "lifetime sparsity",
              true,
              "accuracy",
              "accuracy on the test rows",
              List.of("method"),
              List.of("set", "units"),
              false),
          new Chart(
              "Reconstruction against time",
              "Half the squared error of a row, as it was learned from.",
              "accuracy",
              "seconds",
              "seconds of training",
              true,
              "loss",
              "loss",
              List.of("method", "units", "sparsity"),
              List.of("set"),
              true));

  private final Scale scale;
  private final ImageSets images;
  private final Map<String, PlannedRun> runs = new LinkedHashMap<>();

  private WtaAutoencoders(Scale scale, ImageSets images) {
    this.scale = scale;
    this.images = images;
  }

  private static boolean is(RunResult result, String name, double value) {
    return result.key().settings().get(name) instanceof Number number
        && number.doubleValue() == value;
  }

  /**
   * The experiment.
   *
   * @param sets of {@link ImageSets#NAMES}; empty for MNIST
   * @param seeds how many, 0 for as many as the scale has
   * @param seed the first
   */
  public static Experiment of(
      Scale scale, List<String> sets, int seeds, long seed, ImageSets images) {
    List<String> asked =
        Kdd17Options.known("sets", sets.isEmpty() ? List.of("mnist") : sets, ImageSets.NAMES);
    WtaAutoencoders plan = new WtaAutoencoders(scale, images);
    int count = seeds == 0 ? (scale == Scale.FULL ? 3 : 1) : seeds;
    List<Double> sparsities =
        scale == Scale.QUICK ? List.of(PUBLISHED_SPARSITY) : List.of(.05, .02, .10, .20);
    List<Integer> units =
        switch (scale) {
          case QUICK -> List.of(500);
          case HOUR -> List.of(PUBLISHED_UNITS);
          case FULL -> List.of(PUBLISHED_UNITS, 1_000);
        };
    for (int s = 0; s < count; s++) {
      for (int width : units) {
        for (double sparsity : sparsities) {
          for (String set : asked) {
            plan.addRaw(set, seed + s);
            plan.add(set, width, sparsity, seed + s);
          }
        }
      }
    }
    return new Experiment(
        "wta-autoencoder",
        "Features of winner-take-all autoencoders",
        "Makhzani and Frey, Winner-Take-All Autoencoders, NIPS 2015",
        List.copyOf(plan.runs.values()),
        plan.leftOut(count),
        CLAIMS,
        COLUMNS,
        CHARTS);
  }

  private List<String> leftOut(int seeds) {
    List<String> left = new ArrayList<>();
    if (scale == Scale.QUICK) {
      left.add("2,000 and 1,000 units (500 instead); sparsity 2, 10 and 20 %");
      left.add("rows: the first %,d to train and %,d to test with".formatted(rows(), testRows()));
    }
    if (scale == Scale.HOUR) {
      left.add("1,000 units");
    }
    if (scale != Scale.FULL) {
      left.add("epochs: " + epochs(scale) + " instead of " + epochs(Scale.FULL));
    }
    if (seeds < 3) {
      left.add("seeds: " + seeds + " instead of 3");
    }
    return left;
  }

  private int rows() {
    return scale == Scale.QUICK ? 3_000 : 60_000;
  }

  private int testRows() {
    return scale == Scale.QUICK ? 1_000 : 10_000;
  }

  private static int epochs(Scale scale) {
    return switch (scale) {
      case QUICK -> 5;
      case HOUR -> 10;
      case FULL -> 50;
    };
  }

  private void addRaw(String set, long seed) {
    Map<String, Object> settings = sizes(set);
    settings.put("seed", seed);
    RunKey key = new RunKey("accuracy", set, "raw numbers", settings);
    runs.putIfAbsent(
        key.id(),
        new PlannedRun(
            key,
            0,
            rows() * 1e-3,
            watch -> {
              DenseSets data = images.first(set, rows(), testRows(), watch);
              Map<String, Object> figures = new LinkedHashMap<>();
              classify(data.train(), data.test(), seed, figures);
              return new Outcome(figures, List.of());
            }));
  }

  private Map<String, Object> sizes(String set) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("rows", Math.min(rows(), images.trainRows(set)));
    settings.put("testRows", Math.min(testRows(), images.testRows(set)));
    return settings;
  }

  private void add(String set, int units, double sparsity, long seed) {
    Map<String, Object> settings = sizes(set);
    settings.put("units", units);
    settings.put("sparsity", sparsity);
    settings.put("epochs", epochs(scale));
    settings.put("seed", seed);
    RunKey key = new RunKey("accuracy", set, "features", settings);
    AutoencoderConfig config =
        new AutoencoderConfig(units, sparsity, true, .05, .9, 100, epochs(scale), seed);
    long visits = (long) Math.min(rows(), images.trainRows(set)) * epochs(scale);
    runs.putIfAbsent(
        key.id(),
        new PlannedRun(
            key, visits, visits * 1e-7 * units + rows() * 2e-6 * units, w -> run(set, config, w)));
  }

  private Outcome run(String set, AutoencoderConfig config, RunWatch watch) {
    DenseSets data = images.first(set, rows(), testRows(), watch);
    List<Map<String, Object>> course = new ArrayList<>();
    double[] seconds = new double[1];
    WtaAutoencoder coder;
    try {
      coder =
          AutoencoderTrainer.train(
              data.train(),
              config,
              epoch -> {
                seconds[0] += epoch.seconds();
                course.add(point(epoch, seconds[0]));
              });
    } catch (IllegalStateException e) {
      return Outcome.failed(e.getMessage());
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    classify(
        new WatchedRows(coder.features(data.train()), Integer.MAX_VALUE, watch, false),
        coder.features(data.test()),
        config.seed(),
        figures);
    Outcome.put(figures, "secondsPerEpoch", seconds[0] / config.epochs());
    Outcome.put(figures, "seconds", seconds[0]);
    return new Outcome(figures, course);
  }

  private static Map<String, Object> point(AutoencoderEpoch epoch, double seconds) {
    Map<String, Object> point = new LinkedHashMap<>();
    point.put("epoch", epoch.epoch());
    Outcome.put(point, "seconds", seconds);
    Outcome.put(point, "loss", epoch.loss());
    point.put("silentUnits", epoch.silentUnits());
    return point;
  }

  /** Trains and tests the classifier. */
  private static void classify(
      DenseExamples train, DenseExamples test, long seed, Map<String, Object> figures) {
    long start = System.nanoTime();
    LinearClassifier classifier =
        LinearClassifier.train(train, new LinearConfig(1, .1, CLASSIFIER_PASSES, seed));
    Outcome.put(figures, "classifierSeconds", (System.nanoTime() - start) / 1e9);
    Outcome.put(figures, "accuracy", 1 - classifier.error(test));
  }
}
