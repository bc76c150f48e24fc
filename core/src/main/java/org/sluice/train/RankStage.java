package org.sluice.train;

import java.util.Optional;
import org.sluice.config.RankConfig;
import org.sluice.config.TrainingConfig;
import org.sluice.data.LabelRows;
import org.sluice.data.SparseRows;
import org.sluice.model.Ranking;
import org.sluice.model.Scoring;
import org.sluice.neighbour.NearestRows;
import org.sluice.nn.HiddenQueries;
import org.sluice.nn.Network;
import org.sluice.predict.CandidateScorer;
import org.sluice.rank.Combination;
import org.sluice.rank.Evidence;
import org.sluice.rank.LabelPairs;
import org.sluice.rank.RankerConfig;
import org.sluice.rank.RankerProgress;
import org.sluice.rank.RankerTrainer;
import org.sluice.rank.TrainedRankers;
import org.sluice.retrieve.Candidates;
import org.sluice.retrieve.LabelMatrix;
import org.sluice.retrieve.QueryListConfig;
import org.sluice.retrieve.QueryListMiner;
import org.sluice.retrieve.QueryLists;
import org.sluice.retrieve.RecallReport;
import org.sluice.text.LabelWords;
import org.sluice.text.Vectorizer;

/**
 * Trains the second stage on a trained network: fills lists of labels from the training rows'
 * hidden vectors, asks them for every row's best labels, and trains rankers to tell the right ones
 * among them from the wrong ones.
 */
final class RankStage {
  /**
   * Lists read for a row in mining: of the exact best 40 of 73,848 labels they hold .915, of 25,404
   * labels .943. A number and not a recall, since labels that stand in no list put some recalls out
   * of reach.
   */
  private static final int MINING_LISTS = 6;

  /** Lists read for an answer, which hold .948 and .973 of the exact best 50. */
  private static final int ANSWER_LISTS = 16;

  /** Rows on which recall is measured: sure to half a point, and a moment's work. */
  private static final int RECALL_SAMPLE = 300;

  /** What fits found on texts, for data with too few rows to keep some aside. */
  private static final Combination UNFITTED = new Combination(new double[] {0.5, 0, 1, 1});

  private final TrainingConfig config;
  private final RunRecord listener;
  private double proposalSeconds;

  RankStage(TrainingConfig config, RunRecord listener) {
    this.config = config;
    this.listener = listener;
  }

  /**
   * What a row has for the two stages.
   *
   * @param x features of the network
   * @param r features of the rankers
   * @param truth labels
   */
  record Rows(SparseRows x, SparseRows r, LabelRows truth) {}

  /**
   * Trains lists and rankers; the combination is still to be fitted.
   *
   * @param names words of the labels' names, where they are to count
   * @return nothing if the listener asked to stop
   */
  Optional<Ranking> train(
      Network network, Rows rows, Optional<Vectorizer> vectorizer, Optional<LabelWords> names) {
    RankConfig rank = config.rank();
    int threads = config.run().threads();
    LabelMatrix labels = new LabelMatrix(network.output().weights(), network.output().biases());
    HiddenQueries queries = new HiddenQueries(network, rows.x());
    listener.phase("looking for each row's hardest labels");
    long began = System.nanoTime();
    QueryListConfig listConfig =
        QueryListConfig.defaults(
            rows.x().rows(),
            labels.labels(),
            Math.max(rank.mined(), rank.candidates()),
            Seeds.mix(config.run().seed(), Seeds.LISTS, 0));
    QueryLists lists = QueryLists.build(labels, queries, listConfig, threads);
    if (listener.shouldStop()) {
      return Optional.empty();
    }
    int probes = Math.min(MINING_LISTS, lists.clusters());
    LabelPairs pairs =
        LabelPairs.of(
            rows.truth(),
            proposals(
                QueryListMiner.mine(lists, labels, queries, probes, rank.mined(), threads),
                labels.labels()));
    proposalSeconds = (System.nanoTime() - began) / 1e9;
    listener.phase("training a ranker for each of " + labels.labels() + " labels");
    Optional<TrainedRankers> rankers =
        RankerTrainer.train(rows.r(), pairs, rankers(rank), threads, new Passed(listener));
    if (rankers.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Ranking(
            vectorizer,
            rankers.get().matrix(),
            lists,
            Math.min(ANSWER_LISTS, lists.clusters()),
            neighbours(rows),
            Math.max(1, rank.neighbours()),
            names,
            UNFITTED,
            Scoring.UNMEASURED));
  }

