package org.sluice.predict;

import java.util.Optional;
import org.sluice.data.SparseRows;
import org.sluice.model.Ranking;
import org.sluice.neighbour.NeighbourVotes;
import org.sluice.nn.HiddenLayers;
import org.sluice.nn.Network;
import org.sluice.rank.Combination;
import org.sluice.rank.Evidence;
import org.sluice.rank.RankerScorer;
import org.sluice.retrieve.CodedLists;
import org.sluice.retrieve.Keys;
import org.sluice.retrieve.LabelMatrix;
import org.sluice.retrieve.QueryListSearch;
import org.sluice.text.LabelWords;

/**
 * Retrieve and rank for one row: the network's best labels, those for which the nearest training
 * rows vote and those whose names the text holds; for each, the log of the network's softmax over
 * the network's best, the score of its ranker, its share of the votes and how much of its name the
 * text holds. Holds one thread's work space.
 */
public final class CandidateScorer {
  /** Most labels taken from the votes: the nearest rows seldom have more that count. */
  private static final int MOST_VOTED = 25;

  /** Most labels taken because the text holds their names. */
  private static final int MOST_NAMED = 10;

  /** More than a logit and its bound may differ by rounding. */
  private static final float ROUNDING = 1e-4f;

  private final HiddenLayers hidden;
  private final QueryListSearch search;
  private final RankerScorer rankers;
  private final int candidates;

  /** Of the network's labels so many share the softmax, however many are asked for. */
  private final int usual;

  private final int[] row = new int[1];
  private final int[] ids;
  private final float[] logSoftmax;
  private final float[] scores;

  /** The best that each candidate may come to. */
  private final long[] promises;

  private final float[] shares;
  private final float[] named;
  private final int[] frequencies;
  private final NeighbourVotes votes;
  private final LabelMatrix labels;
  private final float[] vector;
  private final LabelWords.Reader names;
  private final int[] voted;
  private final int[] whole;

  /** The last row for which a label was a candidate, as rows are counted; empty if none asks. */
  private final int[] seen;

  private int rowsSeen;

  /**
   * @param frequencies training rows of each label
   * @param candidates labels taken from the network, at least 1
   */
  public CandidateScorer(Network network, Ranking ranking, int[] frequencies, int candidates) {
    this(network, ranking, frequencies, Optional.empty(), candidates, candidates);
  }

  /**
   * The same, faster.
   *
   * @param coded the ranking's lists with codes of the network's label vectors
   * @param usual labels taken from the network where the join was fitted
   * @param candidates labels taken from it here, at least as many
   */
  CandidateScorer(
      Network network,
      Ranking ranking,
      int[] frequencies,
      Optional<CodedLists> coded,
      int usual,
      int candidates) {
    this.hidden = new HiddenLayers(network, 1, 0);
    this.labels = new LabelMatrix(network.output().weights(), network.output().biases());
    this.search =
        coded
            .map(lists -> new QueryListSearch(lists, ranking.probes()))
            .orElseGet(() -> new QueryListSearch(ranking.lists(), labels, ranking.probes()));
    this.rankers = ranking.rankers().newScorer();
    this.usual = usual;
    this.candidates = candidates;
    boolean asked = ranking.neighbours().isPresent();
    boolean read = ranking.names().isPresent();
    this.voted = new int[asked ? MOST_VOTED : 0];
    this.whole = new int[read ? MOST_NAMED : 0];
    this.seen = new int[asked || read ? labels.labels() : 0];
    this.vector = new float[labels.dimension()];
    int most = candidates + voted.length + whole.length;
    this.ids = new int[most];
    this.logSoftmax = new float[most];
    this.scores = new float[most];
    this.promises = new long[most];
    this.shares = new float[most];
    this.named = new float[most];
    this.frequencies = frequencies;
    this.names = ranking.names().map(LabelWords::reader).orElse(null);
    this.votes = ranking.neighbours().map(rows -> rows.newVotes(ranking.voters())).orElse(null);
  }

