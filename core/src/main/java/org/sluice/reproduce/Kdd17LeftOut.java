package org.sluice.reproduce;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What the full experiment has and a smaller one has not. */
final class Kdd17LeftOut {
  private Kdd17LeftOut() {}

  static List<String> of(Kdd17Options options) {
    Kdd17Size size = Kdd17Size.of(options.scale());
    Kdd17Size full = Kdd17Size.of(Scale.FULL);
    List<String> sentences = new ArrayList<>();
    missing(sentences, "parts", Kdd17.or(options.parts(), Kdd17.PARTS), Kdd17.PARTS);
    missing(sentences, "sets", Kdd17.or(options.sets(), ImageSets.NAMES), ImageSets.NAMES);
    missing(
        sentences,
        "methods",
        Kdd17.or(options.methods(), List.of(Kdd17Method.values())).stream()
            .map(Kdd17Method::word)
            .toList(),
        List.of(Kdd17Method.values()).stream().map(Kdd17Method::word).toList());
    missing(sentences, "hidden layers", Kdd17.or(options.layers(), size.layers()), full.layers());
    missing(
        sentences,
        "active shares (%)",
        percents(Kdd17.or(options.shares(), size.shares())),
        percents(full.shares()));
    missing(sentences, "widths", Kdd17.or(options.widths(), size.widths()), full.widths());
    missing(sentences, "simulated threads", size.simulated(), full.simulated());
    int seeds = options.seeds() == 0 ? size.seeds() : options.seeds();
    if (seeds < full.seeds()) {
      sentences.add("seeds: " + seeds + " instead of " + full.seeds());
    }
    if (size.trainRows() < full.trainRows() || size.testRows() < full.testRows()) {
      sentences.add(
          "rows: at most %,d to train and %,d to test with a set instead of %,d and %,d"
              .formatted(size.trainRows(), size.testRows(), full.trainRows(), full.testRows()));
    }
    if (options.epochs() > 0 || options.scale() != Scale.FULL) {
      sentences.add(
          "epochs: "
              + Kdd17.or(options.sets(), ImageSets.NAMES).stream()
                  .map(
                      set ->
                          set
                              + " "
                              + Kdd17Size.epochs(options, set)
                              + " instead of "
                              + Kdd17Size.epochs(Kdd17Options.of(Scale.FULL), set))
                  .collect(Collectors.joining(", ")));
    }
    if (options.scale() == Scale.HOUR && options.layers().isEmpty() && options.shares().isEmpty()) {
      sentences.add("other shares than 5 %: on the first set with one hidden layer alone");
    }
    return sentences;
  }

  private static List<String> percents(List<Double> shares) {
    return shares.stream().map(share -> "%.3g".formatted(100 * share)).toList();
  }

  private static <T> void missing(List<String> target, String what, List<T> has, List<T> full) {
    List<T> missing = full.stream().filter(item -> !has.contains(item)).toList();
    if (!missing.isEmpty()) {
      target.add(
          what + ": " + missing.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
  }
}
