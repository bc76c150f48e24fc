package org.sluice.tune;

import java.util.ArrayList;
import java.util.List;

/**
 * Rounds of successive halving: in each a third of the candidates of the round before is trained on
 * three times as many rows. Round by round that costs about as much as training once on the rows of
 * the last. The defaults, candidate 0, are in every round.
 *
 * @param candidates number of candidates in the first round, the defaults among them, at least 1
 * @param shares of the rows by round, rising, above 0 to 1, at least one
 */
public record Plan(int candidates, List<Double> shares) {
  /** By how much candidates fall and rows rise from round to round. */
  static final int FACTOR = 3;

  /** Candidates on fewer rows than this show nothing. */
  static final int LEAST_ROWS = 300;

  static final int MOST_CANDIDATES = 81;

  private static final int MOST_ROUNDS = 5;

  /** Part of the time left that is planned for: estimates are rough. */
  private static final double PLANNED = 0.85;

  public Plan {
    shares = List.copyOf(shares);
    if (candidates < 1) {
      throw new IllegalArgumentException("candidates must be at least 1: " + candidates);
    }
    if (shares.isEmpty()) {
      throw new IllegalArgumentException("shares must be at least one");
    }
    double before = 0;
    for (double share : shares) {
      if (!(share > before && share <= 1)) {
        throw new IllegalArgumentException("shares must rise, above 0 to 1: " + share);
      }
      before = share;
    }
  }

  /** Rounds with the given last share, each of a third of the next. */
  static Plan of(int candidates, int rounds, double lastShare) {
    List<Double> shares = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      shares.add(lastShare / Math.pow(FACTOR, rounds - 1.0 - round));
    }
    return new Plan(candidates, shares);
  }

  /** A search among so many candidates that ends on all rows. */
  static Plan ofTrials(int candidates, int rows) {
    int rounds = 1;
    int left = candidates;
    while (left >= FACTOR && rounds < mostRounds(rows)) {
      left /= FACTOR;
      rounds++;
    }
    return of(candidates, rounds, 1);
  }

  /**
   * The largest search that some time allows: on all rows at the end where that leaves three
   * candidates, else on fewer.
   *
   * @param rows that may be trained on
   * @param most candidates that there are
   * @param seconds left
   * @param secondsOnAll that training once on all rows is thought to take
   */
  static Plan ofTime(int rows, int most, double seconds, double secondsOnAll) {
    double trainings = PLANNED * seconds / secondsOnAll;
    for (int rounds = mostRounds(rows); rounds >= 2; rounds--) {
      int least = (int) Math.pow(FACTOR, rounds - 1.0);
      if (least <= most && of(least, rounds, 1).cost() <= trainings) {
        int candidates = least;
        while (candidates < most && of(candidates + 1, rounds, 1).cost() <= trainings) {
          candidates++;
        }
        return of(candidates, rounds, 1);
      }
    }
    for (int rounds = 3; rounds >= 2; rounds--) {
      int least = (int) Math.pow(FACTOR, rounds - 1.0);
      double share = Math.min(1, trainings / of(least, rounds, 1).cost());
      if (least <= most && share * rows / least >= LEAST_ROWS) {
        return of(least, rounds, share);
      }
    }
    return of(1, 1, Math.min(1, Math.max(trainings, LEAST_ROWS / (double) rows)));
  }

  private static int mostRounds(int rows) {
    int rounds = 1;
    double smallest = rows;
    while (rounds < MOST_ROUNDS && smallest / FACTOR >= LEAST_ROWS) {
      smallest /= FACTOR;
      rounds++;
    }
    return rounds;
  }

  /** Candidates in a round, the defaults among them or beside them. */
  int inRound(int round) {
    int kept = candidates;
    for (int i = 0; i < round; i++) {
      kept = Math.ceilDiv(kept, FACTOR);
    }
    // From the second round on the defaults may be there as one more.
    return round == 0 ? kept : Math.min(candidates, kept + 1);
  }

  /** Most trials of the whole search. */
  public int trials() {
    int trials = 0;
    for (int round = 0; round < shares.size(); round++) {
      trials += inRound(round);
    }
    return trials;
  }

  /** Cost of the whole search in trainings on all rows. */
  double cost() {
    double cost = 0;
    for (int round = 0; round < shares.size(); round++) {
      cost += inRound(round) * shares.get(round);
    }
    return cost;
  }
}
