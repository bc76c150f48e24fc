package org.sluice.inspect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sluice.config.ConfigFields;
import org.sluice.config.TrainingConfig;
import org.sluice.data.Dataset;
import org.sluice.index.RebuildSchedule;
import org.sluice.metric.Evaluation;
import org.sluice.metric.Propensity;
import org.sluice.model.Model;
import org.sluice.predict.Predictor;
import org.sluice.train.Rebuild;
import org.sluice.train.Trainer;
import org.sluice.train.TrainingException;
import org.sluice.train.TrainingListener;

/**
 * Trains a network for every cell, every schedule of rebuilds and every size of the active set,
 * from the same start, and measures its exact answers: what hashing does to accuracy. The second
 * stage is left out.
 */
public final class TrainingSweep {
  private final Dataset train;
  private final Dataset held;
  private final TrainingConfig base;
  private final InspectOptions options;
  private final int rows;
  private final Consumer<String> progress;

  /**
   * @param held rows measured, numbered as those of {@code train}
   * @param base settings that no cell names
   * @param rows held rows asked for active sets
   * @param progress told in a few words what is being done
   */
  public TrainingSweep(
      Dataset train,
      Dataset held,
      TrainingConfig base,
      InspectOptions options,
      int rows,
      Consumer<String> progress) {
    this.train = train;
    this.held = held;
    this.base = base;
    this.options = options;
    this.rows = rows;
    this.progress = progress;
  }

  /**
   * Trains and measures.
   *
   * @param schedules when tables are built anew; each is tried with each cell
   * @param activeSizes labels of an active set in training; each is tried with each cell, and with
   *     uniform negatives
   * @throws TrainingException if the rows cannot be learnt from
   */
  public List<TrainedCell> run(
      List<TableCell> cells, List<RebuildSchedule> schedules, List<Integer> activeSizes) {
    List<TrainedCell> trained = new ArrayList<>();
    int all = (cells.size() * schedules.size() + 1) * activeSizes.size();
    for (int size : activeSizes) {
      progress.accept("training " + (trained.size() + 1) + "/" + all + ": uniform negatives");
      trained.add(measure(size, null, null));
      for (TableCell cell : cells) {
        for (RebuildSchedule schedule : schedules) {
          progress.accept("training " + (trained.size() + 1) + "/" + all + ": " + cell.describe());
          trained.add(measure(size, cell, schedule));
        }
      }
    }
    return trained;
  }

  private static Map<String, Object> changes(int size, TableCell cell, RebuildSchedule schedule) {
    Map<String, Object> changes = new LinkedHashMap<>();
    if (cell == null) {
      changes.put("negatives", "uniform");
    } else {
      changes.putAll(ConfigFields.toMap(cell.config()));
      changes.put("rebuildAfter", schedule.firstGap());
      changes.put("rebuildGrowth", schedule.decay());
      changes.put("selection", cell.toMap().get("selection"));
      changes.put("minHits", cell.minHits());
      changes.put("negatives", "mixed");
    }
    changes.put("activeSize", size);
    changes.put("rank", false);
    changes.put("storedWeights", "float32"); // nothing is stored
    return changes;
  }

  /**
   * @param cell null for uniform negatives, as is the schedule
   */
  private TrainedCell measure(int activeSize, TableCell cell, RebuildSchedule schedule) {
    List<TrainedCell.Step> course = new ArrayList<>();
    List<Rebuild> rebuilds = new ArrayList<>();
    TrainingConfig config = base.with(changes(activeSize, cell, schedule));
    Look[] latest = new Look[1];
    long[] looking = {0};
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void rebuilt(Rebuild rebuild) {
            rebuilds.add(rebuild);
          }

          @Override
          public void epochModel(int epoch, Supplier<Model> model) {
            long begin = System.nanoTime();
            Look look = look(model.get(), cell);
            latest[0] = look;
            course.add(new TrainedCell.Step(epoch, look.answers.precision(1), look.atSize));
            looking[0] += System.nanoTime() - begin;
          }
        };
    long start = System.nanoTime();
    try (Model model = Trainer.train(train, config, listener)) {
      double seconds = (System.nanoTime() - start - looking[0]) / 1e9;
      // Only where a run may end with the weights of an earlier epoch is there more to look at.
      Look look = config.run().patience() == 0 ? latest[0] : look(model, cell);
      return new TrainedCell(
          cell == null ? "uniform negatives" : cell.describe(),
          activeSize,
          schedule,
          rebuilds.size(),
          rebuilds.stream().mapToDouble(Rebuild::seconds).sum(),
          look.answers.precision(1),
          look.answers.precision(3),
          look.answers.precision(5),
          seconds,
          look.atSize,
          Math.min(
              options.tops().contains(10) ? 10 : options.tops().getFirst(), held.labels().labels()),
          course);
    }
  }

  /** What a network answers and what the cell's tables find in it. */
  private record Look(Evaluation answers, MethodReport.AtSize atSize) {}

  private Look look(Model model, TableCell cell) {
    int threads = options.threads();
    Evaluation answers = new Predictor(model).evaluate(held, 5, threads, Propensity.DEFAULT);
    if (cell == null) {
      return new Look(answers, null);
    }
    Layer layer = Layer.of(model, held, rows, held, 0, options.seed(), threads);
    InspectReport report = new Inspector(layer, options, progress).measureAlone(List.of(cell));
    List<MethodReport.AtSize> sizes = report.methods().getFirst().sizes();
    return new Look(answers, sizes.get(sizes.size() / 2));
  }
}
