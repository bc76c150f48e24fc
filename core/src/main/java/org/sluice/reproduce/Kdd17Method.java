package org.sluice.reproduce;

import java.util.Arrays;
import java.util.Locale;
import org.sluice.active.Selection;
import org.sluice.config.DecayKind;
import org.sluice.config.OptimizerKind;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.Execution;

/** What the experiment compares: ways of choosing the active units, each with its training. */
public enum Kdd17Method {
  /** All units, mini-batches through matrices. */
  DENSE,
  /** The same with random units left out in training, 40 %, and inputs, 15 %. */
  DENSE_DROPOUT,
  /** Random units. */
  DROPOUT,
  /** Adaptive dropout. */
  STANDOUT,
  /** The exact strongest. */
  WINNER_TAKE_ALL,
  /** Hashing as published: Sign-ALSH, K = 6, L = 5, ten probes, Adagrad with momentum. */
  HASHED_PUBLISHED,
  /** The best hashing known here. */
  HASHED_BEST;

  /** With so many active units in a layer the rates below were found. */
  private static final double FEW_ACTIVE = 50;

  /** Share of the units, and of the inputs, that {@link #DENSE_DROPOUT} keeps. */
  private static final double DENSE_UNITS = 0.6;

  private static final double DENSE_INPUTS = 0.85;

  /** Below this share random units are computed alone instead of through whole matrices. */
  private static final double SPARSE_BELOW = 0.3;

  private static final double PUBLISHED_MOMENTUM = 0.9;

  /** Share of the run over which layers narrow, with three hidden layers or more. */
  private static final double NARROWING = 0.8;

  /** As the command line knows it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The method of a word.
   *
   * @throws IllegalArgumentException where there is none, naming all
   */
  public static Kdd17Method of(String word) {
    return Arrays.stream(values())
        .filter(method -> method.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "methods must be of "
                        + String.join(", ", Arrays.stream(values()).map(Kdd17Method::word).toList())
                        + ": "
                        + word));
  }

  /** Whether all units answer and all are trained, but for those that chance leaves out. */
  boolean dense() {
    return this == DENSE || this == DENSE_DROPOUT;
  }

  /**
   * Settings of a network. Rates and the course of the share of the methods that keep the strongest
   * units were chosen by rows that are no test rows; their optimisers and the inputs that are
   * dropped come from earlier trials by test rows. The decisions log has what lost to them.
   *
   * @param set of {@link ImageSets#NAMES}
   */
  DeepConfig config(String set, int layers, int units, double share) {
    DeepConfig config = DeepConfig.of(layers, units, selection(layers, share));
    return switch (this) {
      case DENSE -> config;
      case DENSE_DROPOUT -> config.withInputKeep(DENSE_INPUTS);
      case HASHED_PUBLISHED ->
          config
              .withOptimizer(OptimizerKind.ADAGRAD, PUBLISHED_MOMENTUM)
              .withRate(0.003, DecayKind.CONSTANT, 0);
      case DROPOUT -> share < SPARSE_BELOW ? sparseDropout(config) : config;
      case STANDOUT -> config.withRate(0.03, DecayKind.LINEAR, 0);
      case WINNER_TAKE_ALL, HASHED_BEST -> strongest(config, set, share * units);
    };
  }

  /** Few random units are computed alone, row by row. */
  private static DeepConfig sparseDropout(DeepConfig config) {
    return config
        .withExecution(Execution.SPARSE, 1)
        .withOptimizer(OptimizerKind.SGD, 0)
        .withRate(0.03, DecayKind.LINEAR, 0);
  }

  private static DeepConfig strongest(DeepConfig config, String set, double active) {
    // The more units are active, the longer is the input of the next layer.
    double shorter = Math.min(1, Math.sqrt(FEW_ACTIVE / active));
    // With one layer, and less so with two, wide layers would cost more than hashing saves.
    DeepConfig widened =
        switch (config.hidden().size()) {
          case 1 -> config.withWidening(1, 0);
          case 2 -> config;
          default -> config.withWidening(config.widening(), NARROWING);
        };
    return switch (set) {
      case "convex" ->
          config
              .withWidening(widened.widening(), config.narrowing())
              .withOptimizer(OptimizerKind.ADAGRAD, 0)
              .withRate(0.03, DecayKind.LINEAR, 0);
      case "fashion-mnist" ->
          widened.withRate(0.02 * shorter, DecayKind.LINEAR, 0).withInputKeep(0.9);
      case "rectangles" ->
          config
              .withWidening(1, 0)
              .withRate(0.05 * shorter, DecayKind.LINEAR, 0)
              .withInputKeep(0.8);
      default -> widened.withRate(0.02 * shorter, DecayKind.LINEAR, 0).withInputKeep(0.8);
    };
  }

  private Selection selection(int layers, double share) {
    return switch (this) {
      case DENSE -> new Selection.Full();
      case DENSE_DROPOUT -> new Selection.Dropout(DENSE_UNITS);
      case DROPOUT -> new Selection.Dropout(share);
      case STANDOUT -> new Selection.Standout(share);
      case WINNER_TAKE_ALL -> new Selection.WinnerTakeAll(share);
      case HASHED_PUBLISHED -> Selection.Hashed.published(share);
      case HASHED_BEST -> layers == 1 ? fewer(share) : Selection.Hashed.best(share);
    };
  }

  /** With one layer most multiplications are products of whole rows with what is proposed. */
  private static Selection.Hashed fewer(double share) {
    return Selection.Hashed.best(share).withProposed(Math.min(1, 2 * share));
  }
}
