package org.sluice.active;

import java.util.SplittableRandom;
import org.sluice.kernel.Kernels;

/** Each unit at random in training, all in answers. */
final class DropoutSelector extends UnitSelector {
  private final double keep;

  /** Whether activations are divided by the share in training, else multiplied in answers. */
  private final boolean divides;

  DropoutSelector(int layer, UnitScores units, double keep) {
    super(layer, units);
    this.keep = keep;
    divides = keep >= 0.5;
  }

  @Override
  public float trainingScale() {
    return divides ? (float) (1 / keep) : 1;
  }

  @Override
  public int keep(float[] scores, int at, SplittableRandom random) {
    int kept = 0;
    for (int j = at; j < at + units.rows(); j++) {
      boolean stays = random.nextDouble() < keep;
      scores[j] = stays ? scores[j] : 0;
      kept += stays ? 1 : 0;
    }
    return kept;
  }

  @Override
  public UnitChooser newChooser() {
    return (input, training, random, active, counts) -> {
      if (!training) {
        FullSelector.all(layer, units, input, active, counts);
        if (!divides) {
          Kernels.scale((float) keep, active.values(), 0, active.count());
        }
        return;
      }
      int[] ids = active.ids();
      int n = 0;
      for (int j = 0; j < units.rows(); j++) {
        if (random.nextDouble() < keep) {
          ids[n++] = j;
        }
      }
      if (n == 0) {
        ids[n++] = random.nextInt(units.rows());
      }
      active.count(n);
      units.score(input, ids, n, active.values());
      counts.charge(layer, OperationKind.FORWARD, n, input);
    };
  }
}
