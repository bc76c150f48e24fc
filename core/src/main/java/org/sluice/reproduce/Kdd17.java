package org.sluice.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.Execution;
import org.sluice.deep.ThreadModel;

/**
 * Spring and Shrivastava, <i>Scalable and Sustainable Deep Learning via Randomized Hashing</i> (KDD
 * 2017): deep networks of 1,000 units a layer that compute a small share of them, against a dense
 * network, dropout, adaptive dropout and winner-take-all.
 */
public final class Kdd17 {
  /** What it is made of. */
  public static final List<String> PARTS = List.of("accuracy", "threads", "conflicts", "widths");

  private static final int UNITS = 1_000;
  private static final double SHARE = .05;
  private static final int TESTS = 5;

  /** Training examples whose active sets a simulation of threads draws from. */
  private static final int RECORDED = 500;

  /** How simulated threads keep pace with each other. */
  static final String STAGGERED = "staggered";

  static final String LOCKSTEP = "lockstep";

  private static final List<Double> CURVE = List.of(.05, .10, .25, .50, .90);

  private final Kdd17Options options;
  private final Kdd17Size size;
  private final ImageSets images;
  private final Map<String, PlannedRun> runs = new LinkedHashMap<>();

  private Kdd17(Kdd17Options options, ImageSets images) {
    this.options = options;
    this.images = images;
    size = Kdd17Size.of(options.scale());
  }

  /** The experiment as far as the options go. */
  public static Experiment of(Kdd17Options options, ImageSets images) {
    Kdd17 plan = new Kdd17(options, images);
    plan.plan();
    return new Experiment(
        "kdd17",
        "Deep networks by hashing",
        "Spring and Shrivastava, Scalable and Sustainable Deep Learning via Randomized Hashing,"
            + " KDD 2017",
        List.copyOf(plan.runs.values()),
        Kdd17LeftOut.of(options),
        Kdd17View.CLAIMS,
        Kdd17View.COLUMNS,
        Kdd17View.CHARTS);
  }

  private void plan() {
    List<Integer> layers = or(options.layers(), size.layers());
    List<Double> shares = or(options.shares(), size.shares());
    List<String> sets = or(options.sets(), ImageSets.NAMES);
    int seeds = options.seeds() == 0 ? size.seeds() : options.seeds();
    // What matters most first: a budget of time ends anywhere.
    accuracy(sets, layers.subList(0, 1), shares.subList(0, 1), 1);
    threads(sets.getFirst(), layers.getFirst());
    widths(sets.getFirst(), layers.getFirst());
    conflicts(sets.getFirst(), layers.getFirst());
    accuracy(sets, layers.subList(0, 1), shares.subList(0, 1), seeds);
    accuracy(sets, layers.subList(0, 1), shares, 1);
    accuracy(sets, layers, shares, 1);
    if (options.scale() == Scale.HOUR && options.layers().isEmpty() && options.shares().isEmpty()) {
      accuracy(sets.subList(0, 1), List.of(1), CURVE, 1);
    }
    accuracy(sets, layers, shares, seeds);
  }

  static <T> List<T> or(List<T> given, List<T> usual) {
    return given.isEmpty() ? usual : given;
  }

  private boolean wanted(String part) {
    return images.validate() ? part.equals("accuracy") : or(options.parts(), PARTS).contains(part);
  }

  private List<Kdd17Method> methods() {
    return or(options.methods(), List.of(Kdd17Method.values()));
  }

  private void accuracy(List<String> sets, List<Integer> layers, List<Double> shares, int seeds) {
    if (!wanted("accuracy")) {
      return;
    }
    for (int s = 0; s < seeds; s++) {
      for (int count : layers) {
        for (double share : shares) {
          for (String set : sets) {
            for (Kdd17Method method : methods()) {
              add(
                  "accuracy",
                  set,
                  method,
                  count,
                  UNITS,
                  share,
                  options.threads(),
                  options.seed() + s,
                  size.trainRows(),
                  Kdd17Size.epochs(options, set));
            }
          }
        }
      }
    }
  }

  private void threads(String set, int layers) {
    if (!wanted("threads")) {
      return;
    }
    for (int count = 1; count <= Math.max(2, options.threads()); count *= 2) {
      for (Kdd17Method method : List.of(Kdd17Method.HASHED_PUBLISHED, Kdd17Method.HASHED_BEST)) {
        if (methods().contains(method)) {
          int epochs = Kdd17Size.epochs(options, set);
          add(
              "threads",
              set,
              method,
              layers,
              UNITS,
              SHARE,
              count,
              options.seed(),
              size.trainRows(),
              epochs);
        }
      }
    }
  }

