package org.sluice.metric;

import java.util.ArrayList;
import java.util.List;

/**
 * How far scores are from the probabilities that they claim to be. Answers are sorted by score and
 * cut into bins of equally many; the expected calibration error is the mean over all answers of the
 * distance, in an answer's bin, between the mean score and the share of right answers: {@code sum_b
 * n_b / n * |right_b - score_b|}. From M. Pakdaman Naeini, G. Cooper, M. Hauskrecht, "Obtaining
 * Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015 (bins of equal count), and C.
 * Guo, G. Pleiss, Y. Sun, K. Weinberger, "On Calibration of Modern Neural Networks", ICML 2017. Few
 * answers show an error by chance alone: about {@code sqrt(2 / pi) * sqrt(p (1 - p) bins / n)}.
 *
 * <p>Not safe for several threads: give each its own and {@link #merge} these. The outcome does not
 * depend on the order of answers. Takes 4 bytes an answer.
 */
public final class Calibration {
  private final ScoreList list = new ScoreList();

  /**
   * Counts an answer.
   *
   * @param score from 0 to 1
   * @param right whether the row has the label
   */
  public void add(float score, boolean right) {
    list.add(score, right);
  }

  /** Adds what another has counted. */
  public void merge(Calibration other) {
    list.addAll(other.list);
  }

  /** Number of answers so far. */
  public int answers() {
    return list.size();
  }

  /**
   * The answers by score in bins whose sizes differ by at most 1, lowest scores first. Of equal
   * scores the wrong ones come first.
   *
   * @param bins wanted, at least 1; fewer where there are fewer answers
   */
  public List<ReliabilityBin> bins(int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("bins must be at least 1: " + bins);
    }
    ScoreList sorted = list.sorted();
    int n = sorted.size();
    List<ReliabilityBin> made = new ArrayList<>();
    int wanted = Math.min(bins, n);
    for (int b = 0; b < wanted; b++) {
      int from = (int) ((long) n * b / wanted);
      int to = (int) ((long) n * (b + 1) / wanted);
      double scores = 0;
      int right = 0;
      for (int i = from; i < to; i++) {
        scores += sorted.score(i);
        right += sorted.right(i) ? 1 : 0;
      }
      double count = to - from;
      made.add(
          new ReliabilityBin(
              to - from, sorted.score(from), sorted.score(to - 1), scores / count, right / count));
    }
    return made;
  }

  /** Expected calibration error of some bins, from 0 to 1; 0 where there are none. */
  public static double error(List<ReliabilityBin> bins) {
    double distance = 0;
    long answers = 0;
    for (ReliabilityBin bin : bins) {
      distance += bin.answers() * Math.abs(bin.right() - bin.meanScore());
      answers += bin.answers();
    }
    return answers == 0 ? 0 : distance / answers;
  }
}
