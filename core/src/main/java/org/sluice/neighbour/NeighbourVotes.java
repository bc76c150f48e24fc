package org.sluice.neighbour;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.sluice.data.LabelRows;
import org.sluice.retrieve.Keys;

/**
 * Asks the rows nearest to a query for their labels: each of the nearest rows votes for its labels
 * with the square of its cosine. Not safe for many threads.
 */
public final class NeighbourVotes {
  private final NearestRows index;
  private final float[] similarity;
  private int[] touched = new int[1 << 10];
  private long[] keys = new long[touched.length];
  private final int[] nearest;
  private final float[] share;
  private int[] voted = new int[64];
  private int votedCount;

  NeighbourVotes(NearestRows index, int neighbours) {
    if (neighbours < 1) {
      throw new IllegalArgumentException("neighbours must be at least 1: " + neighbours);
    }
    this.index = index;
    this.similarity = new float[index.labels().rows()];
    this.nearest = new int[Math.min(neighbours, similarity.length)];
    this.share = new float[index.labels().labels()];
  }

  /**
   * Takes the votes for a row: the features {@code indices[k]} with {@code values[k]} for {@code k}
   * in {@code [from, to)}. Features that no training row has are passed over.
   */
  public void query(int[] indices, float[] values, int from, int to) {
    for (int i = 0; i < votedCount; i++) {
      share[voted[i]] = 0;
    }
    votedCount = 0;
    int found = accumulate(indices, values, from, to);
    int kept = select(found);
    vote(kept);
    for (int i = 0; i < found; i++) {
      similarity[touched[i]] = 0;
    }
  }

  /** Share of the votes that a label got, from 0 to 1. */
  public float share(int label) {
    return share[label];
  }

  /**
   * The labels with most votes that are not left out, by falling share; of equals the one that was
   * voted for first.
   *
   * @param left whether a label is left out
   * @param best receives the labels
   * @return number of labels received, at most the length of {@code best}
   */
  public int most(IntPredicate left, int[] best) {
    int count = 0;
    for (int i = 0; i < votedCount; i++) {
      int label = voted[i];
      if (left.test(label)) {
        continue;
      }
      int place = count < best.length ? count++ : best.length;
      while (place > 0 && share[best[place - 1]] < share[label]) {
        if (place < best.length) {
          best[place] = best[place - 1];
        }
        place--;
      }
      if (place < best.length) {
        best[place] = label;
      }
    }
    return count;
  }

  private int accumulate(int[] indices, float[] values, int from, int to) {
    int found = 0;
    int[] offsets = index.offsets();
    int[] rows = index.rows();
    byte[] weights = index.values();
    for (int k = from; k < to; k++) {
      int feature = indices[k];
      if (feature < 0 || feature >= index.features()) {
        continue;
      }
      float value = values[k];
      int end = offsets[feature + 1];
      int most = found + end - offsets[feature];
      if (most > touched.length) {
        touched = Arrays.copyOf(touched, Math.max(most, 2 * touched.length));
      }
      for (int p = offsets[feature]; p < end; p++) {
        int row = rows[p];
        float before = similarity[row];
        if (before == 0) {
          touched[found++] = row;
        }
        similarity[row] = before + value * weights[p];
      }
    }
    return found;
  }

  /** Moves the most similar rows to {@code nearest}; of equal ones the earlier row is nearer. */
  private int select(int found) {
    if (keys.length < found) {
      keys = new long[touched.length];
    }
    int positive = 0;
    for (int i = 0; i < found; i++) {
      float similar = similarity[touched[i]];
      if (similar > 0) {
        keys[positive++] = Keys.of(similar, touched[i]);
      }
    }
    int kept = Keys.select(keys, positive, nearest.length);
    for (int i = 0; i < kept; i++) {
      nearest[i] = Keys.id(keys[i]);
    }
    return kept;
  }

  private void vote(int kept) {
    Arrays.sort(nearest, 0, kept);
    double total = 0;
    for (int i = 0; i < kept; i++) {
      total += square(nearest[i]);
    }
    LabelRows labels = index.labels();
    for (int i = 0; i < kept; i++) {
      float part = (float) (square(nearest[i]) / total);
      for (int k = labels.offsets()[nearest[i]]; k < labels.offsets()[nearest[i] + 1]; k++) {
        int label = labels.ids()[k];
        if (share[label] == 0) {
          if (votedCount == voted.length) {
            voted = Arrays.copyOf(voted, 2 * votedCount);
          }
          voted[votedCount++] = label;
        }
        share[label] += part;
      }
    }
  }

  private double square(int row) {
    return (double) similarity[row] * similarity[row];
  }
}
