package org.sluice.nn;

import org.sluice.index.VectorSource;
import org.sluice.memory.FloatRows;

/** The label vectors of a network, as hash tables read them. */
public record LabelVectors(FloatRows weights) implements VectorSource {
  @Override
  public int rows() {
    return Math.toIntExact(weights.rows());
  }

  @Override
  public int dimension() {
    return weights.columns();
  }

  @Override
  public void copy(int row, float[] target, int offset) {
    weights.get(row, target, offset);
  }
}
