package org.sluice.train;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sluice.config.LossKind;
import org.sluice.config.TrainingConfig;
import org.sluice.config.WeightFormat;
import org.sluice.data.Dataset;
import org.sluice.data.LabelRows;
import org.sluice.data.SparseRows;
import org.sluice.data.TextDataset;
import org.sluice.metric.Propensity;
import org.sluice.metric.RankingMetrics;
import org.sluice.model.Model;
import org.sluice.model.Ranking;
import org.sluice.nn.Network;
import org.sluice.nn.NetworkShape;
import org.sluice.predict.FeatureRows;
import org.sluice.predict.RankingRun;
import org.sluice.text.LabelWords;
import org.sluice.text.Vectorizer;
import org.sluice.text.VectorizerConfig;

/**
 * Learns from one data set: its features, then the network, then the rankers. For one thread, once.
 */
final class Learner {
  /** Length of rankings on held-out rows. */
  private static final int VALIDATION_K = 5;

  private final Dataset data;

  /** The data and, where names count, a row for each label's name. */
  private final Dataset taught;

  private final TrainingConfig config;
  private final RunRecord record;
  private final Optional<Vectorizer> vectorizer;
  private final SparseRows x;
  private final int[] order;

  /** Rows of the data among those in {@link #order}; the others are names. */
  private final int usable;

  /**
   * Reads the words of the data, if it is text.
   *
   * @throws TrainingException if there is nothing to learn from
   */
  Learner(Dataset data, TrainingConfig config, RunRecord record) {
    this.data = data;
    this.config = config;
    this.record = record;
    this.vectorizer = vectorizer("words", config.text());
    this.taught = taught();
    this.x = FeatureRows.of(taught, vectorizer, config, config.run().threads());
    int[] rows = usableRows(data.labels(), x, config);
    this.usable = rows.length;
    this.order =
        IntStream.concat(Arrays.stream(rows), IntStream.range(data.rows(), taught.rows()))
            .toArray();
  }

  private Optional<Vectorizer> vectorizer(String what, VectorizerConfig terms) {
    if (data instanceof TextDataset text) {
      record.phase("counting the " + what + " of " + text.rows() + " texts");
      return Optional.of(Vectorizer.fit(text.texts(), terms));
    }
    return Optional.empty();
  }

  private Dataset taught() {
    return data instanceof TextDataset text && namesCount()
        ? NameRows.add(text, vectorizer.orElseThrow())
        : data;
  }

  private boolean namesCount() {
    return config.rank().rank() && config.rank().labelNames() && !data.dictionary().isNumbered();
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

  /** Trains the network; the caller owns it. */
  Network network(Optional<Dataset> validation) {
    NetworkShape shape =
        new NetworkShape(
            x.columns(),
            config.network().hidden(),
            data.labels().labels(),
            config.network().activation());
    Network network = allocate(shape);
    return orClose(
        network,
        () -> {
          record.started(
              new TrainingStart(
                  config,
                  shape,
                  usable,
                  data.rows() - usable,
                  validation.map(Dataset::rows).orElse(0),
                  network.output().weights().hugePages()));
          Supplier<Map<String, Double>> held = measure(network, validation);
          AtomicInteger epoch = new AtomicInteger();
          Supplier<Map<String, Double>> measure =
              () -> {
                record.epochModel(
                    epoch.incrementAndGet(), () -> model(network, Optional.empty(), data));
                return held.get();
              };
          new TrainingRun(network, config, x, taught.labels(), order, measure, record).run();
          if (config.network().storedWeights() == WeightFormat.INT8) {
            // Now, so that the second stage is made for the weights that the file will hold.
            network.roundToInt8();
          }
          return network;
        });
  }

  private Network allocate(NetworkShape shape) {
    try {
      Network network = Network.zeros(shape);
      InitialWeights.draw(network, config.run().seed());
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

  private Supplier<Map<String, Double>> measure(Network network, Optional<Dataset> validation) {
    if (validation.isEmpty()) {
      return Map::of;
    }
    int threads = config.run().threads();
    Dataset held = validation.get();
    SparseRows rows = FeatureRows.of(held, vectorizer, config, threads);
    int[] frequencies = data.labels().frequencies();
    return () ->
        RankingMetrics.evaluate(
                RankingRun.topIds(network, rows, VALIDATION_K, threads),
                VALIDATION_K,
                held.labels(),
                Propensity.DEFAULT,
                frequencies,
                usable)
            .toMap();
  }

  /**
   * Trains the second stage on the trained network, which is closed where that fails.
   *
   * @param held rows kept aside for joining the two stages
   */
  Optional<Ranking> ranking(Network network, Optional<Dataset> held) {
    return orClose(
        network,
        () -> {
          if (record.stopped()) {
            return Optional.empty();
          }
          Optional<Vectorizer> pairs = vectorizer("word pairs", config.rankText());
          RankStage stage = new RankStage(config, record);
          Optional<Ranking> trained = stage.train(network, rows(taught, pairs, x), pairs, names());
          if (trained.isEmpty() || held.isEmpty()) {
            return trained;
          }
          Ranking ranking = trained.get();
          SparseRows heldX = FeatureRows.of(held.get(), vectorizer, config, config.run().threads());
          return Optional.of(
              stage.fit(
                  network, ranking, data.labels().frequencies(), rows(held.get(), pairs, heldX)));
        });
  }

  private Optional<LabelWords> names() {
    return namesCount()
        ? vectorizer.flatMap(words -> LabelWords.of(words, data.dictionary().names()))
        : Optional.empty();
  }

  private RankStage.Rows rows(Dataset rows, Optional<Vectorizer> pairs, SparseRows forNetwork) {
    return new RankStage.Rows(
        forNetwork,
        pairs.isPresent()
            ? FeatureRows.of(rows, pairs, config, config.run().threads())
            : forNetwork,
        rows.labels());
  }

  /**
   * The finished model.
   *
   * @param whole all data, whose label counts it remembers
   */
  Model model(Network network, Optional<Ranking> ranking, Dataset whole) {
    return orClose(
        network,
        () ->
            new Model(
                network,
                vectorizer,
                whole.dictionary(),
                whole.labels().frequencies(),
                usable,
                config,
                record.provenance(x),
                ranking));
  }

  private static <T> T orClose(Network network, Supplier<T> work) {
    boolean done = false;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      if (!done) {
        network.close();
      }
    }
  }
}
