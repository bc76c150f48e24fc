package org.sluice.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sluice.config.WeightFormat;
import org.sluice.data.Dataset;
import org.sluice.data.RowScaling;
import org.sluice.data.SparseRows;
import org.sluice.memory.Int8Rows;
import org.sluice.metric.Evaluation;
import org.sluice.metric.Propensity;
import org.sluice.metric.RankingMetrics;
import org.sluice.model.Model;
import org.sluice.model.Ranking;
import org.sluice.text.TextEncoder;
import org.sluice.text.Vectorizer;

/**
 * Answers from a model: text or features in, the best labels with their probabilities out. Safe for
 * many threads, each of which gets work space of its own at its first call. The model must stay
 * open.
 */
public final class Predictor {
  private final Model model;

  /** Label vectors in a quarter of the memory, where the model's weights are of that kind. */
  private final Optional<Int8Rows> rounded;

  private final ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(Workspace::new);

  /** Answers from this model, which is not copied. */
  public Predictor(Model model) {
    this.model = model;
    boolean small =
        model.ranking().isPresent()
            && model.config().network().storedWeights() == WeightFormat.INT8;
    this.rounded =
        small ? Optional.of(Int8Rows.of(model.network().output().weights())) : Optional.empty();
  }

  /** What one thread needs. */
  private final class Workspace {
    private final TextEncoder network = model.vectorizer().map(Vectorizer::encoder).orElse(null);
    private final TextEncoder rankers =
        model.ranking().flatMap(Ranking::vectorizer).map(Vectorizer::encoder).orElse(null);
    private int k;
    private RowScorer scorer;

    /** A scorer of k answers, made anew when another number is wanted. */
    RowScorer scorer(int wanted) {
      if (scorer == null || wanted != k) {
        k = wanted;
        scorer = RowScorer.of(model, rounded, wanted);
      }
      return scorer;
    }
  }

  /** The model it answers from. */
  public Model model() {
    return model;
  }

  /**
   * The k best labels for a text, by falling probability; fewer where the model has fewer labels.
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
    TopLabels best = scorer.score(x, r);
    List<Prediction> predictions = new ArrayList<>(best.size());
    for (int place = 0; place < best.size(); place++) {
      predictions.add(
          new Prediction(
              best.id(place),
              model.dictionary().name(best.id(place)),
              (float) Math.min(1, scorer.probability(best.score(place)))));
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
    SparseRows x = features(data, model.vectorizer(), threads);
    Optional<Ranking> ranking = model.ranking();
    if (ranking.isEmpty()) {
      return RankingRun.topIds(model.network(), x, k, threads);
    }
    Optional<Vectorizer> pairs = ranking.get().vectorizer();
    return RankingRun.topIds(
        model.network(),
        ranking.get(),
        rounded,
        x,
        pairs.isPresent() ? features(data, pairs, threads) : x,
        Math.max(k, model.config().rank().candidates()),
        k,
        threads);
  }

  /**
   * Ranks labels for all rows and measures the rankings against the rows' labels.
   *
   * @param k longest ranking, at least 1; measures go up to it
   */
  public Evaluation evaluate(Dataset data, int k, int threads, Propensity propensity) {
    return RankingMetrics.evaluate(
        topIds(data, k, threads),
        k,
        data.labels(),
        propensity,
        model.labelFrequencies(),
        model.trainingRows());
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
