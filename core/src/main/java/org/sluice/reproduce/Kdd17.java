package org.sluice.reproduce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private static final List<Kdd17Method> HASHED =
      List.of(Kdd17Method.HASHED_PUBLISHED, Kdd17Method.HASHED_BEST);

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
                  run("accuracy", set, method, count)
                      .withShare(share)
                      .withSeed(options.seed() + s));
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
      for (Kdd17Method method : chosen(HASHED)) {
        add(run("threads", set, method, layers).withThreads(count));
      }
    }
  }

  /** What many threads without locks would do, out of step and at worst, simulated on one. */
  private void conflicts(String set, int layers) {
    if (!wanted("conflicts")) {
      return;
    }
    for (int count : size.simulated()) {
      for (ThreadModel model :
          List.of(new ThreadModel.Staggered(count), new ThreadModel.Lockstep(count, 1))) {
        for (Kdd17Method method : chosen(HASHED)) {
          add(run("conflicts", set, method, layers).simulating(model));
        }
      }
    }
  }

  private void widths(String set, int layers) {
    if (!wanted("widths")) {
      return;
    }
    for (int units : or(options.widths(), size.widths())) {
      for (Kdd17Method method : chosen(List.of(Kdd17Method.DENSE, Kdd17Method.HASHED_BEST))) {
        add(run("widths", set, method, layers).timed(units, size.widthRows()));
      }
    }
  }

  /** Those of the given methods that are wanted. */
  private List<Kdd17Method> chosen(List<Kdd17Method> some) {
    return some.stream().filter(methods()::contains).toList();
  }

  private Kdd17Run run(String part, String set, Kdd17Method method, int layers) {
    return new Kdd17Run(
        part,
        set,
        method,
        layers,
        UNITS,
        SHARE,
        options.threads(),
        options.seed(),
        Kdd17Size.epochs(options, set),
        size.trainRows(),
        size.testRows(),
        Optional.empty());
  }

  private void add(Kdd17Run run) {
    PlannedRun planned = run.plan(images, options.rateScale());
    runs.putIfAbsent(planned.key().id(), planned);
  }
}
