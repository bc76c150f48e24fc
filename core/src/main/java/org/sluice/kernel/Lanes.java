package org.sluice.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * The register width and the lane exchanges that sums and transforms fold with. Sums are folded by
 * these in a fixed order: the library's own reduction adds in one order interpreted and in another
 * compiled, and a training run would not repeat bit for bit.
 */
final class Lanes {
  /** The widest species this machine and these flags allow. */
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /** Floats a register: a power of two from 2 to 16. */
  static final int V = S.length();

  /**
   * V, and 4 V, as loop steps. Not final on purpose: a loop whose step the compiler knows is split
   * into three loops, which for the two to eight rounds that a row takes costs more than the row.
   */
  static int step = V;

  static int step4 = 4 * V;

  /** Exchanges of lanes 1, 2, 4 and 8 apart; meaningless where V is not greater. */
  static final VectorShuffle<Float> SWAP_1 = swap(1);

  static final VectorShuffle<Float> SWAP_2 = swap(2);
  static final VectorShuffle<Float> SWAP_4 = swap(4);
  static final VectorShuffle<Float> SWAP_8 = swap(8);

  private Lanes() {}

  private static VectorShuffle<Float> swap(int distance) {
    return VectorShuffle.fromOp(S, i -> (i ^ distance) % V);
  }
}
