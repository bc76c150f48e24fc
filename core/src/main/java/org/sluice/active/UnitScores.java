package org.sluice.active;

import org.sluice.index.VectorSource;

/**
 * The units of a layer as choosers see them: a weight vector and a bias each, and pre-activations
 * {@code bias + w . x}. Many threads may read while others write the weights without locks.
 */
public interface UnitScores extends VectorSource {
  /** One bias for each unit, as they are now; read only. */
  float[] biases();

  /** Pre-activations of all units into {@code scores[0 .. rows())}. */
  void scoreAll(ActiveVector input, float[] scores);

  /** Pre-activations of the units {@code ids[0 .. count)} into the same places of scores. */
  void score(ActiveVector input, int[] ids, int count, float[] scores);
}
