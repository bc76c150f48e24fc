package org.sluice.reproduce;

import java.util.List;

/**
 * What a scale means.
 *
 * @param trainRows rows of a set to train with at most
 * @param testRows rows of a set to test with at most
 * @param layers hidden layers, what matters most first
 * @param shares of the units that are active, what matters most first
 * @param widths units a layer of the part {@code widths}
 * @param widthRows rows that are timed there
 * @param simulated threads of the part {@code conflicts}
 * @param seeds runs of a kind
 */
record Kdd17Size(
    int trainRows,
    int testRows,
    List<Integer> layers,
    List<Double> shares,
    List<Integer> widths,
    int widthRows,
    List<Integer> simulated,
    int seeds) {
  static Kdd17Size of(Scale scale) {
    return switch (scale) {
      case QUICK ->
          new Kdd17Size(
              6_000,
              2_000,
              List.of(1),
              List.of(.05, .25),
              List.of(1_000, 2_000),
              1_000,
              List.of(4, 64),
              1);
      case HOUR ->
          new Kdd17Size(
              60_000,
              10_000,
              List.of(3),
              List.of(.05),
              List.of(250, 500, 1_000, 2_000, 4_000, 8_192),
              2_000,
              List.of(4, 16, 64),
              1);
      case FULL ->
          new Kdd17Size(
              60_000,
              50_000,
              List.of(3, 1, 2),
              List.of(.05, .10, .25, .50, .90),
              List.of(250, 500, 1_000, 2_000, 4_000, 8_192),
              6_000,
              List.of(4, 8, 16, 32, 64),
              3);
    };
  }

  /** Passes over a set. Small sets get more of them, so that steps are of the same order. */
  static int epochs(Kdd17Options options, String set) {
    int scale = options.scale().ordinal();
    int given = options.epochs();
    return switch (set) {
      case "convex" -> given > 0 ? 5 * given : List.of(5, 20, 100).get(scale);
      case "rectangles" -> given > 0 ? 25 * given : List.of(25, 100, 500).get(scale);
      default -> given > 0 ? given : List.of(5, 3, 20).get(scale);
    };
  }
}
