package org.sluice.model;

import java.util.Objects;
import java.util.Optional;
import org.sluice.neighbour.NearestRows;
import org.sluice.rank.Combination;
import org.sluice.rank.RankerMatrix;
import org.sluice.retrieve.QueryLists;
import org.sluice.text.LabelWords;
import org.sluice.text.Vectorizer;

/**
 * The second stage of a model: where to look for the network's best labels, the sparse rankers that
 * decide among them, and the training rows that are asked beside. Immutable, safe for many threads.
 *
 * @param vectorizer of the rankers' features, where the model takes text; else they see what the
 *     network sees
 * @param rankers one a label
 * @param lists of labels by cluster of hidden vectors
 * @param probes lists read for a row
 * @param neighbours training rows to be asked for their labels, as the rankers see them
 * @param voters rows nearest to a row that are asked, at least 1
 * @param names words of the labels' names, where the network takes text and names are to count
 * @param combination how all opinions become one
 * @param scoring what the outcome is worth
 */
public record Ranking(
    Optional<Vectorizer> vectorizer,
    RankerMatrix rankers,
    QueryLists lists,
    int probes,
    Optional<NearestRows> neighbours,
    int voters,
    Optional<LabelWords> names,
    Combination combination,
    Scoring scoring) {
  public Ranking {
    Objects.requireNonNull(vectorizer, "vectorizer");
    Objects.requireNonNull(neighbours, "neighbours");
    Objects.requireNonNull(names, "names");
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
    if (voters < 1) {
      throw new IllegalArgumentException("voters must be at least 1: " + voters);
    }
    if (neighbours.isPresent()
        && (neighbours.get().features() != rankers.features()
            || neighbours.get().labels().labels() != rankers.labels())) {
      throw new IllegalArgumentException(
          "neighbours must have the rankers' features and labels ("
              + rankers.features()
              + ", "
              + rankers.labels()
              + "): "
              + neighbours.get().features()
              + ", "
              + neighbours.get().labels().labels());
    }
    if (names.isPresent() && names.get().labels() != rankers.labels()) {
      throw new IllegalArgumentException(
          "names must be as many as rankers (" + rankers.labels() + "): " + names.get().labels());
    }
    if (vectorizer.isPresent() && vectorizer.get().features() != rankers.features()) {
      throw new IllegalArgumentException(
          "the rankers' features must be the vectoriser's ("
              + vectorizer.get().features()
              + "): "
              + rankers.features());
    }
  }

  /** A second stage without nearest rows and names, whose outcome nobody has measured. */
  public Ranking(
      Optional<Vectorizer> vectorizer,
      RankerMatrix rankers,
      QueryLists lists,
      int probes,
      Combination combination) {
    this(
        vectorizer,
        rankers,
        lists,
        probes,
        Optional.empty(),
        1,
        Optional.empty(),
        combination,
        Scoring.UNMEASURED);
  }

  /** The same with both opinions joined in another way, and what comes of that. */
  public Ranking with(Combination other, Scoring measured) {
    return new Ranking(
        vectorizer, rankers, lists, probes, neighbours, voters, names, other, measured);
  }

  /** The same with another number of rows that are asked. */
  public Ranking withVoters(int other) {
    return new Ranking(
        vectorizer, rankers, lists, probes, neighbours, other, names, combination, scoring);
  }
}
