package org.sluice.reproduce;

import java.util.List;

/**
 * What of the experiment is wanted. An empty list means what the scale has; a list that is given
 * replaces it.
 *
 * @param scale how much
 * @param parts of {@link Kdd17#PARTS}
 * @param sets of {@link ImageSets#NAMES}
 * @param methods to compare
 * @param layers hidden layers, each from 1 to 16
 * @param shares of the units that are active, each above 0 and at most 1
 * @param widths units a layer for the part {@code widths}, each from 1 to 65,536
 * @param epochs passes over MNIST and Fashion-MNIST, from 0 (as the scale has) to 10,000; Convex
 *     gets five times, Rectangles 25 times as many
 * @param seeds how many, from 0 (as the scale has) to 1,000
 * @param seed the first
 * @param rateScale what all learning rates are multiplied by, from 0.001 to 1,000
 * @param threads that train, from 1 to 256
 */
public record Kdd17Options(
    Scale scale,
    List<String> parts,
    List<String> sets,
    List<Kdd17Method> methods,
    List<Integer> layers,
    List<Double> shares,
    List<Integer> widths,
    int epochs,
    int seeds,
    long seed,
    double rateScale,
    int threads) {
  public Kdd17Options {
    parts = known("parts", parts, Kdd17.PARTS);
    sets = known("sets", sets, ImageSets.NAMES);
    methods = List.copyOf(methods);
    layers = List.copyOf(layers);
    shares = List.copyOf(shares);
    widths = List.copyOf(widths);
    layers.forEach(l -> require(l >= 1 && l <= 16, "layers", "from 1 to 16", l));
    shares.forEach(s -> require(s > 0 && s <= 1, "shares", "above 0 and at most 1", s));
    widths.forEach(w -> require(w >= 1 && w <= 65_536, "widths", "from 1 to 65536", w));
    require(epochs >= 0 && epochs <= 10_000, "epochs", "from 1 to 10000", epochs);
    require(seeds >= 0 && seeds <= 1000, "seeds", "from 1 to 1000", seeds);
    require(rateScale >= 1e-3 && rateScale <= 1e3, "rate-scale", "from 0.001 to 1000", rateScale);
    require(threads >= 1 && threads <= 256, "threads", "from 1 to 256", threads);
  }

  /** All of a scale. */
  public static Kdd17Options of(Scale scale) {
    return new Kdd17Options(
        scale, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), 0, 0, 1, 1, 1);
  }

  static List<String> known(String field, List<String> given, List<String> all) {
    for (String name : given) {
      require(all.contains(name), field, "of " + String.join(", ", all), name);
    }
    return List.copyOf(given);
  }

  static void require(boolean holds, String field, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(field + " must be " + rule + ": " + value);
    }
  }
}
