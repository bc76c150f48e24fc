package org.sluice.reproduce;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.sluice.dense.DenseSets;
import org.sluice.hashednet.HashedNet;
import org.sluice.hashednet.HashedNetConfig;
import org.sluice.hashednet.HashedNetEpoch;
import org.sluice.hashednet.HashedNetTrainer;
import org.sluice.hashednet.Sharing;
import org.sluice.reproduce.Column.Format;

/**
 * Chen, Wilson, Tyree, Weinberger and Chen, <i>Compressing Neural Networks with the Hashing
 * Trick</i> (ICML 2015): networks of 1,000 units a hidden layer whose edges share few weights
 * through a hash, beside a smaller plain network with as many weights, random edge removal and the
 * plain network of full size.
 */
public final class HashedNets {
  private static final String WHERE = "Chen et al. (ICML 2015), abstract";

  private static final List<Claim> CLAIMS = List.of(claim("1/8", 1 / 8.0), claim("1/64", 1 / 64.0));

  private static final List<Column> COLUMNS =
      List.of(
          new Column("set", "set", Format.PLAIN),
          new Column("method", "method", Format.PLAIN),
          new Column("hidden layers", "layers", Format.PLAIN),
          new Column("compression", "compression", Format.SCORE),
          new Column("weights", "realWeights", Format.COUNT),
          new Column("runs", "runs", Format.PLAIN),
          new Column("accuracy", "accuracy", Format.SCORE),
          new Column("s an epoch", "secondsPerEpoch", Format.SECONDS));

  private static final List<Chart> CHARTS =
      List.of(
          new Chart(
              "Accuracy against size",
              "Test accuracy by the number of weights that a network keeps.",
              "accuracy",
              "realWeights",
              "weights kept, biases included",
              true,
              "accuracy",
              "accuracy on the test rows",
              List.of("method"),
              List.of("set", "layers"),
              false),
          new Chart(
              "Accuracy against time",
              "Every epoch of every run; testing is not part of the time.",
              "accuracy",
              "seconds",
              "seconds of training",
              true,
              "accuracy",
              "accuracy on the test rows",
              List.of("method"),
              List.of("set", "layers", "compression"),
              true));

  private final Scale scale;
  private final ImageSets images;
  private final Map<String, PlannedRun> runs = new LinkedHashMap<>();

  private HashedNets(Scale scale, ImageSets images) {
    this.scale = scale;
    this.images = images;
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
    HashedNets plan = new HashedNets(scale, images);
    int count = seeds == 0 ? (scale == Scale.FULL ? 3 : 1) : seeds;
    List<Integer> layers = scale == Scale.FULL ? List.of(1, 3) : List.of(1);
    List<Double> compressions =
        scale == Scale.FULL
            ? List.of(1 / 8.0, 1 / 64.0, 1 / 2.0, 1 / 4.0, 1 / 16.0, 1 / 32.0)
            : List.of(1 / 8.0, 1 / 64.0);
    for (int s = 0; s < count; s++) {
      for (int hidden : layers) {
        for (double compression : compressions) {
          for (String set : asked) {
            plan.add(set, "hashed", hidden, compression, seed + s);
            plan.add(set, "equal size", hidden, compression, seed + s);
            plan.add(set, "random edges", hidden, compression, seed + s);
            plan.add(set, "full size", hidden, 1, seed + s);
          }
        }
      }
    }
    return new Experiment(
        "hashednets",
        "Networks compressed by hashing",
        "Chen, Wilson, Tyree, Weinberger and Chen, Compressing Neural Networks with the Hashing"
            + " Trick, ICML 2015",
        List.copyOf(plan.runs.values()),
        plan.leftOut(asked, count),
        CLAIMS,
        COLUMNS,
        CHARTS);
  }

  private List<String> leftOut(List<String> sets, int seeds) {
    List<String> left = new ArrayList<>();
    if (scale != Scale.FULL) {
      left.add("three hidden layers; compression 1/2, 1/4, 1/16 and 1/32");
      left.add("epochs: " + epochs() + " instead of " + epochs(Scale.FULL));
    }
    if (scale == Scale.QUICK) {
      left.add("rows: the first %,d to train and %,d to test with".formatted(rows(), testRows()));
    }
    if (seeds < 3) {
      left.add("seeds: " + seeds + " instead of 3");
    }
    if (!sets.containsAll(ImageSets.NAMES)) {
      left.add(
          "sets: "
              + String.join(", ", ImageSets.NAMES.stream().filter(s -> !sets.contains(s)).toList())
              + " (--sets)");
    }
    return left;
  }

  private int rows() {
    return scale == Scale.QUICK ? 6_000 : 60_000;
  }

