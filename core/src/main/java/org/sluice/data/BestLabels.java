package org.sluice.data;

/**
 * Keeps the few labels of greatest value, sorted by insertion: for a handful, faster than a heap.
 */
public final class BestLabels {
  private BestLabels() {}

  /**
   * Inserts a label where its value wants it; behind those of equal value.
   *
   * @param values value of label k at place k
   * @param best labels by falling value, as many as it has room for
   * @param count how many of them there are
   * @return how many there are then
   */
  public static int insert(int label, float[] values, int[] best, int count) {
    int found = Math.min(count + 1, best.length);
    int place = count;
    while (place > 0 && values[best[place - 1]] < values[label]) {
      if (place < best.length) {
        best[place] = best[place - 1];
      }
      place--;
    }
    if (place < best.length) {
      best[place] = label;
    }
    return found;
  }
}
