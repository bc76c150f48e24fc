package org.sluice.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sluice.config.WeightFormat;
import org.sluice.data.Dataset;
import org.sluice.data.RowScaling;
import org.sluice.data.SparseRows;
import org.sluice.metric.Evaluation;
import org.sluice.metric.Propensity;
import org.sluice.metric.RankingMetrics;
import org.sluice.model.Model;
import org.sluice.model.Ranking;
import org.sluice.nn.LayerParameters;
import org.sluice.retrieve.CodedLists;
import org.sluice.retrieve.LabelMatrix;
import org.sluice.text.TextEncoder;
import org.sluice.text.Vectorizer;

/**
 * Answers from a model: text or features in, the best labels with their probabilities out. Safe for
 * many threads, each of which gets work space of its own at its first call. The model must stay
 * open.
 */
public final class Predictor {
  /** Labels of a row that a threshold is judged on, where the network alone scores them all. */
  private static final int MOST_JUDGED = 100;

  /** Rows whose answers are held at a time while a data set is judged. */
  private static final int SLICE = 1 << 15;

  private final Model model;
  private final RareLabels rare;

  /** Lists that read little memory, where the model's weights are rounded anyway. */
  private final Optional<CodedLists> coded;

  private final ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(Workspace::new);

  /** Answers from this model, which is not copied, in the order it was trained for. */
  public Predictor(Model model) {
    this(model, RareLabels.of(model));
  }

  /** Answers from this model, rare labels being favoured as given. */
  public Predictor(Model model, RareLabels rare) {
    this.model = model;
    this.rare = rare;
    boolean small =
        model.config().network().storedWeights() == WeightFormat.INT8
            && model.network().output().weights().columns() <= CodedLists.MOST_DIMENSIONS;
    this.coded = small ? model.ranking().map(this::coded) : Optional.empty();
  }

  private CodedLists coded(Ranking ranking) {
    LayerParameters output = model.network().output();
    LabelMatrix labels = new LabelMatrix(output.weights(), output.biases());
    return CodedLists.of(ranking.lists(), labels, Runtime.getRuntime().availableProcessors());
  }

  /** What one thread needs. */
  private final class Workspace {
    private final TextEncoder network = model.vectorizer().map(Vectorizer::encoder).orElse(null);
    private final TextEncoder rankers =
        model.ranking().flatMap(Ranking::vectorizer).map(Vectorizer::encoder).orElse(null);
    private int room;
    private RowScorer scorer;

    /** A scorer of at least so many answers; those that are usual share one. */
    RowScorer scorer(int wanted) {
      int needed = Math.max(wanted, mostAboveThreshold());
      if (scorer == null || needed != room) {
        room = needed;
        scorer = RowScorer.of(model, coded, rare, 1, needed);
      }
      return scorer;
    }
  }

  /** The model it answers from. */
  public Model model() {
    return model;
  }

  /** Labels of a row among which those above a threshold are sought, at most the model's. */
  public int mostAboveThreshold() {
    int most = model.ranking().isPresent() ? model.config().rank().candidates() : MOST_JUDGED;
    return Math.min(most, model.dictionary().size());
  }

  /**
   * The k best labels for a text, best first; fewer where the model has fewer labels.
   *
   * @throws IllegalStateException if the model was trained on features, not on text
   */
  public List<Prediction> predict(String text, int k) {
    Workspace workspace = workspaces.get();
    if (workspace.network == null) {
      throw new IllegalStateException(
          "the model was trained on features, not on text: give features");
    }
    SparseRows x = encode(workspace.network, text, model.network().shape().features());
    SparseRows r =
        workspace.rankers == null
            ? x
            : encode(workspace.rankers, text, model.ranking().get().rankers().features());
    return predictRow(x, r, k);
  }

  private static SparseRows encode(TextEncoder encoder, String text, int features) {
    int size = encoder.encode(text);
    return new SparseRows(
        features,
        new int[] {0, size},
        Arrays.copyOf(encoder.indices(), size),
        Arrays.copyOf(encoder.values(), size));
  }

