package org.sluice.deep;

import java.util.List;

/**
 * What an example touches in training: the weights between neighbouring sets.
 *
 * @param sets places with a value that is not 0, rising: of the input, then of each hidden layer;
 *     the output layer is always touched as a whole. The arrays are not copied.
 */
public record ActiveSets(List<int[]> sets) {
  public ActiveSets {
    sets = List.copyOf(sets);
  }
}
