package org.sluice.active;

/**
 * A vector of which only some places are held: an example's input, or the active units of a layer
 * with their activations. Room for a fixed number of places; for one thread.
 */
public final class ActiveVector {
  private final int[] ids;
  private final float[] values;
  private int count;
  private float[] dense;

  /** An empty vector of a length, with room for all places. */
  public ActiveVector(int length) {
    ids = new int[length];
    values = new float[length];
  }

  /** The places held, rising: the first {@link #count()} of this array. */
  public int[] ids() {
    return ids;
  }

  /** The values at the places held, in the same order. */
  public float[] values() {
    return values;
  }

  /** Number of places held. */
  public int count() {
    return count;
  }

  /** States how many places of the arrays are held. */
  public void count(int held) {
    count = held;
  }

  /** Length of the whole vector. */
  public int length() {
    return ids.length;
  }

  /** All values, those not held being 0, where the vector was given so; else null. */
  public float[] dense() {
    return dense;
  }

  /** Holds the values of a dense vector that are not 0. The array is kept until the next call. */
  public void hold(float[] vector) {
    dense = vector;
    int n = 0;
    for (int i = 0; i < ids.length; i++) {
      // Without a branch: whether a pixel is 0 is hard to predict. n is at most i.
      ids[n] = i;
      values[n] = vector[i];
      n += vector[i] == 0 ? 0 : 1;
    }
    count = n;
  }
}
