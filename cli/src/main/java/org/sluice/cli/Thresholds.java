package org.sluice.cli;

import java.util.Locale;
import java.util.Optional;
import org.sluice.metric.OperatingPoint;
import org.sluice.metric.Propensity;
import org.sluice.model.Model;
import org.sluice.model.Ranking;
import org.sluice.model.Scoring;
import org.sluice.predict.Predictor;
import org.sluice.predict.RareLabels;

/** Options on which labels are given and in which order; shared by the commands that answer. */
final class Thresholds {
  private Thresholds() {}

  /** Fails where a wanted precision, if there is one, is none. */
  static void checkPrecision(Double precision) {
    boolean sound = precision == null || (precision > 0 && precision <= 1);
    Usage.require(sound, "--precision", "above 0 and at most 1", precision);
  }

  /** Fails where a threshold, if there is one, is none. */
  static void checkThreshold(Double threshold) {
    boolean sound = threshold == null || (threshold >= 0 && threshold <= 1);
    Usage.require(sound, "--threshold", "from 0 to 1", threshold);
  }

  /** Fails where the strength with which rare labels are favoured, if there is one, is none. */
  static void checkStrength(Double strength) {
    boolean sound = strength == null || (strength >= 0 && strength <= 1);
    Usage.require(sound, "--propensity", "from 0 to 1", strength);
  }

  /** Answers from a model, rare labels being favoured as asked or, where null, as in training. */
  static Predictor predictor(Model model, Double strength, Propensity propensity) {
    double chosen = strength == null ? model.config().rank().propensity() : strength;
    return new Predictor(model, new RareLabels(chosen, propensity));
  }

  /**
   * The threshold that a model keeps for a precision, or for the next higher one.
   *
   * @throws UserException where it keeps none
   */
  static double forPrecision(Model model, double precision, Console console) {
    Scoring scoring = model.ranking().map(Ranking::scoring).orElse(Scoring.UNMEASURED);
    if (scoring.rows() == 0) {
      throw new UserException(
          "the model keeps no thresholds, since no rows were kept aside in training: 'sluice test"
              + " --precision' finds one for --threshold");
    }
    Optional<Scoring.Target> target = scoring.forPrecision(precision);
    if (target.isEmpty()) {
      throw new UserException(
          String.format(
              Locale.ROOT,
              "precision %s was not reached on the %s rows kept aside in training; %s",
              precision,
              Words.count(scoring.rows()),
              scoring.targets().isEmpty()
                  ? "neither was any other"
                  : "the highest kept is " + scoring.targets().getLast().precision()));
    }
    console.note(words(target.get()) + ", on " + Words.count(scoring.rows()) + " rows kept aside");
    return target.get().point().threshold();
  }

  /** A kept threshold, in words. */
  static String words(Scoring.Target target) {
    return words(target.precision(), target.point());
  }

  /** What comes of a threshold, in words. */
  static String words(double precision, OperatingPoint point) {
    return String.format(
        Locale.ROOT,
        "precision %s: threshold %.4f (precision %.4f, recall %.4f, %.2f labels a row, %.1f %% of"
            + " rows answered)",
        precision,
        point.threshold(),
        point.precision(),
        point.recall(),
        point.labelsPerRow(),
        100 * point.rowsAnswered());
  }
}
