package org.sluice.reproduce;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.Execution;
import org.sluice.deep.ThreadModel;

/**
 * One run of {@link Kdd17}.
 *
 * @param part of the experiment
 * @param share of the units that are active, where they are not all
 * @param rows to train with at most
 * @param testRows at most
 * @param simulated threads to simulate instead of running {@code threads}
 */
record Kdd17Run(
    String part,
    String set,
    Kdd17Method method,
    int layers,
    int units,
    double share,
    int threads,
    long seed,
    int epochs,
    int rows,
    int testRows,
    Optional<ThreadModel> simulated) {
  /** What a run of simulated threads that are out of step is marked with. */
  static final String STAGGERED = "staggered";

  private static final String LOCKSTEP = "lockstep";

  /** Training examples whose active sets a simulation of threads draws from. */
  private static final int RECORDED = 500;

  private static final int TESTS = 5;

  Kdd17Run withShare(double other) {
    return new Kdd17Run(
        part, set, method, layers, units, other, threads, seed, epochs, rows, testRows, simulated);
  }

  Kdd17Run withSeed(long other) {
    return new Kdd17Run(
        part, set, method, layers, units, share, threads, other, epochs, rows, testRows, simulated);
  }

  Kdd17Run withThreads(int other) {
    return new Kdd17Run(
        part, set, method, layers, units, share, other, seed, epochs, rows, testRows, simulated);
  }

  Kdd17Run simulating(ThreadModel model) {
    return new Kdd17Run(
        part,
        set,
        method,
        layers,
        units,
        share,
        1,
        seed,
        epochs,
        rows,
        testRows,
        Optional.of(model));
  }

  /** The same at another width, of few rows that are timed: twice, as the first warms the code. */
  Kdd17Run timed(int width, int timedRows) {
    return new Kdd17Run(
        part,
        set,
        method,
        layers,
        width,
        share,
        threads,
        seed,
        2,
        timedRows,
        timedRows / 10,
        simulated);
  }

  private boolean timesWidths() {
    return part.equals("widths");
  }

  PlannedRun plan(ImageSets images, double rateScale) {
    double active = method.dense() ? 1 : share;
    int trained = Math.min(rows, images.trainRows(set));
    DeepConfig config = config(active, rateScale);
    RunKey key =
        new RunKey(
            // A part of its own: such runs are no results, and stand in no chart.
            images.validate() ? "validation" : part,
            set,
            method.word(),
            settings(active, trained, Math.min(testRows, images.testRows(set)), rateScale));
    long visits = (long) trained * epochs;
    double tested = timesWidths() ? testRows : (double) TESTS * testRows;
    return new PlannedRun(
        key,
        visits,
        (visits + tested / 3) * secondsARow(config.execution(), active),
        new DeepRun(images, set, trained, testRows, config, simulated));
  }

  private Map<String, Object> settings(double active, int trained, int tested, double rateScale) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("layers", layers);
    settings.put("units", units);
    settings.put("share", active);
    settings.put("threads", simulated.map(ThreadModel::threads).orElse(threads));
    settings.put("rows", trained);
    settings.put("testRows", tested);
    settings.put("epochs", epochs);
    settings.put("seed", seed);
    simulated.ifPresent(
        model ->
            settings.put("pace", model instanceof ThreadModel.Staggered ? STAGGERED : LOCKSTEP));
    if (rateScale != 1) {
      settings.put("rateScale", rateScale);
    }
    return settings;
  }

  private DeepConfig config(double active, double rateScale) {
    DeepConfig usual = method.config(set, layers, units, active);
    DeepConfig config =
        usual
            .withRate(rateScale * usual.rate(), usual.decay(), usual.warmup())
            .withRun(epochs, threads, seed)
            .withReports(
                true,
                timesWidths() ? epochs : Math.max(1, epochs / TESTS),
                simulated.isPresent() ? RECORDED : 0);
    // What is timed by width is the share itself.
    return timesWidths() ? config.withWidening(1, 0) : config;
  }

  /** Seconds to train with a row, roughly: what matters is how runs compare. */
  private double secondsARow(Execution execution, double active) {
    double weights = 300.0 * units + (layers - 1.0) * units * units;
    return switch (method) {
      case DENSE, DENSE_DROPOUT -> 1.5e-10 * weights;
      case DROPOUT ->
          execution == Execution.MATRIX ? 1.5e-10 * weights : 5e-6 + 3e-10 * active * weights;
      case STANDOUT, WINNER_TAKE_ALL -> 1e-5 + (1e-10 + 6e-10 * active) * weights;
      case HASHED_PUBLISHED, HASHED_BEST -> 3e-5 * layers + 1e-9 * active * weights;
    };
  }
}
