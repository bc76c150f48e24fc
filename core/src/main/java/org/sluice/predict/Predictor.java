package org.sluice.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.config.LossKind;
import org.sluice.data.Dataset;
import org.sluice.data.RowScaling;
import org.sluice.data.SparseRows;
import org.sluice.metric.Evaluation;
import org.sluice.metric.Propensity;
import org.sluice.metric.RankingMetrics;
import org.sluice.model.Model;
import org.sluice.text.TextEncoder;
import org.sluice.text.Vectorizer;

/**
 * Answers from a model: text or features in, the best labels with their probabilities out. Safe for
 * many threads, each of which gets work space of its own at its first call. The model must stay
 * open.
 */
public final class Predictor {
  private static final int[] ONLY_ROW = {0};

  private final Model model;
  private final ThreadLocal<TextEncoder> encoders;
  private final ThreadLocal<ScorerOfOne> scorers;

  /** Answers from this model, which is not copied. */
  public Predictor(Model model) {
    this.model = model;
    this.encoders = ThreadLocal.withInitial(() -> vectorizer().encoder());
    this.scorers = ThreadLocal.withInitial(ScorerOfOne::new);
  }

  /** A scorer that is made anew when another number of answers is wanted. */
  private final class ScorerOfOne {
    private int k;
    private ExactScorer scorer;

    ExactScorer get(int wanted) {
      if (scorer == null || wanted != k) {
        k = wanted;
        scorer = new ExactScorer(model.network(), 1, wanted);
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
    TextEncoder encoder = encoders.get();
    int size = encoder.encode(text);
    int[] indices = Arrays.copyOf(encoder.indices(), size);
    float[] values = Arrays.copyOf(encoder.values(), size);
    return predictRow(indices, values, k);
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
    return predictRow(indices, values.clone(), k);
  }

  private List<Prediction> predictRow(int[] indices, float[] values, int k) {
    requireK(k);
    if (model.config().network().normalizeRows()) {
      RowScaling.toUnitLength(values, 0, values.length);
    }
    SparseRows row =
        new SparseRows(
            model.network().shape().features(), new int[] {0, indices.length}, indices, values);
    int wanted = Math.min(k, model.dictionary().size());
    if (wanted == 0) {
      return List.of();
    }
    ExactScorer scorer = scorers.get().get(wanted);
    boolean softmax = model.config().activeSet().loss() == LossKind.SOFTMAX;
    scorer.score(row, ONLY_ROW, 0, 1, softmax);
    double normalizer = softmax ? scorer.logNormalizer(0) : 0;
    TopLabels best = scorer.best(0);
    List<Prediction> predictions = new ArrayList<>(best.size());
    for (int place = 0; place < best.size(); place++) {
      double score = best.score(place);
      double probability = softmax ? Math.exp(score - normalizer) : 1 / (1 + Math.exp(-score));
      predictions.add(
          new Prediction(
              best.id(place),
              model.dictionary().name(best.id(place)),
              (float) Math.min(1, probability)));
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
    return RankingRun.topIds(model.network(), features(data, threads), k, threads);
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

  private SparseRows features(Dataset data, int threads) {
    SparseRows rows = FeatureRows.of(data, model.vectorizer(), model.config(), threads);
    int features = model.network().shape().features();
    if (rows.columns() > features) {
      throw new IllegalArgumentException(
          "the data must have at most the model's " + features + " features: " + rows.columns());
    }
    return rows;
  }

  private Vectorizer vectorizer() {
    return model
        .vectorizer()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the model was trained on features, not on text: give features"));
  }

  private static void requireK(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1: " + k);
    }
  }
}
