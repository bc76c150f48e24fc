package org.sluice.model;

import java.util.Objects;
import java.util.Optional;
import org.sluice.rank.Combination;
import org.sluice.rank.RankerMatrix;
import org.sluice.retrieve.QueryLists;
import org.sluice.text.Vectorizer;

/**
 * The second stage of a model: where to look for the network's best labels, and the sparse rankers
 * that decide among them. Immutable, safe for many threads.
 *
 * @param vectorizer of the rankers' features, where the model takes text; else they see what the
 *     network sees
 * @param rankers one a label
 * @param lists of labels by cluster of hidden vectors
 * @param probes lists read for a row
 * @param combination how both opinions become one
 * @param scoring what the outcome is worth
 */
public record Ranking(
    Optional<Vectorizer> vectorizer,
    RankerMatrix rankers,
    QueryLists lists,
    int probes,
    Combination combination,
    Scoring scoring) {
  public Ranking {
    Objects.requireNonNull(vectorizer, "vectorizer");
    Objects.requireNonNull(combination, "combination");
    Objects.requireNonNull(scoring, "scoring");
    if (rankers.labels() != lists.labels()) {
      throw new IllegalArgumentException(
          "rankers must be as many as labels in the lists ("
              + lists.labels()
              + "): "
              + rankers.labels());
    }
    if (probes < 1 || probes > lists.clusters()) {
      throw new IllegalArgumentException(
          "probes must be from 1 to the number of lists (" + lists.clusters() + "): " + probes);
    }
    if (vectorizer.isPresent() && vectorizer.get().features() != rankers.features()) {
      throw new IllegalArgumentException(
          "the rankers' features must be the vectoriser's ("
              + vectorizer.get().features()
              + "): "
              + rankers.features());
    }
  }

  /** A second stage whose outcome nobody has measured. */
  public Ranking(
      Optional<Vectorizer> vectorizer,
      RankerMatrix rankers,
      QueryLists lists,
      int probes,
      Combination combination) {
    this(vectorizer, rankers, lists, probes, combination, Scoring.UNMEASURED);
  }

  /** The same with both opinions joined in another way, and what comes of that. */
  public Ranking with(Combination other, Scoring measured) {
    return new Ranking(vectorizer, rankers, lists, probes, other, measured);
  }
}
