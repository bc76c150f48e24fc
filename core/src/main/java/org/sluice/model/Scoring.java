package org.sluice.model;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.sluice.metric.OperatingPoint;
import org.sluice.rank.Calibrator;

/**
 * What the scores of a second stage are worth, as measured on rows kept aside in training.
 * Immutable.
 *
 * @param calibrator makes probabilities of logits
 * @param rows rows kept aside, 0 where nothing was measured
 * @param targets the lowest thresholds for some precisions, by rising precision; those that no
 *     threshold has are left out
 */
public record Scoring(Calibrator calibrator, int rows, List<Target> targets) {
  /** Nothing was measured. */
  public static final Scoring UNMEASURED = new Scoring(Calibrator.IDENTITY, 0, List.of());

  /** Precisions for which thresholds are sought in training. */
  public static final List<Double> PRECISIONS =
      List.of(0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.97, 0.99);

  /**
   * The lowest threshold with at least a wanted precision.
   *
   * @param precision wanted, above 0 to 1
   * @param point the threshold and what comes of it
   */
  public record Target(double precision, OperatingPoint point) {
    public Target {
      Objects.requireNonNull(point, "point");
      if (!(precision > 0 && precision <= 1)) {
        throw new IllegalArgumentException("precision must be above 0 to 1: " + precision);
      }
    }
  }

  public Scoring {
    Objects.requireNonNull(calibrator, "calibrator");
    targets = List.copyOf(targets);
    if (rows < 0) {
      throw new IllegalArgumentException("rows must be at least 0: " + rows);
    }
    for (int i = 1; i < targets.size(); i++) {
      if (targets.get(i).precision() <= targets.get(i - 1).precision()) {
        throw new IllegalArgumentException(
            "precisions of targets must rise: " + targets.get(i).precision());
      }
    }
  }

  /** The kept threshold of the lowest precision that is at least the wanted one. */
  public Optional<Target> forPrecision(double precision) {
    return targets.stream().filter(target -> target.precision() >= precision).findFirst();
  }
}
