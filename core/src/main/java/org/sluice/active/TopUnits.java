package org.sluice.active;

/**
 * The places of the greatest of some values; of equal ones the earlier. A heap, least on top. For
 * one thread.
 */
public final class TopUnits {
  private final float[] heap;
  private final int[] places;

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
    for (int i = 0; i < size; i++) {
      heap[i] = Float.isNaN(values[i]) ? Float.NEGATIVE_INFINITY : values[i];
      places[i] = i;
    }
    for (int i = size / 2 - 1; i >= 0; i--) {
      sink(i, size, heap[i], places[i]);
    }
    for (int i = size; i < count; i++) {
      if (values[i] > heap[0]) {
        sink(0, size, values[i], i);
      }
    }
    return size;
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
