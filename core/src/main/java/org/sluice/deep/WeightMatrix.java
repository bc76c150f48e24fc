package org.sluice.deep;

import org.sluice.active.ActiveVector;

/**
 * The weights between two layers, laid out for the passes they serve. Reads and steps need no
 * locks.
 */
abstract sealed class WeightMatrix permits InputMajor, UnitMajor {
  final int inputs;
  final int units;
  final float[] weights;

  WeightMatrix(int inputs, int units) {
    this.inputs = inputs;
    this.units = units;
    long size = (long) inputs * units;
    DeepConfig.require(size <= Integer.MAX_VALUE - 8, "units", "below 2^31 weights a layer", size);
    weights = new float[(int) size];
  }

  /** Where a weight lies. */
  abstract int at(int input, int unit);

  /** Adds {@code w . x} of all units to {@code scores[0 .. units)}. */
  abstract void addAll(ActiveVector x, float[] scores);

  /** Adds {@code w . x} of the units {@code ids[0 .. count)} to the same places of scores. */
  abstract void add(ActiveVector x, int[] ids, int count, float[] scores);

  /**
   * The gradient for what x holds: {@code gradient[i] = sum over k of deltas[k] * w(x.ids[i],
   * ids[k])}.
   */
  abstract void backward(ActiveVector x, int[] ids, int count, float[] deltas, float[] gradient);

  /** A step of the weights between what x holds and some units. */
  abstract void step(
      EntryOptimizer optimizer, ActiveVector x, int[] ids, int count, float[] deltas, float rate);

  /** Copies a unit's weights. */
  abstract void copyUnit(int unit, float[] target, int offset);
}
