package org.sluice.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sluice.rank.Combination;

/**
 * A second stage without its rankers and lists, as the manifest has it.
 *
 * @param features that the rankers see
 * @param probes lists read for a row
 * @param listSize labels a list
 * @param combination how all opinions become one
 * @param scoring what the outcome is worth
 * @param neighbours training rows asked for their labels, 0 if none
 * @param names whether the labels' names count
 * @param text how the rankers' own vectoriser works, empty where they see the network's features
 */
record RankingSection(
    int features,
    int probes,
    int listSize,
    Combination combination,
    Scoring scoring,
    int neighbours,
    boolean names,
    Optional<TextSection> text) {
  /** Its name in the manifest. */
  static final String NAME = "ranking";

  /** Of models without nearest rows it is left out. */
  private static final String NEIGHBOURS = "neighbours";

  /** Of models that do not look at names it is left out. */
  private static final String NAMES = "labelNames";

  private static final String TEXT = "text";
  private static final String COMBINATION = "combination";

  static RankingSection of(Ranking ranking) {
    return new RankingSection(
        ranking.rankers().features(),
        ranking.probes(),
        ranking.lists().listSize(),
        ranking.combination(),
        ranking.scoring(),
        ranking.neighbours().isPresent() ? ranking.voters() : 0,
        ranking.names().isPresent(),
        ranking.vectorizer().map(TextSection::of));
  }

  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("features", features);
    fields.put("probes", probes);
    fields.put("listSize", listSize);
    fields.put(COMBINATION, Arrays.stream(combination.coefficients()).boxed().toList());
    ScoringSection.add(scoring, fields);
    if (neighbours > 0) {
      fields.put(NEIGHBOURS, neighbours);
    }
    if (names) {
      fields.put(NAMES, true);
    }
    text.ifPresent(t -> fields.put(TEXT, t.fields()));
    return fields;
  }

  /**
   * @param labels of the network, which bound a list
   */
  static RankingSection read(Section section, int labels) throws ModelFormatException {
    return new RankingSection(
        (int) section.whole("features", 0, Integer.MAX_VALUE),
        (int) section.whole("probes", 1, Integer.MAX_VALUE),
        (int) section.whole("listSize", Math.min(1, labels), labels),
        combination(section),
        ScoringSection.read(section),
        section.has(NEIGHBOURS) ? (int) section.whole(NEIGHBOURS, 1, Integer.MAX_VALUE) : 0,
        section.has(NAMES) && section.truth(NAMES),
        section.has(TEXT)
            ? Optional.of(TextSection.read(section.section(TEXT)))
            : Optional.empty());
  }

  private static Combination combination(Section section) throws ModelFormatException {
    double[] coefficients = section.numbers(COMBINATION);
    if (coefficients.length < 1 || coefficients.length > Combination.FIGURES) {
      throw section.wrong(
          COMBINATION,
          "must have from 1 to " + Combination.FIGURES + " numbers",
          coefficients.length);
    }
    return new Combination(coefficients);
  }
}
