package org.sluice.predict;

import java.util.Arrays;
import java.util.Optional;
import org.sluice.config.LossKind;
import org.sluice.data.SparseRows;
import org.sluice.model.Model;
import org.sluice.model.Ranking;
import org.sluice.rank.Calibrator;
import org.sluice.rank.Combination;
import org.sluice.retrieve.CodedLists;

/**
 * Answers for batches of rows in one of a model's ways. Holds one thread's work space for one
 * number of answers.
 */
abstract sealed class RowScorer {
  /**
   * Scores rows {@code [from, from + count)} of both, whose answers are valid until the next.
   *
   * @param wanted labels of a row that are asked for, at most those that are kept
   */
  abstract void score(SparseRows x, SparseRows r, int from, int count, int wanted);

  /** Best labels of row q of the last batch. */
  abstract TopLabels best(int q);

  /** Probability of the label at a place of row q's best. */
  abstract float probability(int q, int place);

  /**
   * @param coded lists with codes of the labels' vectors, where those shall be read
   * @param batch most rows scored together
   * @param k labels kept a row
   */
  static RowScorer of(Model model, Optional<CodedLists> coded, RareLabels rare, int batch, int k) {
    Optional<Ranking> ranking = model.ranking();
    return ranking.isPresent()
        ? new TwoStages(model, ranking.get(), coded, rare, batch, k)
        : new NetworkAlone(model, rare, batch, k);
  }

  /** All labels by the network. */
  private static final class NetworkAlone extends RowScorer {
    private final ExactScorer scorer;
    private final LabelOrder order;
    private final boolean softmax;
    private final int[] rows;

    NetworkAlone(Model model, RareLabels rare, int batch, int k) {
      softmax = model.config().activeSet().loss() == LossKind.SOFTMAX;
      order =
          softmax
              ? LabelOrder.softmax(model, rare)
              : LabelOrder.logistic(model, rare, Calibrator.IDENTITY);
      scorer = new ExactScorer(model.network(), order, batch, k);
      rows = new int[batch];
    }

    @Override
    void score(SparseRows x, SparseRows r, int from, int count, int wanted) {
      Arrays.setAll(rows, q -> from + q);
      scorer.score(x, rows, 0, count, softmax);
    }

    @Override
    TopLabels best(int q) {
      return scorer.best(q);
    }

    @Override
    float probability(int q, int place) {
      TopLabels best = scorer.best(q);
      double logNormalizer = softmax ? scorer.logNormalizer(q) : 0;
      return (float) order.probability(best.id(place), best.score(place), logNormalizer);
    }
  }

  /** The network's candidates by network and rankers together. */
  private static final class TwoStages extends RowScorer {
    private final CandidateScorer scorer;
    private final Combination combination;
    private final LabelOrder order;
    private final TopLabels[] best;

    TwoStages(
        Model model,
        Ranking ranking,
        Optional<CodedLists> coded,
        RareLabels rare,
        int batch,
        int k) {
      int usual = model.config().rank().candidates();
      scorer =
          new CandidateScorer(
              model.network(), ranking, model.labelFrequencies(), coded, usual, Math.max(k, usual));
      combination = ranking.combination();
      order = LabelOrder.logistic(model, rare, ranking.scoring().calibrator());
      best = new TopLabels[batch];
      Arrays.setAll(best, q -> new TopLabels(k));
    }

    @Override
    void score(SparseRows x, SparseRows r, int from, int count, int wanted) {
      for (int q = 0; q < count; q++) {
        best[q].clear(wanted);
        scorer.rank(scorer.propose(x, r, from + q), combination, order, best[q]);
      }
    }

    @Override
    TopLabels best(int q) {
      return best[q];
    }

    @Override
    float probability(int q, int place) {
      return (float) order.probability(best[q].id(place), best[q].score(place), 0);
    }
  }
}
