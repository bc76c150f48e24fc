package org.sluice.train;

import org.sluice.data.LabelRows;
import org.sluice.data.SparseRows;
import org.sluice.neighbour.NearestRows;
import org.sluice.neighbour.NeighbourVotes;

/**
 * How many of the nearest rows vote. Sets differ: where rows are few and alike 30 tell more than
 * 100, where each says little it is the other way round. Votes alone answer rows that were kept
 * aside, at the wanted number, its half, quarter and eighth.
 */
final class VoterChoice {
  private static final int HALVINGS = 3;

  /** Answers that count, as in what is reported. */
  private static final int ANSWERS = 5;

  /** Rows that are asked: enough to tell halves apart, and a moment's work. */
  private static final int MOST_ASKED = 2_000;

  private VoterChoice() {}

  /**
   * The best number of voters; of equal ones the smallest.
   *
   * @param most rows that may vote, at least 1
   * @param held features of rows kept aside, as the index has them
   * @param truth their labels
   */
  static int best(NearestRows index, int most, SparseRows held, LabelRows truth) {
    int best = most;
    double bestScore = -1;
    for (int halving = HALVINGS; halving >= 0; halving--) {
      int voters = Math.max(1, most >> halving);
      double score = score(index.newVotes(voters), held, truth);
      if (score > bestScore) {
        bestScore = score;
        best = voters;
      }
    }
    return best;
  }

  /** Right answers among the first, those on higher places counting more; summed over rows. */
  private static double score(NeighbourVotes votes, SparseRows held, LabelRows truth) {
    int[] answers = new int[ANSWERS];
    double score = 0;
    for (int row = 0; row < Math.min(held.rows(), MOST_ASKED); row++) {
      votes.query(held.indices(), held.values(), held.offsets()[row], held.offsets()[row + 1]);
      int found = votes.most(_ -> false, answers);
      for (int place = 0; place < found; place++) {
        score += truth.has(row, answers[place]) ? 1.0 / (place + 1) : 0;
      }
    }
    return score;
  }
}