  /**
   * The k best labels for a sparse vector.
   *
   * @param indices features, strictly increasing, each below the model's number of features
   * @param values their finite values, as many
   * @throws IllegalArgumentException naming the feature that breaks a rule
   */
  public List<Prediction> predict(int[] indices, float[] values, int k) {
    if (indices.length != values.length) {
      throw new IllegalArgumentException(
          "values must be as many as indices (" + indices.length + "): " + values.length);
    }
    int features = model.network().shape().features();
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < 0 || indices[i] >= features) {
        throw new IllegalArgumentException(
            "feature must be from 0 to below " + features + ": " + indices[i]);
      }
      if (i > 0 && indices[i] <= indices[i - 1]) {
        throw new IllegalArgumentException(
            "features must rise: " + indices[i] + " after " + indices[i - 1]);
      }
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "value of feature " + indices[i] + " must be finite: " + values[i]);
      }
    }
    if (model.ranking().flatMap(Ranking::vectorizer).isPresent()) {
      throw new IllegalStateException("the model was trained on text, not on features: give text");
    }
    float[] scaled = values.clone();
    if (model.config().network().normalizeRows()) {
      RowScaling.toUnitLength(scaled, 0, scaled.length);
    }
    SparseRows row = new SparseRows(features, new int[] {0, indices.length}, indices, scaled);
    return predictRow(row, row, k);
  }

  private List<Prediction> predictRow(SparseRows x, SparseRows r, int k) {
    requireK(k);
    int wanted = Math.min(k, model.dictionary().size());
    if (wanted == 0) {
      return List.of();
    }
    RowScorer scorer = workspaces.get().scorer(wanted);
    scorer.score(x, r, 0, 1, wanted);
    TopLabels best = scorer.best(0);
    int count = Math.min(wanted, best.size());
    List<Prediction> predictions = new ArrayList<>(count);
    for (int place = 0; place < count; place++) {
      int label = best.id(place);
      predictions.add(
          new Prediction(label, model.dictionary().name(label), scorer.probability(0, place)));
    }
    return predictions;
  }

  /**
   * The k best labels of every row of a data set.
   *
   * @return ids by row, {@code rows * k}, -1 where the model has fewer labels
   */
  public int[] topIds(Dataset data, int k, int threads) {
    requireK(k);
    return new Rows(data, threads).answers(0, data.rows(), k).ids();
  }

  /**
   * Ranks labels for all rows and measures the rankings against the rows' labels.
   *
   * @param k longest ranking, at least 1; measures go up to it
   */
  public Evaluation evaluate(Dataset data, int k, int threads, Propensity propensity) {
    return assess(data, k, threads, propensity).ranking();
  }

  /**
   * Measures rankings and scores against the rows' labels.
   *
   * @param k longest ranking, at least 1; measures of rankings go up to it
   */
  public Assessment assess(Dataset data, int k, int threads, Propensity propensity) {
    requireK(k);
    Assessment.Judge judge =
        new Assessment.Judge(
            data.labels(),
            k,
            new RankingMetrics(k, propensity, model.labelFrequencies(), model.trainingRows()));
    Rows rows = new Rows(data, threads);
    int judged = Math.max(k, mostAboveThreshold());
    for (int from = 0; from < data.rows(); from += SLICE) {
      int to = Math.min(data.rows(), from + SLICE);
      judge.add(from, rows.answers(from, to, judged));
    }
    return judge.result();
  }

  /** A data set as both stages see it. */
  private final class Rows {
    private final SparseRows x;
    private final SparseRows r;
    private final int threads;

    Rows(Dataset data, int threads) {
      this.threads = threads;
      Optional<Vectorizer> pairs = model.ranking().flatMap(Ranking::vectorizer);
      x = features(data, model.vectorizer(), threads);
      r = pairs.isPresent() ? features(data, pairs, threads) : x;
    }

    RankingRun.Answers answers(int from, int to, int k) {
      return RankingRun.answers(
          batch -> RowScorer.of(model, coded, rare, batch, k), x, r, from, to, k, threads);
    }
  }

  private SparseRows features(Dataset data, Optional<Vectorizer> vectorizer, int threads) {
    SparseRows rows = FeatureRows.of(data, vectorizer, model.config(), threads);
    int features = model.network().shape().features();
    if (vectorizer.isEmpty() && rows.columns() > features) {
      throw new IllegalArgumentException(
          "the data must have at most the model's " + features + " features: " + rows.columns());
    }
    return rows;
  }

  private static void requireK(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1: " + k);
    }
  }
}