  private int testRows() {
    return scale == Scale.QUICK ? 2_000 : scale == Scale.HOUR ? 10_000 : 50_000;
  }

  private int epochs() {
    return epochs(scale);
  }

  private static int epochs(Scale scale) {
    return switch (scale) {
      case QUICK -> 5;
      case HOUR -> 12;
      case FULL -> 40;
    };
  }

  private void add(String set, String method, int layers, double compression, long seed) {
    int train = Math.min(rows(), images.trainRows(set));
    int test = Math.min(testRows(), images.testRows(set));
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("layers", layers);
    settings.put("compression", compression);
    settings.put("rows", train);
    settings.put("testRows", test);
    settings.put("epochs", epochs());
    settings.put("seed", seed);
    RunKey key = new RunKey("accuracy", set, method, settings);
    Sharing sharing =
        switch (method) {
          case "hashed", "equal size" -> Sharing.HASHED;
          case "random edges" -> Sharing.RANDOM_EDGES;
          default -> Sharing.FULL;
        };
    Recipe recipe = Recipe.of(method);
    HashedNetConfig config =
        new HashedNetConfig(
            Collections.nCopies(layers, 1_000),
            sharing,
            compression,
            recipe.inputDropout,
            recipe.hiddenDropout,
            recipe.rate,
            .9,
            100,
            epochs(),
            seed);
    long visits = (long) train * epochs();
    runs.putIfAbsent(
        key.id(),
        new PlannedRun(
            key,
            visits,
            visits * 1e-4 * (method.equals("equal size") ? compression : layers * 2 - 1),
            watch -> run(set, train, test, method.equals("equal size"), config, watch)));
  }

  /**
   * What suited hashed networks and small ones best on rows of MNIST held out from training; full
   * size has the usual dropout, which was not searched for.
   */
  private record Recipe(double inputDropout, double hiddenDropout, double rate) {
    static Recipe of(String method) {
      return switch (method) {
        case "equal size" -> new Recipe(.1, 0, .1);
        case "full size" -> new Recipe(.2, .5, .1);
        default -> new Recipe(.1, .2, .05);
      };
    }
  }

  private Outcome run(
      String set, int train, int test, boolean equal, HashedNetConfig config, RunWatch watch) {
    DenseSets data = images.first(set, train, test, watch);
    HashedNetConfig used =
        equal ? config.equalSize(data.train().width(), data.train().classes()) : config;
    List<HashedNetEpoch> epochs = new ArrayList<>();
    HashedNet net;
    try {
      net = HashedNetTrainer.train(data, used, epochs::add);
    } catch (IllegalStateException e) {
      return Outcome.failed(e.getMessage());
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    Outcome.put(figures, "accuracy", 1 - epochs.getLast().testError());
    figures.put("realWeights", net.realWeights());
    figures.put("edges", net.edges());
    figures.put("units", used.hidden().getFirst());
    double seconds = epochs.stream().mapToDouble(HashedNetEpoch::seconds).sum();
    Outcome.put(figures, "secondsPerEpoch", seconds / epochs.size());
    Outcome.put(figures, "seconds", seconds);
    List<Map<String, Object>> course = new ArrayList<>();
    double past = 0;
    for (HashedNetEpoch epoch : epochs) {
      past += epoch.seconds();
      Map<String, Object> point = new LinkedHashMap<>();
      point.put("epoch", epoch.epoch());
      Outcome.put(point, "seconds", past);
      Outcome.put(point, "loss", epoch.loss());
      Outcome.put(point, "accuracy", 1 - epoch.testError());
      course.add(point);
    }
    return new Outcome(figures, course);
  }

  private static Claim claim(String words, double compression) {
    return new Claim(
        "accuracy at compression " + words + ", hashed against a plain network of equal size",
        WHERE,
        "much smaller, generalisation mostly preserved",
        results -> comparison(results, compression));
  }

  private static Optional<String> comparison(Results results, double compression) {
    OptionalDouble hashed = mean(results, "hashed", compression);
    OptionalDouble equal = mean(results, "equal size", compression);
    OptionalDouble full = mean(results, "full size", 1);
    return hashed.isEmpty() || equal.isEmpty() || full.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%.4f hashed, %.4f equal size, %.4f full size",
                hashed.getAsDouble(),
                equal.getAsDouble(),
                full.getAsDouble()));
  }

  private static OptionalDouble mean(Results results, String method, double compression) {
    return results.mean(
        result ->
            result.key().method().equals(method)
                && result.key().settings().get("compression") instanceof Number number
                && number.doubleValue() == compression,
        "accuracy");
  }
}
