package org.sluice.rank;

import java.util.Arrays;

/**
 * What is known of many pairs of a row and a label, with the truth: what a {@link Combination} is
 * fitted to. Grows as pairs are added. Not safe for many threads.
 */
public final class Evidence {
  private float[] logSoftmax = new float[1 << 10];
  private float[] ranker = new float[1 << 10];
  private float[] share = new float[1 << 10];
  private float[] logFrequency = new float[1 << 10];
  private float[] name = new float[1 << 10];
  private boolean[] right = new boolean[1 << 10];
  private int size;

  /**
   * Adds a pair; the first five are as in {@link Combination#logit}.
   *
   * @param isRight whether the label is one of the row's
   */
  public void add(
      float logSoftmax,
      float ranker,
      float share,
      float logFrequency,
      float name,
      boolean isRight) {
    if (size == right.length) {
      grow(2 * size);
    }
    this.logSoftmax[size] = logSoftmax;
    this.ranker[size] = ranker;
    this.share[size] = share;
    this.logFrequency[size] = logFrequency;
    this.name[size] = name;
    right[size++] = isRight;
  }

  private void grow(int length) {
    logSoftmax = Arrays.copyOf(logSoftmax, length);
    ranker = Arrays.copyOf(ranker, length);
    share = Arrays.copyOf(share, length);
    logFrequency = Arrays.copyOf(logFrequency, length);
    name = Arrays.copyOf(name, length);
    right = Arrays.copyOf(right, length);
  }

  /** Number of pairs. */
  public int size() {
    return size;
  }

  /** Whether the label of pair i is one of its row's. */
  public boolean right(int i) {
    return right[i];
  }

  /** For each pair whether its label is right; a copy. */
  public boolean[] right() {
    return Arrays.copyOf(right, size);
  }

  /** The logits that a combination gives the pairs. */
  public float[] logits(Combination combination) {
    float[] logits = new float[size];
    for (int i = 0; i < size; i++) {
      logits[i] =
          (float) combination.logit(logSoftmax[i], ranker[i], share[i], logFrequency[i], name[i]);
    }
    return logits;
  }

  /** Writes the figures of pair i. */
  void figures(int i, double[] figures) {
    Combination.figures(logSoftmax[i], ranker[i], share[i], logFrequency[i], name[i], figures);
  }
}
