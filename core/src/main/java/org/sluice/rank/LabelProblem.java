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
  /** Rows whose memory is asked for together, so that the waits overlap. */
  private static final int AHEAD = 32;

  private final SparseRows x;

  /** For each feature of the data: 0 is not met, else 1 + its place in the order of meeting. */
  private final int[] places;

  /** Features in the order of meeting, how many of the rows have each, and their numbers. */
  private int[] met = new int[1 << 12];

  private int[] counts = new int[1 << 12];
  private int[] numbers = new int[1 << 12];
  private int metCount;
  private int[] sharedFeatures = new int[1 << 12];

  /** Takes what {@link #touch} reads, so that the reading is not left out as useless. */
  int touched;

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
    copy();
    settle();
  }

  /** Copies the rows, with features in the order of meeting. */
  private void copy() {
    metCount = 0;
    int next = 0;
    for (int i = 0; i < rows; i++) {
      if (i % AHEAD == 0) {
        touch(i, Math.min(rows, i + AHEAD));
      }
      int row = sourceRows[sourceFrom + i];
      int begin = x.offsets()[row];
      int end = x.offsets()[row + 1];
      starts[i] = next;
      makeRoom(next, end - begin);
      next = copyRow(begin, end, next);
    }
    starts[rows] = next;
  }

  private int copyRow(int begin, int end, int to) {
    int[] indices = x.indices();
    float[] from = x.values();
    int[] toIds = ids;
    float[] toValues = values;
    int[] metNow = met;
    int[] countsNow = counts;
    int next = to;
    for (int k = begin; k < end; k++) {
      int feature = indices[k];
      int place = places[feature];
      if (place == 0) {
        metNow[metCount] = feature;
        countsNow[metCount] = 0;
        place = ++metCount;
        places[feature] = place;
      }
      countsNow[place - 1]++;
      toIds[next] = place - 1;
      toValues[next++] = from[k];
    }
    return next;
  }

  private void makeRoom(int next, int more) {
    if (met.length < metCount + more) {
      met = Arrays.copyOf(met, larger(metCount + more));
      counts = Arrays.copyOf(counts, met.length);
      numbers = new int[met.length];
      sharedFeatures = new int[met.length];
    }
    int size = Math.addExact(next, more);
    if (ids.length < size) {
      ids = Arrays.copyOf(ids, larger(size));
      values = Arrays.copyOf(values, ids.length);
    }
  }

  /** Reads one value of each part of the rows, which fetches them from memory side by side. */
  private void touch(int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      int row = sourceRows[sourceFrom + i];
      int begin = x.offsets()[row];
      int end = x.offsets()[row + 1];
      for (int k = begin; k < end; k += 16) {
        sum += x.indices()[k] + (int) x.values()[k];
      }
    }
    touched = sum;
  }

  /** Numbers the shared features and drops all others from the copied rows. */
  private void settle() {
    features = 0;
    for (int place = 0; place < metCount; place++) {
      if (counts[place] > 1) {
        sharedFeatures[features] = met[place];
        numbers[place] = features++;
      }
    }
    int next = 0;
    for (int i = 0; i < rows; i++) {
      int begin = starts[i];
      int end = starts[i + 1];
      starts[i] = next;
      float norm = 1;
      float alone = 0;
      for (int k = begin; k < end; k++) {
        int place = ids[k];
        float value = values[k];
        float square = value * value;
        norm += square;
        if (counts[place] > 1) {
          ids[next] = numbers[place];
          values[next++] = value;
        } else {
          alone += square;
        }
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
          if (counts[places[x.indices()[k]] - 1] == 1) {
            into.add(x.indices()[k], multiplier * x.values()[k]);
          }
        }
      }
    }
  }

  /** Half as much again, as far as arrays go. */
  static int larger(int size) {
    return (int) Math.max(size, Math.min(Integer.MAX_VALUE - 8, (long) size + (size >> 1) + 16));
  }
}
