package org.sluice.active;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/** The exact greatest pre-activations. */
final class WinnerSelector extends UnitSelector {
  private final double share;
  private final int wanted;
  private volatile int trained;

  WinnerSelector(int layer, UnitScores units, double share) {
    super(layer, units);
    this.share = share;
    wanted = Selection.count(share, units.rows());
    trained = wanted;
  }

  @Override
  public void widen(double factor) {
    trained = Selection.count(factor * share, units.rows());
  }

  @Override
  public int keep(float[] scores, int at, SplittableRandom random) {
    int n = units.rows();
    float[] row = Arrays.copyOfRange(scores, at, at + n);
    TopUnits top = new TopUnits(n);
    int found = top.find(row, n, trained);
    Arrays.fill(scores, at, at + n, 0);
    for (int i = 0; i < found; i++) {
      scores[at + top.places()[i]] = row[top.places()[i]];
    }
    return found;
  }

  @Override
  public UnitChooser newChooser() {
    return chooser(wanted);
  }

  @Override
  public Optional<UnitChooser> newChooser(int count) {
    return Optional.of(chooser(count));
  }

  private UnitChooser chooser(int answered) {
    float[] scores = new float[units.rows()];
    TopUnits top = new TopUnits(units.rows());
    UnitSet set = new UnitSet(units.rows());
    return (input, training, random, active, counts) -> {
      int n = units.rows();
      units.scoreAll(input, scores);
      int found = top.find(scores, n, training ? trained : answered);
      for (int i = 0; i < found; i++) {
        set.add(top.places()[i]);
      }
      set.drain(active.ids());
      for (int i = 0; i < found; i++) {
        active.values()[i] = scores[active.ids()[i]];
      }
      active.count(found);
      counts.charge(layer, OperationKind.FORWARD, found, input);
      counts.charge(layer, OperationKind.SELECTION, n - found, input);
    };
  }
}