  private Optional<NearestRows> neighbours(Rows rows) {
    boolean asked =
        config.rank().neighbours() > 0 && rows.r().nonZeros() <= config.rank().neighbourEntries();
    return asked ? Optional.of(NearestRows.build(rows.r(), rows.truth())) : Optional.empty();
  }

  /** Passes on to the run's listener what rankers say. */
  private record Passed(TrainingListener listener) implements RankerProgress {
    @Override
    public void labelsDone(int done, int total) {
      listener.ranking(done, total);
    }

    @Override
    public boolean stop() {
      return listener.shouldStop();
    }
  }

  private RankerConfig rankers(RankConfig rank) {
    RankerConfig defaults = RankerConfig.defaults(Seeds.mix(config.run().seed(), Seeds.RANKERS, 0));
    return new RankerConfig(
        rank.cost(),
        1,
        1,
        rank.dropBelow(),
        defaults.maxIterations(),
        defaults.tolerance(),
        defaults.seed());
  }

  private static LabelRows proposals(Candidates mined, int labels) {
    int[] offsets = new int[mined.rows() + 1];
    for (int row = 0; row < mined.rows(); row++) {
      offsets[row + 1] = offsets[row] + mined.count(row);
    }
    int[] ids = mined.ids();
    if (offsets[mined.rows()] < ids.length) {
      int[] packed = new int[offsets[mined.rows()]];
      for (int row = 0; row < mined.rows(); row++) {
        System.arraycopy(
            ids, row * mined.width(), packed, offsets[row], offsets[row + 1] - offsets[row]);
      }
      ids = packed;
    }
    return new LabelRows(labels, offsets, ids);
  }

  /**
   * Fits how all opinions are joined, on rows that none has seen.
   *
   * @param frequencies training rows of each label
   */
  Ranking fit(Network network, Ranking trained, int[] frequencies, Rows held) {
    listener.phase("joining network and rankers on " + held.x().rows() + " rows kept aside");
    Ranking ranking =
        trained
            .neighbours()
            .map(rows -> VoterChoice.best(rows, trained.voters(), held.r(), held.truth()))
            .map(trained::withVoters)
            .orElse(trained);
    CandidateScorer scorer =
        new CandidateScorer(network, ranking, frequencies, config.rank().candidates());
    report(network, ranking, held);
    Evidence evidence = new Evidence();
    int[] ends = new int[held.x().rows()];
    for (int row = 0; row < held.x().rows(); row++) {
      int found = scorer.score(held.x(), held.r(), row);
      for (int i = 0; i < found; i++) {
        scorer.testify(i, held.truth().has(row, scorer.id(i)), evidence);
      }
      ends[row] = evidence.size();
    }
    Combination combination = Combination.fit(evidence);
    float[] logits = evidence.logits(combination);
    boolean[] right = evidence.right();
    return ranking.with(combination, HeldScores.measure(logits, right, ends, held.truth()));
  }

  /** Tells how good and how dear proposals are. */
  private void report(Network network, Ranking ranking, Rows held) {
    QueryLists lists = ranking.lists();
    LabelMatrix labels = new LabelMatrix(network.output().weights(), network.output().biases());
    if (labels.labels() == 0) {
      return;
    }
    HiddenQueries queries = new HiddenQueries(network, held.x());
    RankConfig rank = config.rank();
    int probes = Math.min(MINING_LISTS, lists.clusters());
    listener.proposed(
        new ProposalReport(
            proposalSeconds,
            listener.epochSeconds(),
            recall(lists, labels, queries, probes, rank.mined()),
            recall(lists, labels, queries, ranking.probes(), rank.candidates())));
  }

  private RecallReport recall(
      QueryLists lists, LabelMatrix labels, HiddenQueries queries, int probes, int k) {
    long seed = Seeds.mix(config.run().seed(), Seeds.LISTS, 1);
    return RecallReport.measure(
        lists, labels, queries, probes, k, RECALL_SAMPLE, seed, config.run().threads());
  }
}
