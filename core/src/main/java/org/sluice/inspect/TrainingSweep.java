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
import org.sluice.metric.Evaluation;
import org.sluice.metric.Propensity;
import org.sluice.model.Model;
import org.sluice.predict.Predictor;
import org.sluice.train.Trainer;
import org.sluice.train.TrainingException;
import org.sluice.train.TrainingListener;

/**
 * Trains a network for every cell and every size of the active set, from the same start, and
 * measures its exact answers: what hashing does to accuracy. The second stage is left out.
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
   * @param activeSizes labels of an active set in training; each is tried with each cell, and with
   *     uniform negatives
   * @throws TrainingException if the rows cannot be learnt from
   */
  public List<TrainedCell> run(List<TableCell> cells, List<Integer> activeSizes) {
    List<TrainedCell> trained = new ArrayList<>();
    int all = (cells.size() + 1) * activeSizes.size();
    for (int size : activeSizes) {
      Map<String, Object> changes = new LinkedHashMap<>();
      changes.put("activeSize", size);
      changes.put("negatives", "uniform");
      progress.accept("training " + (trained.size() + 1) + "/" + all + ": uniform negatives");
      trained.add(measure("uniform negatives", size, changes, null));
      for (TableCell cell : cells) {
        progress.accept("training " + (trained.size() + 1) + "/" + all + ": " + cell.describe());
        trained.add(measure(cell.describe(), size, changes(cell, size), cell));
      }
    }
    return trained;
  }

  private static Map<String, Object> changes(TableCell cell, int size) {
    Map<String, Object> changes = new LinkedHashMap<>(ConfigFields.toMap(cell.config()));
    changes.remove("rebuildAfter");
    changes.remove("rebuildGrowth");
    changes.put("selection", cell.toMap().get("selection"));
    changes.put("minHits", cell.minHits());
    changes.put("activeSize", size);
    changes.put("negatives", "mixed");
    return changes;
  }

  private TrainedCell measure(
      String name, int activeSize, Map<String, Object> changes, TableCell cell) {
    Map<String, Object> fields = new LinkedHashMap<>(changes);
    fields.put("rank", false);
    fields.put("storedWeights", "float32"); // nothing is stored
    List<TrainedCell.Step> course = new ArrayList<>();
    TrainingConfig config = base.with(fields);
    Look[] latest = new Look[1];
    long[] looking = {0};
    TrainingListener listener =
        new TrainingListener() {
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
          name,
          activeSize,
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
