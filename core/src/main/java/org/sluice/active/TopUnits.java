package org.sluice.active;

/**
 * The places of the greatest of some values; of equal ones the earlier. A heap, least on top; only
 * what exceeds a guess goes into it, and if that is too little, everything. The guess comes from
 * the last search, so values that resemble the last ones are found at about a step each. For one
 * thread.
 */
public final class TopUnits {
  /** How far below the least value taken the next guess lies, in distances from the greatest. */
  private static final float MARGIN = 0.2f;

  private final float[] heap;
  private final int[] places;
  private int[] above = new int[0];
  private float guess = Float.NEGATIVE_INFINITY;

  /** Room for so many. */
  public TopUnits(int most) {
    heap = new float[most];
    places = new int[most];
  }

  /** The places found by the last {@link #find}, in no order. */
  public int[] places() {
    return places;
  }

  /**
   * Finds the greatest of {@code values[0 .. count)}; NaN loses against all.
   *
   * @param wanted how many, from 1 to the room
   * @return the number found: {@code min(wanted, count)}
   */
  public int find(float[] values, int count, int wanted) {
    int size = Math.min(wanted, count);
    if (size == 0) {
      return 0;
    }
    if (above.length < count) {
      above = new int[count];
    }
    int n = exceeding(values, count);
    if (n < size) {
      guess = Float.NEGATIVE_INFINITY;
      for (n = 0; n < count; n++) {
        above[n] = n;
      }
    }
    for (int i = 0; i < size; i++) {
      heap[i] = known(values[above[i]]);
      places[i] = above[i];
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i, size, heap[i], places[i]);
    }
    for (int i = size; i < n; i++) {
      float value = values[above[i]];
      if (value > heap[0]) {
        sink(0, size, value, above[i]);
      }
    }
    learn(size);
    return size;
  }

  /** Notes the places of values that are not below the guess. */
  private int exceeding(float[] values, int count) {
    int[] target = above;
    float least = guess;
    int n = 0;
    for (int i = 0; i < count; i++) {
      // Without a branch, which could not be predicted.
      target[n] = i;
      n += values[i] >= least ? 1 : 0;
    }
    return n;
  }

  private void learn(int size) {
    float greatest = heap[0];
    for (int i = 1; i < size; i++) {
      greatest = Math.max(greatest, heap[i]);
    }
    float next = heap[0] - MARGIN * (greatest - heap[0]);
    guess = Float.isFinite(next) ? next : Float.NEGATIVE_INFINITY;
  }

  private static float known(float value) {
    return Float.isNaN(value) ? Float.NEGATIVE_INFINITY : value;
  }

  private void sink(int from, int size, float value, int place) {
    int at = from;
    for (int child; (child = 2 * at + 1) < size; at = child) {
      if (child + 1 < size && weaker(child + 1, heap[child], places[child])) {
        child++;
      }
      if (!weaker(child, value, place)) {
        break;
      }
      heap[at] = heap[child];
      places[at] = places[child];
    }
    heap[at] = value;
    places[at] = place;
  }

  /** Whether what is at a node loses against a value at a place. */
  private boolean weaker(int node, float value, int place) {
    return heap[node] < value || heap[node] == value && places[node] > place;
  }
}
