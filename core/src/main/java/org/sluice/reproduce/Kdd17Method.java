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
  /** Random units. */
  DROPOUT,
  /** Adaptive dropout. */
  STANDOUT,
  /** The exact strongest. */
  WINNER_TAKE_ALL,
  /** Hashing as published: Sign-ALSH, K = 6, L = 5, ten probes, Adagrad. */
  HASHED_PUBLISHED,
  /** The best hashing known here. */
  HASHED_BEST;

  /** Below this share random units are computed alone instead of through whole matrices. */
  private static final double SPARSE_BELOW = 0.3;

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

  /** Settings of a network. */
  DeepConfig config(int layers, int units, double share) {
    DeepConfig config = DeepConfig.of(layers, units, selection(share));
    if (this == HASHED_PUBLISHED) {
      return config.withOptimizer(OptimizerKind.ADAGRAD, 0).withRate(0.03, DecayKind.CONSTANT, 0);
    }
    if (this == DROPOUT && share < SPARSE_BELOW) {
      // Every layer that divides by the share raises gradients: without lower steps they explode.
      return config
          .withExecution(Execution.SPARSE, 1)
          .withOptimizer(OptimizerKind.SGD, 0)
          .withRate(0.01 * Math.pow(share, layers / 2.0), DecayKind.LINEAR, 0);
    }
    return config;
  }

  private Selection selection(double share) {
    return switch (this) {
      case DENSE -> new Selection.Full();
      case DROPOUT -> new Selection.Dropout(share);
      case STANDOUT -> new Selection.Standout(share);
      case WINNER_TAKE_ALL -> new Selection.WinnerTakeAll(share);
      case HASHED_PUBLISHED -> Selection.Hashed.published(share);
      case HASHED_BEST -> Selection.Hashed.best(share);
    };
  }
}
