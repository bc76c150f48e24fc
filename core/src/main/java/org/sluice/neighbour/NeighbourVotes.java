package org.sluice.neighbour;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.sluice.data.BestLabels;
import org.sluice.data.LabelRows;
import org.sluice.retrieve.Keys;

/**
 * Asks the rows nearest to a query for their labels: each of the nearest rows votes for its labels
 * with the square of its cosine. Not safe for many threads.
 */
public final class NeighbourVotes {
  /** Rows held for each of the nearest before the best of them are found. */
  private static final int KEYS_EACH = 8;

  /**
   * Of rows that are equally near those come first whose number times this, in 31 bits, is least:
   * as good as chance. By the numbers themselves rows with one common feature would come first.
   */
  private static final int SCATTER = 0x1E3779B1;

  /** The inverse of {@link #SCATTER}. */
  private static final int GATHER = inverse(SCATTER);

  private final NearestRows index;
  private final float[] similarity;
  private int[] touched = new int[1 << 10];
  private final int[] nearest;

  /** Rows that may be among the nearest. */
  private final long[] keys;

  private int keyCount;

  /** A bit for each touched row that was offered: a sum that passes 0 is touched more than once. */
  private final long[] offered;

  /** No row below this is among the nearest. */
  private float floor;

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
    this.keys = new long[KEYS_EACH * Math.max(1, nearest.length)];
    this.offered = new long[(similarity.length + Long.SIZE - 1) / Long.SIZE];
    this.share = new float[index.labels().labels()];
  }

  /**
   * The inverse of an odd number, by Newton's method, each step of which doubles the right bits.
   */
  private static int inverse(int odd) {
    int inverse = odd;
    for (int step = 0; step < 4; step++) {
      inverse *= 2 - odd * inverse;
    }
    return inverse;
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
    keyCount = 0;
    floor = Float.MIN_VALUE;
    if (postings(indices, from, to) > similarity.length) {
      queryDense(indices, values, from, to);
    } else {
      querySparse(indices, values, from, to);
    }
  }

  /** Most rows have something in common with the query: all are looked at, in order. */
  private void queryDense(int[] indices, float[] values, int from, int to) {
    for (int k = from; k < to; k++) {
      add(indices[k], values[k]);
    }
    for (int row = 0; row < similarity.length; row++) {
      offer(row);
    }
    vote(select());
    Arrays.fill(similarity, 0);
  }

  /** Few rows have something in common with the query, and only those are looked at. */
  private void querySparse(int[] indices, float[] values, int from, int to) {
    int found = accumulate(indices, values, from, to);
    for (int i = 0; i < found; i++) {
      if (similarity[touched[i]] >= floor && isFirst(touched[i])) {
        offer(touched[i]);
      }
    }
    vote(select());
    for (int i = 0; i < found; i++) {
      similarity[touched[i]] = 0;
      offered[touched[i] >>> 6] = 0;
    }
  }

  /** Entries of the lists of a query's features. */
  private long postings(int[] indices, int from, int to) {
    long postings = 0;
    for (int k = from; k < to; k++) {
      if (known(indices[k])) {
        postings += index.offsets()[indices[k] + 1] - index.offsets()[indices[k]];
      }
    }
    return postings;
  }

  private boolean known(int feature) {
    return feature >= 0 && feature < index.features();
  }

  private void add(int feature, float value) {
    if (!known(feature)) {
      return;
    }
    int[] rows = index.rows();
    byte[] weights = index.values();
    int end = index.offsets()[feature + 1];
    for (int p = index.offsets()[feature]; p < end; p++) {
      similarity[rows[p]] += value * weights[p];
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
      count = BestLabels.insert(label, share, best, count);
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
      if (!known(feature)) {
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

  /** Whether a row that was touched was not offered before; it counts as offered then. */
  private boolean isFirst(int row) {
    long word = offered[row >>> 6];
    offered[row >>> 6] = word | 1L << row;
    return (word >>> row & 1) == 0;
  }

  /** Takes a row among those that may be nearest. */
  private void offer(int row) {
    float similar = similarity[row];
    if (similar >= floor) {
      if (keyCount == keys.length) {
        keyCount = Keys.select(keys, keyCount, nearest.length);
        floor = Keys.score(Keys.least(keys, keyCount));
      }
      keys[keyCount++] = Keys.of(similar, row * SCATTER & Integer.MAX_VALUE);
    }
  }

  /** Moves the most similar rows to {@code nearest}. */
  private int select() {
    int kept = Keys.select(keys, keyCount, nearest.length);
    for (int i = 0; i < kept; i++) {
      nearest[i] = Keys.id(keys[i]) * GATHER & Integer.MAX_VALUE;
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
