package org.sluice.active;

import java.util.Map;
import java.util.SplittableRandom;

/**
 * Adaptive dropout. Beta follows the wanted share example by example: after one with too many
 * active units it falls, after one with too few it rises.
 */
final class StandoutSelector extends UnitSelector {
  /** How far beta moves for an example whose share is off by the wanted share. */
  private static final double PACE = 0.01;

  private final double share;
  private final double alpha;
  private volatile double beta;

  StandoutSelector(int layer, UnitScores units, double share, double alpha) {
    super(layer, units);
    this.share = share;
    this.alpha = alpha;
    // What makes a unit with a pre-activation of 0 stay with the wanted probability.
    beta = share == 1 ? 1e3 : Math.log(share / (1 - share));
  }

  @Override
  public int keep(float[] scores, int at, SplittableRandom random) {
    int n = units.rows();
    double now = beta;
    int kept = 0;
    for (int j = at; j < at + n; j++) {
      boolean stays = random.nextDouble() < probability(scores[j], now);
      scores[j] = stays ? scores[j] : 0;
      kept += stays ? 1 : 0;
    }
    follow(now, kept);
    return kept;
  }

  private double probability(float score, double now) {
    return 1 / (1 + Math.exp(-(alpha * score + now)));
  }

  private void follow(double now, int kept) {
    if (share < 1 && learning) {
      beta = now + PACE * (share * units.rows() - kept) / (share * units.rows());
    }
  }

  /** Nothing is due in training; afterwards beta becomes what {@link #learned} can tell. */
  @Override
  public void rebuild(int threads, OperationCounts counts) {
    double exact = beta;
    beta = (float) exact;
  }

  @Override
  public Map<String, float[]> learned() {
    return Map.of("beta", new float[] {(float) beta});
  }

  @Override
  public void restore(Map<String, float[]> learned, int threads) {
    values(learned, Map.of("beta", 1));
    beta = learned.get("beta")[0];
  }

  @Override
  public UnitChooser newChooser() {
    float[] scores = new float[units.rows()];
    return (input, training, random, active, counts) -> {
      int n = units.rows();
      units.scoreAll(input, scores);
      int kept = 0;
      double now = beta;
      for (int j = 0; j < n; j++) {
        double probability = probability(scores[j], now);
        boolean stays = !training || random.nextDouble() < probability;
        active.ids()[kept] = j;
        active.values()[kept] = training ? scores[j] : (float) (probability * scores[j]);
        kept += stays ? 1 : 0;
      }
      if (training) {
        follow(now, kept);
        if (kept == 0) {
          int j = random.nextInt(n);
          active.ids()[0] = j;
          active.values()[0] = scores[j];
          kept = 1;
        }
      }
      active.count(kept);
      counts.charge(layer, OperationKind.FORWARD, kept, input);
      counts.charge(layer, OperationKind.SELECTION, n - kept, input);
      counts.charge(layer, OperationKind.SELECTION, n); // alpha times the pre-activations
    };
  }
}
