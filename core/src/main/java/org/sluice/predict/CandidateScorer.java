package org.sluice.predict;

import java.util.Optional;
import org.sluice.data.SparseRows;
import org.sluice.memory.Int8Rows;
import org.sluice.model.Ranking;
import org.sluice.nn.HiddenLayers;
import org.sluice.nn.Network;
import org.sluice.rank.Combination;
import org.sluice.rank.RankerScorer;
import org.sluice.retrieve.LabelMatrix;
import org.sluice.retrieve.QueryListSearch;

/**
 * Retrieve and rank for one row: the network's best labels and, for each, the log of the network's
 * softmax over them and the score of its ranker. Holds one thread's work space.
 */
public final class CandidateScorer {
  private final HiddenLayers hidden;
  private final QueryListSearch search;
  private final RankerScorer rankers;
  private final int candidates;
  private final int[] row = new int[1];
  private final int[] ids;
  private final float[] logSoftmax;
  private final float[] scores;

  /**
   * @param candidates labels taken from the network, at least 1
   */
  public CandidateScorer(Network network, Ranking ranking, int candidates) {
    this(network, ranking, Optional.empty(), candidates);
  }

  /**
   * The same, faster.
   *
   * @param rounded the network's label vectors as 8-bit numbers
   */
  CandidateScorer(Network network, Ranking ranking, Optional<Int8Rows> rounded, int candidates) {
    this.hidden = new HiddenLayers(network, 1, 0);
    LabelMatrix labels = new LabelMatrix(network.output().weights(), network.output().biases());
    this.search = new QueryListSearch(ranking.lists(), labels, rounded, ranking.probes());
    this.rankers = ranking.rankers().newScorer();
    this.candidates = candidates;
    this.ids = new int[candidates];
    this.logSoftmax = new float[candidates];
    this.scores = new float[candidates];
  }

  /**
   * Scores a row.
   *
   * @param x rows of the network's features
   * @param r rows of the rankers' features
   * @return number of candidates
   */
  public int score(SparseRows x, SparseRows r, int index) {
    row[0] = index;
    float[] activations = hidden.forward(x, row, 0, 1, null);
    int found = Math.min(candidates, search.search(activations, 0, candidates));
    if (found == 0) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < found; i++) {
      ids[i] = search.id(i);
      sum += Math.exp(search.score(i) - search.score(0));
    }
    double log = search.score(0) + Math.log(sum);
    for (int i = 0; i < found; i++) {
      logSoftmax[i] = (float) (search.score(i) - log);
    }
    rankers.query(r.indices(), r.values(), r.offsets()[index], r.offsets()[index + 1]);
    rankers.score(ids, found, scores);
    return found;
  }

  /** Offers the last row's candidates with their logits to {@code best}. */
  void offer(int found, Combination combination, TopLabels best) {
    for (int i = 0; i < found; i++) {
      best.offer(ids[i], (float) combination.logit(logSoftmax[i], scores[i]));
    }
  }

  /** Label of a candidate of the last row. */
  public int id(int i) {
    return ids[i];
  }

  /** Log of the network's softmax over the last row's candidates. */
  public float logSoftmax(int i) {
    return logSoftmax[i];
  }

  /** Score of a candidate's ranker. */
  public float ranker(int i) {
    return scores[i];
  }
}
