package org.sluice.predict;

import java.util.Arrays;

/**
 * Keeps the k highest-scored labels of a row. Of equal scores the lower id wins, so that answers do
 * not depend on the order of scoring. For one thread.
 */
final class TopLabels {
  private final float[] scores;
  private final int[] ids;
  private int k;
  private int size;

  TopLabels(int k) {
    this.k = k;
    scores = new float[k];
    ids = new int[k];
  }

  void clear() {
    clear(ids.length);
  }

  /** Begins a row of which fewer labels may be wanted, at least 1 and at most as many as fit. */
  void clear(int wanted) {
    k = wanted;
    size = 0;
  }

  int size() {
    return size;
  }

  int id(int place) {
    return ids[place];
  }

  float score(int place) {
    return scores[place];
  }

  /** Scores at or below this cannot enter, labels being offered by rising id. */
  float floor() {
    return size < k ? Float.NEGATIVE_INFINITY : scores[k - 1];
  }

  /** Offers a label; cheap when it does not enter. */
  void offer(int id, float score) {
    if (size == k && !before(score, id, k - 1)) {
      return;
    }
    int at = size < k ? size++ : k - 1;
    while (at > 0 && before(score, id, at - 1)) {
      scores[at] = scores[at - 1];
      ids[at] = ids[at - 1];
      at--;
    }
    scores[at] = score;
    ids[at] = id;
  }

  private boolean before(float score, int id, int place) {
    return score > scores[place] || (score == scores[place] && id < ids[place]);
  }

  /**
   * Copies the ids to {@code target[at .. at + k)}, k being what fits, -1 where there are fewer.
   */
  void copyIds(int[] target, int at) {
    System.arraycopy(ids, 0, target, at, size);
    Arrays.fill(target, at + size, at + ids.length, -1);
  }
}
