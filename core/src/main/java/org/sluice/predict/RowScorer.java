package org.sluice.predict;

import java.util.Optional;
import org.sluice.config.LossKind;
import org.sluice.data.SparseRows;
import org.sluice.memory.Int8Rows;
import org.sluice.model.Model;
import org.sluice.model.Ranking;
import org.sluice.rank.Combination;

/** Answers for single rows in one of a model's ways. Holds one thread's work space for one k. */
abstract sealed class RowScorer {
  /** Scores row 0 of both and returns its best labels, valid until the next call. */
  abstract TopLabels score(SparseRows x, SparseRows r);

  /** Probability of a label with this score for the last row. */
  abstract double probability(double score);

  static RowScorer of(Model model, Optional<Int8Rows> rounded, int k) {
    Optional<Ranking> ranking = model.ranking();
    return ranking.isPresent()
        ? new TwoStages(model, ranking.get(), rounded, k)
        : new NetworkAlone(model, k);
  }

  /** All labels by the network. */
  private static final class NetworkAlone extends RowScorer {
    private static final int[] ONLY_ROW = {0};

    private final ExactScorer scorer;
    private final boolean softmax;

    NetworkAlone(Model model, int k) {
      scorer = new ExactScorer(model.network(), 1, k);
      softmax = model.config().activeSet().loss() == LossKind.SOFTMAX;
    }

    @Override
    TopLabels score(SparseRows x, SparseRows r) {
      scorer.score(x, ONLY_ROW, 0, 1, softmax);
      return scorer.best(0);
    }

    @Override
    double probability(double score) {
      return softmax ? Math.exp(score - scorer.logNormalizer(0)) : Combination.probability(score);
    }
  }

  /** The network's candidates by network and rankers together. */
  private static final class TwoStages extends RowScorer {
    private final CandidateScorer scorer;
    private final Combination combination;
    private final TopLabels best;

    TwoStages(Model model, Ranking ranking, Optional<Int8Rows> rounded, int k) {
      int candidates = Math.max(k, model.config().rank().candidates());
      scorer = new CandidateScorer(model.network(), ranking, rounded, candidates);
      combination = ranking.combination();
      best = new TopLabels(k);
    }

    @Override
    TopLabels score(SparseRows x, SparseRows r) {
      best.clear();
      scorer.offer(scorer.score(x, r, 0), combination, best);
      return best;
    }

    @Override
    double probability(double score) {
      return Combination.probability(score);
    }
  }
}
