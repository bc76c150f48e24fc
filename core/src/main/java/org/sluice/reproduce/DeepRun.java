package org.sluice.reproduce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import org.sluice.active.OperationKind;
import org.sluice.deep.ConflictSimulation;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.DeepEpoch;
import org.sluice.deep.DeepListener;
import org.sluice.deep.DeepResult;
import org.sluice.deep.DeepTrainer;
import org.sluice.deep.DivergedException;
import org.sluice.deep.OperationReport;
import org.sluice.deep.ThreadModel;
import org.sluice.dense.DenseSets;

/**
 * Trains one deep network and tells how it went.
 *
 * @param set name of the data
 * @param trainRows rows to train with at most
 * @param testRows rows to test with at most
 * @param simulated threads to simulate instead of running them
 */
record DeepRun(
    ImageSets sets,
    String set,
    int trainRows,
    int testRows,
    DeepConfig config,
    Optional<ThreadModel> simulated)
    implements PlannedRun.Body {
  private static final double MICROS = 1e6;

  /** Draws of as many examples as there are threads. */
  private static final int ROUNDS = 20;

  @Override
  public Outcome run(RunWatch watch) {
    DenseSets data = sets.first(set, trainRows, testRows, watch);
    OptionalDouble before = watch.energy().joules();
    List<DeepEpoch> epochs = new ArrayList<>();
    DeepResult result;
    try {
      result =
          train(
              data,
              epoch -> {
                epochs.add(epoch);
                watch.energy().joules(); // often enough that no counter wraps around unseen
              });
    } catch (DivergedException e) {
      return Outcome.failed(e.getMessage());
    }
    OptionalDouble after = watch.energy().joules();
    Map<String, Object> figures = figures(result.epochs(), data.train().size());
    if (before.isPresent() && after.isPresent()) {
      Outcome.put(figures, "joules", after.getAsDouble() - before.getAsDouble());
    }
    if (simulated.isPresent()) {
      ConflictSimulation conflicts =
          new ConflictSimulation(result.activeSets(), result.network().widths());
      List<Double> collisions =
          conflicts.collisions(simulated.get().threads(), ROUNDS, config.seed());
      Outcome.put(figures, "collisions", mean(collisions));
      figures.put("collisionsByLayer", collisions);
    }
    return new Outcome(figures, course(epochs));
  }

  private DeepResult train(DenseSets data, DeepListener listener) {
    return simulated.isEmpty()
        ? DeepTrainer.train(config, data.train(), data.test(), listener)
        : DeepTrainer.simulateThreads(config, data.train(), data.test(), simulated.get(), listener);
  }

  static Map<String, Object> figures(List<DeepEpoch> epochs, int rows) {
    DeepEpoch last = epochs.getLast();
    Map<String, Object> figures = new LinkedHashMap<>();
    Outcome.put(figures, "accuracy", last.testAccuracy());
    Outcome.put(figures, "loss", last.loss());
    Outcome.put(figures, "secondsPerEpoch", over(epochs, DeepEpoch::seconds));
    Outcome.put(figures, "seconds", epochs.stream().mapToDouble(DeepEpoch::seconds).sum());
    // The first epoch warms the code up.
    Outcome.put(figures, "microsPerRow", last.seconds() * MICROS / rows);
    Outcome.put(figures, "testSeconds", last.testSeconds());
    Outcome.put(figures, "activeShare", over(epochs, epoch -> mean(epoch.activeShare())));
    Outcome.put(figures, "winnersFound", mean(last.winnersFound()));
    figures.put("winnersFoundByLayer", last.winnersFound());
    // Layers that begin wide compute more at first, so the last pass alone would flatter them.
    operations(figures, epochs.stream().map(DeepEpoch::operations).toList());
    return figures;
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static void operations(Map<String, Object> figures, List<OperationReport> passes) {
    Outcome.put(figures, "multiplications", over(passes, OperationReport::totalAll));
    Outcome.put(figures, "multiplicationShare", over(passes, OperationReport::shareAll));
    Outcome.put(figures, "multiplicationsNonZero", over(passes, OperationReport::totalNonZero));
    Outcome.put(figures, "multiplicationShareNonZero", over(passes, OperationReport::shareNonZero));
    Map<String, Object> kinds = new LinkedHashMap<>();
    for (OperationKind kind : passes.getLast().byKindNonZero().keySet()) {
      kinds.put(
          kind.name().toLowerCase(Locale.ROOT),
          over(passes, pass -> pass.byKindNonZero().get(kind)));
    }
    figures.put("multiplicationsNonZeroByKind", kinds);
  }

  private static <T> double over(List<T> passes, ToDoubleFunction<T> figure) {
    return passes.stream().mapToDouble(figure).average().orElse(Double.NaN);
  }

  static List<Map<String, Object>> course(List<DeepEpoch> epochs) {
    List<Map<String, Object>> course = new ArrayList<>();
    double seconds = 0;
    for (DeepEpoch epoch : epochs) {
      seconds += epoch.seconds();
      Map<String, Object> point = new LinkedHashMap<>();
      point.put("epoch", epoch.epoch());
      Outcome.put(point, "seconds", seconds);
      Outcome.put(point, "loss", epoch.loss());
      Outcome.put(point, "accuracy", epoch.testAccuracy());
      course.add(point);
    }
    return course;
  }
}