  /** What many threads without locks would do, out of step and at worst, simulated on one. */
  private void conflicts(String set, int layers) {
    if (!wanted("conflicts")) {
      return;
    }
    for (int count : size.simulated()) {
      for (String pace : List.of(STAGGERED, LOCKSTEP)) {
        for (Kdd17Method method : List.of(Kdd17Method.HASHED_PUBLISHED, Kdd17Method.HASHED_BEST)) {
          if (methods().contains(method)) {
            add(
                "conflicts",
                set,
                method,
                layers,
                UNITS,
                SHARE,
                count,
                options.seed(),
                size.trainRows(),
                Kdd17Size.epochs(options, set),
                pace);
          }
        }
      }
    }
  }

  private void widths(String set, int layers) {
    if (!wanted("widths")) {
      return;
    }
    for (int units : or(options.widths(), size.widths())) {
      for (Kdd17Method method : List.of(Kdd17Method.DENSE, Kdd17Method.HASHED_BEST)) {
        if (methods().contains(method)) {
          // Two epochs: the first warms the code up.
          add(
              "widths",
              set,
              method,
              layers,
              units,
              SHARE,
              options.threads(),
              options.seed(),
              size.widthRows(),
              2);
        }
      }
    }
  }

  private void add(
      String part,
      String set,
      Kdd17Method method,
      int layers,
      int units,
      double share,
      int threads,
      long seed,
      int most,
      int epochs) {
    add(part, set, method, layers, units, share, threads, seed, most, epochs, "");
  }

  /** The same with a word on how simulated threads keep pace, or an empty one. */
  private void add(
      String part,
      String set,
      Kdd17Method method,
      int layers,
      int units,
      double share,
      int threads,
      long seed,
      int most,
      int epochs,
      String pace) {
    double active = method.dense() ? 1 : share;
    int rows = Math.min(most, images.trainRows(set));
    int tests = part.equals("widths") ? size.widthRows() / 10 : size.testRows();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("layers", layers);
    settings.put("units", units);
    settings.put("share", active);
    settings.put("threads", threads);
    settings.put("rows", rows);
    settings.put("testRows", Math.min(tests, images.testRows(set)));
    settings.put("epochs", epochs);
    settings.put("seed", seed);
    if (!pace.isEmpty()) {
      settings.put("pace", pace);
    }
    if (options.rateScale() != 1) {
      settings.put("rateScale", options.rateScale());
    }
    // A part of its own: such runs are no results, and stand in no chart.
    String named = images.validate() ? "validation" : part;
    RunKey key = new RunKey(named, set, method.word(), settings);
    Optional<ThreadModel> simulated =
        switch (pace) {
          case STAGGERED -> Optional.of(new ThreadModel.Staggered(threads));
          case LOCKSTEP -> Optional.of(new ThreadModel.Lockstep(threads, 1));
          default -> Optional.empty();
        };
    DeepConfig config =
        scaled(method.config(set, layers, units, active))
            .withRun(epochs, simulated.isPresent() ? 1 : threads, seed)
            .withReports(
                true,
                part.equals("widths") ? epochs : Math.max(1, epochs / TESTS),
                simulated.isPresent() ? RECORDED : 0);
    long visits = (long) rows * epochs;
    double tested = part.equals("widths") ? tests : (double) TESTS * tests;
    if (part.equals("widths")) {
      config = config.withWidening(1, 0); // two epochs: what is timed is the share itself
    }
    runs.putIfAbsent(
        key.id(),
        new PlannedRun(
            key,
            visits,
            (visits + tested / 3) * secondsARow(method, config.execution(), layers, units, active),
            new DeepRun(images, set, rows, tests, config, simulated)));
  }

  private DeepConfig scaled(DeepConfig config) {
    return config.withRate(options.rateScale() * config.rate(), config.decay(), config.warmup());
  }

  /** Seconds to train with a row, roughly: what matters is how runs compare. */
  private static double secondsARow(
      Kdd17Method method, Execution execution, int layers, int units, double share) {
    double weights = 300.0 * units + (layers - 1.0) * units * units;
    return switch (method) {
      case DENSE, DENSE_DROPOUT -> 1.5e-10 * weights;
      case DROPOUT ->
          execution == Execution.MATRIX ? 1.5e-10 * weights : 5e-6 + 3e-10 * share * weights;
      case STANDOUT, WINNER_TAKE_ALL -> 1e-5 + (1e-10 + 6e-10 * share) * weights;
      case HASHED_PUBLISHED, HASHED_BEST -> 3e-5 * layers + 1e-9 * share * weights;
    };
  }
}
