package org.sluice.bench.rival;

import java.util.List;

/** What both programs are given of the rows. */
enum FeatureKind {
  /** Of text: single words. */
  WORDS("words", List.of("--rank-ngrams", "1")),

  /** Of text: all that our rankers see, by default words and word pairs. */
  PAIRS("words and pairs", List.of()),

  /** Of data that has features: these. */
  GIVEN("as given", List.of());

  private final String title;
  private final List<String> options;

  FeatureKind(String title, List<String> options) {
    this.title = title;
    this.options = options;
  }

  /** How tables call it. */
  String title() {
    return title;
  }

  /** What {@code sluice train} is told beside its defaults. */
  List<String> options() {
    return options;
  }
}
