package org.sluice.rank;

import java.util.Arrays;
import org.sluice.data.SparseRows;

/**
 * The rows of one label at a time, copied side by side with features numbered from 0, so that
 * weights and rows stay in the caches while the descent runs over them again and again.
 *
 * <p>A feature that only one of the rows has needs no place among the weights: its weight is that
 * row's multiplier times the value, so all such features of a row together add the multiplier times
 * {@link #lonely} to the row's score. They are most of the features, above all with word pairs.
 *
 * <p>Scratch space of one thread.
 */
final class LabelProblem {
  private static final int LONELY = -1;

  private final SparseRows x;

  /** For each feature of the data: 0 is not met, LONELY is met in one row, else 1 + local id. */
  private final int[] places;

  private int[] met = new int[1 << 12];
  private int metCount;
  private int[] sharedFeatures = new int[1 << 12];

  /** Rows of this label, and how many of them, from the first on, are positive. */
  int rows;

  int positives;

  /** Number of features that at least two rows have. */
  int features;

  /** Row {@code i} has shared features {@code [starts[i], starts[i + 1])}. */
  int[] starts = new int[1 << 10];

  int[] ids = new int[1 << 14];
  float[] values = new float[1 << 14];

  /** Squared length of each row, with the bias feature of 1. */
  float[] norms = new float[1 << 10];

  /** Squared length of each row over the features that no other row has. */
  float[] lonely = new float[1 << 10];

  private int[] sourceRows;
  private int sourceFrom;

  LabelProblem(SparseRows x) {
    this.x = x;
    places = new int[x.columns()];
  }

  /** Takes the rows {@code source[from, to)}, the first {@code positives} of them positive. */
  void load(int[] source, int from, int to, int positives) {
    for (int k = 0; k < metCount; k++) {
      places[met[k]] = 0;
    }
    sourceRows = source;
    sourceFrom = from;
    rows = to - from;
    this.positives = positives;
    if (starts.length <= rows) {
      starts = new int[larger(rows + 1)];
      norms = new float[starts.length];
      lonely = new float[starts.length];
    }
    int most = number();
    if (ids.length < most) {
      ids = new int[larger(most)];
      values = new float[ids.length];
    }
    copy();
  }

  /** Numbers the features that two rows share; returns the number of values of all rows. */
  private int number() {
    int[] indices = x.indices();
    metCount = 0;
    features = 0;
    long all = 0;
    for (int i = 0; i < rows; i++) {
      int row = sourceRows[sourceFrom + i];
      int begin = x.offsets()[row];
      int end = x.offsets()[row + 1];
      all += end - begin;
      if (met.length < metCount + end - begin) {
        met = Arrays.copyOf(met, larger(metCount + end - begin));
        sharedFeatures = Arrays.copyOf(sharedFeatures, met.length);
      }
      int[] metNow = met;
      for (int k = begin; k < end; k++) {
        int feature = indices[k];
        int place = places[feature];
        if (place == 0) {
          places[feature] = LONELY;
          metNow[metCount++] = feature;
        } else if (place == LONELY) {
          sharedFeatures[features++] = feature;
          places[feature] = features;
        }
      }
    }
    return Math.toIntExact(all);
  }

  private void copy() {
    int[] indices = x.indices();
    float[] from = x.values();
    int[] toIds = ids;
    float[] toValues = values;
    int next = 0;
    for (int i = 0; i < rows; i++) {
      starts[i] = next;
      int row = sourceRows[sourceFrom + i];
      int end = x.offsets()[row + 1];
      float norm = 1;
      float alone = 0;
      for (int k = x.offsets()[row]; k < end; k++) {
        int place = places[indices[k]];
        float value = from[k];
        // Written always and kept only if shared: the branch would be hard to foresee.
        toIds[next] = place - 1;
        toValues[next] = value;
        boolean shared = place != LONELY;
        next += shared ? 1 : 0;
        float square = value * value;
        norm += square;
        alone += shared ? 0 : square;
      }
      norms[i] = norm;
      lonely[i] = alone;
    }
    starts[rows] = next;
  }

  /**
   * Hands over every weight that the multipliers make.
   *
   * @param weights of the shared features
   * @param multipliers signed dual variables, one a row
   */
  void collect(float[] weights, double[] multipliers, WeightList into) {
    for (int k = 0; k < features; k++) {
      into.add(sharedFeatures[k], weights[k]);
    }
    for (int i = 0; i < rows; i++) {
      float multiplier = (float) multipliers[i];
      if (multiplier != 0 && lonely[i] != 0) {
        int row = sourceRows[sourceFrom + i];
        for (int k = x.offsets()[row]; k < x.offsets()[row + 1]; k++) {
          if (places[x.indices()[k]] == LONELY) {
            into.add(x.indices()[k], multiplier * x.values()[k]);
          }
        }
      }
    }
  }

  private static int larger(int size) {
    return (int) Math.min(Integer.MAX_VALUE - 8, size + (size >> 1) + 16L);
  }
}
