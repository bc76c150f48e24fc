package org.sluice.train;

import java.util.Optional;
import java.util.function.Supplier;
import org.sluice.config.DataFigures;
import org.sluice.config.Defaults;
import org.sluice.config.TrainingConfig;
import org.sluice.data.Dataset;
import org.sluice.data.DatasetSplit;
import org.sluice.data.SparseDataset;
import org.sluice.data.TextDataset;
import org.sluice.model.Model;
import org.sluice.model.Ranking;
import org.sluice.nn.Network;

/**
 * From data to a model. Static, safe for many threads; every call trains a model of its own and
 * needs memory for the weights and their optimiser's state (three times the weights with Adam).
 */
public final class Trainer {
  /** With fewer rows kept aside the two stages are joined as experience has it. */
  private static final int LEAST_CALIBRATION_ROWS = 50;

  /**
   * Up to so many rows the rows kept aside are missed in training, and training twice costs little:
   * the stages are joined on a first model, and a second one learns from all rows.
   */
  private static final int FEW_ROWS = 60_000;

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
    if (!config.rank().rank()) {
      Learner learner = new Learner(data, config, record);
      return learner.model(learner.network(validation), Optional.empty(), data);
    }
    DatasetSplit split =
        data.split(
            config.rank().calibrationShare(), Seeds.mix(config.run().seed(), Seeds.CALIBRATION, 0));
    boolean calibrate = split.validation().rows() >= LEAST_CALIBRATION_ROWS;
    if (!calibrate) {
      return twoStages(data, data, Optional.empty(), Optional.empty(), validation, config, record);
    }
    Optional<Dataset> held = Optional.of(split.validation());
    if (data.rows() > FEW_ROWS) {
      return twoStages(split.train(), data, held, Optional.empty(), validation, config, record);
    }
    Model first =
        twoStages(split.train(), data, held, Optional.empty(), validation, config, record);
    if (first.ranking().isEmpty()) {
      return first;
    }
    record.phase("training once more, on all rows");
    return better(
        first,
        () -> twoStages(data, data, Optional.empty(), first.ranking(), validation, config, record));
  }

  /** The second model, or the first where the second was stopped before it was whole. */
  private static Model better(Model first, Supplier<Model> second) {
    boolean keep = false;
    try {
      Model all = second.get();
      keep = all.ranking().isEmpty();
      if (keep) {
        all.close();
      }
      return keep ? first : all;
    } finally {
      if (!keep) {
        first.close();
      }
    }
  }

  /**
   * Trains both stages on {@code data}.
   *
   * @param held rows to fit how they are joined
   * @param known stages whose joint is taken over, where that was fitted before
   */
  private static Model twoStages(
      Dataset data,
      Dataset whole,
      Optional<Dataset> held,
      Optional<Ranking> known,
      Optional<Dataset> validation,
      TrainingConfig config,
      RunRecord record) {
    Learner learner = new Learner(data, config, record);
    Network network = learner.network(validation);
    Optional<Ranking> ranking = learner.ranking(network, held);
    if (known.isPresent()) {
      Ranking first = known.get();
      ranking =
          ranking.map(r -> r.with(first.combination(), first.scoring()).withVoters(first.voters()));
    }
    return learner.model(network, ranking, whole);
  }
}
