package org.sluice.train;

import java.util.Optional;
import org.sluice.config.DataFigures;
import org.sluice.config.Defaults;
import org.sluice.config.TrainingConfig;
import org.sluice.data.Dataset;
import org.sluice.data.DatasetSplit;
import org.sluice.data.SparseDataset;
import org.sluice.data.TextDataset;
import org.sluice.model.Model;
import org.sluice.nn.Network;

/**
 * From data to a model. Static, safe for many threads; every call trains a model of its own and
 * needs memory for the weights and their optimiser's state (three times the weights with Adam).
 */
public final class Trainer {
  /** With fewer rows kept aside the two stages are joined as experience has it. */
  private static final int LEAST_CALIBRATION_ROWS = 50;

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
    Learner learner = new Learner(calibrate ? split.train() : data, config, record);
    Network network = learner.network(validation);
    return learner.model(
        network,
        learner.ranking(network, calibrate ? Optional.of(split.validation()) : Optional.empty()),
        data);
  }
}
