package org.sluice.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.sluice.config.TrainingConfig;
import org.sluice.data.Dataset;
import org.sluice.data.DatasetSplit;
import org.sluice.data.Shuffle;
import org.sluice.metric.Propensity;
import org.sluice.model.Model;
import org.sluice.predict.Predictor;
import org.sluice.train.Progress;
import org.sluice.train.Trainer;
import org.sluice.train.TrainingException;
import org.sluice.train.TrainingListener;

/**
 * Searches for better settings: holds out a share of the rows, trains candidates on more and more
 * of the others and measures them on what was held out. One seed, that of the settings, decides
 * which rows and which candidates; with one thread and a number of candidates instead of a time the
 * same seed gives the same outcome. For one thread, once.
 */
public final class Tuner {
  /** With fewer rows what is held out could not tell candidates apart. */
  public static final int LEAST_ROWS = 100;

  private static final double HELD_SHARE = 0.2;

  /** Held-out rows beyond these tell nothing more. */
  private static final double MOST_HELD = 10_000;

  /** Share of the rows on which the time of a training is first estimated. */
  private static final double TRIED_SHARE = 1.0 / 27;

  /** Part of the time that may go into estimates. */
  private static final double ESTIMATING = 0.15;

  private final Dataset train;
  private final Dataset held;
  private final int[] order;
  private final TrainingConfig base;
  private final TuneOptions options;
  private final TuneListener listener;
  private final LongSupplier clock;
  private final long begin;
  private final SearchSpace space;
  private final List<Map<String, Object>> candidates;

  /**
   * @param base the defaults
   * @throws IllegalArgumentException if there are too few rows or no setting is left to tune
   */
  public Tuner(Dataset data, TrainingConfig base, TuneOptions options, TuneListener listener) {
    this(data, base, options, listener, System::nanoTime);
  }

  Tuner(
      Dataset data,
      TrainingConfig base,
      TuneOptions options,
      TuneListener listener,
      LongSupplier clock) {
    if (data.rows() < LEAST_ROWS) {
      throw new IllegalArgumentException(
          "tuning needs at least "
              + LEAST_ROWS
              + " rows, to hold some of them out: "
              + data.rows());
    }
    this.base = base;
    this.options = options;
    this.listener = listener;
    this.clock = clock;
    begin = clock.getAsLong();
    SplittableRandom random = new SplittableRandom(base.run().seed() ^ 0x7475_6e65);
    DatasetSplit split =
        data.split(Math.min(HELD_SHARE, MOST_HELD / data.rows()), random.nextLong());
    train = split.train();
    held = split.validation();
    order = Shuffle.order(train.rows(), random.split());
    space = new SearchSpace(base, Trainer.figures(data), options.fixed());
    candidates = space.draw(options.candidates().orElse(Plan.MOST_CANDIDATES), random.nextLong());
  }

  /** Rows that are held out. */
  public int heldRows() {
    return held.rows();
  }

  /** Settings that the search changes. */
  public List<String> settings() {
    return List.copyOf(space.settings());
  }

  /**
   * Searches until all is tried, the time is up or the listener asks to stop.
   *
   * @throws TrainingException if the defaults cannot be trained on the data
   */
  public TuneResult run() {
    List<Trial> before = new ArrayList<>();
    Plan plan;
    if (options.candidates().isPresent()) {
      plan = Plan.ofTrials(candidates.size(), train.rows());
    } else {
      before.addAll(estimate());
      if (before.isEmpty()) {
        return result(new SuccessiveHalving.Outcome(before, Optional.empty(), false));
      }
      Trial last = before.getLast();
      double onAll = last.seconds() / last.share();
      plan = Plan.ofTime(train.rows(), candidates.size(), secondsLeft(), onAll);
      if (plan.candidates() == 1) {
        return result(new SuccessiveHalving.Outcome(before, Optional.of(last), false));
      }
    }
    listener.planned(plan, train.rows());
    int all = plan.trials();
    int[] done = {0};
    SuccessiveHalving.Outcome outcome =
        SuccessiveHalving.run(
            plan,
            (candidate, share) ->
                known(before, candidate, share).or(() -> measure(candidate, share, true)),
            (trial, best) -> listener.trialFinished(trial, best, ++done[0], all));
    if (outcome.best().isEmpty() && !before.isEmpty()) {
      outcome = new SuccessiveHalving.Outcome(before, Optional.of(before.getLast()), false);
    }
    return result(outcome);
  }

