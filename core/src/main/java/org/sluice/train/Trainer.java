package org.sluice.train;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sluice.config.DataFigures;
import org.sluice.config.Defaults;
import org.sluice.config.LossKind;
import org.sluice.config.TrainingConfig;
import org.sluice.data.Dataset;
import org.sluice.data.DatasetSplit;
import org.sluice.data.LabelRows;
import org.sluice.data.SparseDataset;
import org.sluice.data.SparseRows;
import org.sluice.data.TextDataset;
import org.sluice.metric.Propensity;
import org.sluice.metric.RankingMetrics;
import org.sluice.model.Model;
import org.sluice.nn.Network;
import org.sluice.nn.NetworkShape;
import org.sluice.predict.FeatureRows;
import org.sluice.predict.RankingRun;
import org.sluice.text.Vectorizer;

/**
 * From data to a model. Static, safe for many threads; every call trains a model of its own and
 * needs memory for the weights and their optimiser's state (three times the weights with Adam).
 */
public final class Trainer {
  /** Length of rankings on held-out rows. */
  private static final int VALIDATION_K = 5;

  private Trainer() {}

  /** Trains with settings chosen from the data, using all processors. */
  public static Model train(Dataset data) {
    return train(data, defaults(data), TrainingListener.SILENT);
  }

  /** The settings that {@link #train(Dataset)} uses: a start for changes of one's own. */
  public static TrainingConfig defaults(Dataset data) {
    return Defaults.of(figures(data), Runtime.getRuntime().availableProcessors());
  }

  /** What defaults are chosen from. For text, features are not yet known and reported as 0. */
  public static DataFigures figures(Dataset data) {
    double rows = Math.max(1, data.rows());
    double labelsPerRow = data.labels().offsets()[data.rows()] / rows;
    int labels = data.labels().labels();
    return switch (data) {
      case TextDataset text -> new DataFigures(text.rows(), 0, labels, 0, labelsPerRow, true);
      case SparseDataset sparse ->
          new DataFigures(
              sparse.rows(),
              sparse.features().columns(),
              labels,
              sparse.features().nonZeros() / rows,
              labelsPerRow,
              false);
    };
  }

  /** Trains, holding out the share of rows that the configuration asks for. */
  public static Model train(Dataset data, TrainingConfig config, TrainingListener listener) {
    double share = config.run().validationShare();
    if (share == 0) {
      return train(data, Optional.empty(), config, listener);
    }
    DatasetSplit split = data.split(share, Seeds.mix(config.run().seed(), Seeds.SPLIT, 0));
    return train(split.train(), Optional.of(split.validation()), config, listener);
  }

  /**
   * Trains on all of {@code data} and measures on {@code validation} after every epoch.
   *
   * @param validation held-out rows whose labels and features are numbered as those of {@code data}
   * @throws TrainingException if there is nothing to learn from or the loss is no longer a number
   */
  public static Model train(
      Dataset data,
      Optional<Dataset> validation,
      TrainingConfig config,
      TrainingListener listener) {
    RunRecord record = new RunRecord(config, listener);
    Optional<Vectorizer> vectorizer = Optional.empty();
    if (data instanceof TextDataset text) {
      listener.phase("counting the words of " + text.rows() + " texts");
      vectorizer = Optional.of(Vectorizer.fit(text.texts(), config.text()));
    }
    int threads = config.run().threads();
    SparseRows x = FeatureRows.of(data, vectorizer, config, threads);
    int[] order = usableRows(data.labels(), x, config);
    NetworkShape shape =
        new NetworkShape(
            x.columns(),
            config.network().hidden(),
            data.labels().labels(),
            config.network().activation());
    Network network = allocate(shape, config.run().seed());
    boolean done = false;
    try {
      record.started(
          new TrainingStart(
              config,
              shape,
              order.length,
              data.rows() - order.length,
              validation.map(Dataset::rows).orElse(0),
              network.output().weights().hugePages()));
      Supplier<Map<String, Double>> measure =
          validation(network, data, validation, vectorizer, config, order.length);
      new TrainingRun(network, config, x, data.labels(), order, measure, record).run();
      Model model =
          new Model(
              network,
              vectorizer,
              data.dictionary(),
              data.labels().frequencies(),
              order.length,
              config,
              record.provenance(x));
      done = true;
      return model;
    } finally {
      if (!done) {
        network.close();
      }
    }
  }

  private static Network allocate(NetworkShape shape, long seed) {
    try {
      Network network = Network.zeros(shape);
      InitialWeights.draw(network, seed);
      return network;
    } catch (OutOfMemoryError e) {
      throw new TrainingException(
          String.format(
              "not enough memory for %,d weights (%,d MB and twice that again for Adam): lower"
                  + " hidden, or raise minDocuments or set hashBits for fewer features",
              shape.parameters(), shape.parameters() * Float.BYTES >> 20),
          e);
    }
  }

  /** Rows that can teach something: a softmax has nothing to raise where there are no labels. */
  private static int[] usableRows(LabelRows labels, SparseRows x, TrainingConfig config) {
    boolean all = config.activeSet().loss() == LossKind.LOGISTIC;
    int[] rows =
        IntStream.range(0, labels.rows()).filter(i -> all || labels.count(i) > 0).toArray();
    if (rows.length == 0 || labels.labels() == 0) {
      throw new TrainingException(
          "nothing to learn from: none of the " + labels.rows() + " rows has a label");
    }
    if (x.nonZeros() == 0) {
      throw new TrainingException(
          "nothing to learn from: none of the "
              + labels.rows()
              + " rows has a feature (words must be in at least minDocuments texts)");
    }
    return rows;
  }

  private static Supplier<Map<String, Double>> validation(
      Network network,
      Dataset data,
      Optional<Dataset> validation,
      Optional<Vectorizer> vectorizer,
      TrainingConfig config,
      int trainingRows) {
    if (validation.isEmpty()) {
      return Map::of;
    }
    int threads = config.run().threads();
    Dataset held = validation.get();
    SparseRows x = FeatureRows.of(held, vectorizer, config, threads);
    int[] frequencies = data.labels().frequencies();
    return () ->
        RankingMetrics.evaluate(
                RankingRun.topIds(network, x, VALIDATION_K, threads),
                VALIDATION_K,
                held.labels(),
                Propensity.DEFAULT,
                frequencies,
                trainingRows)
            .toMap();
  }
}