  /**
   * Scores a row: finds its candidates and asks all their rankers.
   *
   * @param x rows of the network's features
   * @param r rows of the rankers' features
   * @return number of candidates
   */
  public int score(SparseRows x, SparseRows r, int index) {
    int found = propose(x, r, index);
    rankers.score(ids, found, scores);
    return found;
  }

  /** Finds a row's candidates and all that is known of them but their rankers' scores. */
  int propose(SparseRows x, SparseRows r, int index) {
    row[0] = index;
    float[] activations = hidden.forward(x, row, 0, 1, null);
    int found = Math.min(candidates, search.search(activations, 0, candidates));
    if (found == 0) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < found; i++) {
      ids[i] = search.id(i);
      sum += i < usual ? Math.exp(search.score(i) - search.score(0)) : 0;
    }
    double log = search.score(0) + Math.log(sum);
    for (int i = 0; i < found; i++) {
      logSoftmax[i] = (float) (search.score(i) - log);
    }
    if (seen.length > 0) {
      rowsSeen++;
      for (int i = 0; i < found; i++) {
        seen[ids[i]] = rowsSeen;
      }
    }
    if (votes != null) {
      votes.query(r.indices(), r.values(), r.offsets()[index], r.offsets()[index + 1]);
      int added = votes.most(label -> seen[label] == rowsSeen, voted);
      found = add(voted, added, activations, log, found);
    }
    if (names != null) {
      names.read(x, index);
      int added = names.whole(label -> seen[label] == rowsSeen, whole);
      found = add(whole, added, activations, log, found);
    }
    for (int i = 0; i < found; i++) {
      shares[i] = votes == null ? Combination.NO_VOTES : votes.share(ids[i]);
      named[i] = names == null ? 0 : names.share(ids[i]);
    }
    rankers.query(r.indices(), r.values(), r.offsets()[index], r.offsets()[index + 1]);
    return found;
  }

  /**
   * Adds labels that the network did not propose.
   *
   * @param log normaliser of the network's softmax
   * @return number of candidates then
   */
  private int add(int[] added, int count, float[] activations, double log, int found) {
    for (int i = 0; i < count; i++) {
      int label = added[i];
      seen[label] = rowsSeen;
      ids[found + i] = label;
      labels.vectors().get(label, vector, 0);
      float score = labels.biases()[label];
      for (int j = 0; j < vector.length; j++) {
        score += activations[j] * vector[j];
      }
      logSoftmax[found + i] = (float) (score - log);
    }
    return found + count;
  }

  /**
   * Offers the candidates of the last row to {@code best}, the most promising first, and asks their
   * rankers until no ranker's score could bring one of the others among the best.
   */
  void rank(int found, Combination combination, LabelOrder order, TopLabels best) {
    for (int i = 0; i < found; i++) {
      double most = combination.most(logSoftmax[i], shares[i], logFrequency(i), named[i]);
      promises[i] = Keys.of(order.key(ids[i], (float) most + ROUNDING), i);
    }
    Keys.sortFalling(promises, 0, found);
    for (int place = 0; place < found && Keys.score(promises[place]) >= best.floor(); place++) {
      int i = Keys.id(promises[place]);
      float score = rankers.score(ids[i]);
      float logit =
          (float) combination.logit(logSoftmax[i], score, shares[i], logFrequency(i), named[i]);
      best.offer(ids[i], order.key(ids[i], logit));
    }
  }

  /** Label of a candidate of the last row. */
  public int id(int i) {
    return ids[i];
  }

  /** Adds what is known of a candidate of the last row. */
  public void testify(int i, boolean right, Evidence evidence) {
    evidence.add(logSoftmax[i], scores[i], shares[i], logFrequency(i), named[i], right);
  }

  private float logFrequency(int i) {
    return (float) Math.log1p(frequencies[ids[i]]);
  }
}