  /**
   * Trains the defaults on more and more rows, to see what time that takes, until the next training
   * would take a good part of all time. The first is done however little time there is.
   */
  private List<Trial> estimate() {
    List<Trial> tried = new ArrayList<>();
    double share = Math.min(1, Math.max(TRIED_SHARE, (double) Plan.LEAST_ROWS / train.rows()));
    double total = secondsLeft();
    while (true) {
      Optional<Trial> trial = measure(0, share, !tried.isEmpty());
      if (trial.isEmpty()) {
        return tried;
      }
      tried.add(trial.get());
      // The first is done a second time: code that is still being compiled is many times slower.
      double factor = tried.size() == 1 ? 1 : Plan.FACTOR;
      double next = factor * trial.get().seconds();
      boolean allKnown = share == 1 && tried.size() > 1;
      if (allKnown || total - secondsLeft() + next > ESTIMATING * total) {
        return tried;
      }
      share = Math.min(1, factor * share);
    }
  }

  private static Optional<Trial> known(List<Trial> before, int candidate, double share) {
    return before.stream()
        .filter(trial -> trial.candidate() == candidate && trial.share() == share)
        .findFirst();
  }

  private TuneResult result(SuccessiveHalving.Outcome outcome) {
    Map<String, Object> changes = outcome.best().map(Trial::changes).orElse(Map.of());
    Optional<Double> defaults =
        outcome
            .best()
            .flatMap(
                best ->
                    outcome.trials().stream()
                        .filter(trial -> trial.candidate() == 0 && trial.share() == best.share())
                        .map(Trial::score)
                        .findFirst());
    return new TuneResult(
        base.with(changes), outcome.best(), defaults, outcome.trials(), outcome.complete());
  }

  /** Seconds until the time is up; endless where there is no such time. */
  public double secondsLeft() {
    return options.seconds().orElse(Double.POSITIVE_INFINITY) - (clock.getAsLong() - begin) / 1e9;
  }

  /** Trains and measures a candidate; nothing where that was stopped. */
  private Optional<Trial> measure(int candidate, double share, boolean timed) {
    Stopper stopper = new Stopper(timed);
    if (stopper.shouldStop()) {
      return Optional.empty();
    }
    long start = clock.getAsLong();
    int rows = (int) Math.max(1, Math.round(share * train.rows()));
    int[] chosen = Arrays.copyOf(order, rows);
    Arrays.sort(chosen);
    Map<String, Object> changes = candidates.get(candidate);
    double score;
    try (Model model = Trainer.train(train.select(chosen), base.with(changes), stopper)) {
      if (stopper.stopped) {
        return Optional.empty();
      }
      score =
          new Predictor(model)
              .evaluate(held, 5, base.run().threads(), Propensity.DEFAULT)
              .get(options.goal().metric());
    } catch (TrainingException e) {
      if (candidate == 0) {
        throw e;
      }
      score = 0; // such rates or widths do not work here
    }
    double seconds = (clock.getAsLong() - start) / 1e9;
    return Optional.of(new Trial(candidate, changes, share, score, seconds));
  }

  /** Passes on what a training run says, and ends it when the search must end. */
  private final class Stopper implements TrainingListener {
    private final boolean timed;
    private volatile boolean stopped;

    Stopper(boolean timed) {
      this.timed = timed;
    }

    @Override
    public boolean shouldStop() {
      if (listener.shouldStop() || (timed && secondsLeft() <= 0)) {
        stopped = true;
      }
      return stopped;
    }

    @Override
    public void phase(String what) {
      listener.phase(what);
    }

    @Override
    public void progress(Progress progress) {
      listener.progress(progress);
    }

    @Override
    public void ranking(int done, int labels) {
      listener.ranking(done, labels);
    }
  }
}
