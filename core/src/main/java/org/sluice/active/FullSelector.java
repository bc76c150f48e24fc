package org.sluice.active;

import java.util.SplittableRandom;

/** All units. */
final class FullSelector extends UnitSelector {
  FullSelector(int layer, UnitScores units) {
    super(layer, units);
  }

  @Override
  public int keep(float[] scores, int at, SplittableRandom random) {
    return units.rows();
  }

  @Override
  public UnitChooser newChooser() {
    return (input, training, random, active, counts) -> all(layer, units, input, active, counts);
  }

  /** Makes all units active. */
  static void all(
      int layer,
      UnitScores units,
      ActiveVector input,
      ActiveVector active,
      OperationCounts counts) {
    int n = units.rows();
    for (int j = 0; j < n; j++) {
      active.ids()[j] = j;
    }
    active.count(n);
    units.scoreAll(input, active.values());
    counts.charge(layer, OperationKind.FORWARD, n, input);
  }
}
