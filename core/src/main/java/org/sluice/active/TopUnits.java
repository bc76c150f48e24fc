package org.sluice.active;

import java.util.Arrays;

/**
 * The places of the greatest of some values; of equal ones the earlier. Only values that exceed a
 * guess are looked at again, and if they are too few, all. They are counted in bins, which settles
 * all but those in the bin of the last one wanted; a heap settles these. The guess comes from the
 * last search, so values that resemble the last ones are found at a few steps each. For one thread.
 */
public final class TopUnits {
  /** How far below the least value taken the next guess lies, in distances from the greatest. */
  private static final float MARGIN = 0.25f;

  private static final int BINS = 128;

  private final int[] places;
  private final float[] heap;
  private final int[] heapPlaces;
  private final int[] histogram = new int[BINS];
  private int[] above = new int[0];
  private byte[] bins = new byte[0];

  /** One more than are sure is written without being kept. */
  private final int[] spare;

  private float guess = Float.NEGATIVE_INFINITY;

  /** Room for so many. */
  public TopUnits(int most) {
    places = new int[most];
    spare = new int[most + 1];
    heap = new float[most];
    heapPlaces = new int[most];
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
    if (above.length < count + 1) {
      above = new int[count + 1];
      bins = new byte[count + 1];
    }
    int n = exceeding(values, count);
    if (n < size) {
      guess = Float.NEGATIVE_INFINITY;
      for (n = 0; n < count; n++) {
        above[n] = n;
      }
    }
    float least = Float.POSITIVE_INFINITY;
    float most = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      float value = values[above[i]];
      least = value < least ? value : least;
      most = value > most ? value : most;
    }
    float taken = select(values, n, size, least, most);
    float next = taken - MARGIN * (most - taken);
    guess = Float.isFinite(next) ? next : Float.NEGATIVE_INFINITY;
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

  /** Finds the greatest among the places noted. Returns the least value taken. */
  private float select(float[] values, int n, int size, float least, float most) {
    float scale = (BINS - 1) / (most - least);
    if (!(scale > 0) || !(scale < Float.POSITIVE_INFINITY)) {
      scale = 0;
    }
    Arrays.fill(histogram, 0);
    for (int i = 0; i < n; i++) {
      // NaN and what it makes of the scale come to bin 0.
      int bin = Math.max(0, Math.min(BINS - 1, (int) ((values[above[i]] - least) * scale)));
      bins[i] = (byte) bin;
      histogram[bin]++;
    }
    int edge = BINS - 1;
    int sure = 0;
    while (sure + histogram[edge] < size) {
      sure += histogram[edge--];
    }
    int at = 0;
    int close = 0;
    for (int i = 0; i < n; i++) {
      int place = above[i];
      spare[at] = place;
      at += bins[i] > edge ? 1 : 0;
      above[close] = place;
      close += bins[i] == edge ? 1 : 0;
    }
    System.arraycopy(spare, 0, places, 0, sure);
    return settle(values, close, size - sure, sure);
  }

  /** Takes the greatest of the bin's places. Returns the least value taken. */
  private float settle(float[] values, int close, int wanted, int at) {
    for (int i = 0; i < wanted; i++) {
      heap[i] = known(values[above[i]]);
      heapPlaces[i] = above[i];
    }
    for (int i = wanted / 2 - 1; i >= 0; i--) {
      sink(i, wanted, heap[i], heapPlaces[i]);
    }
    for (int i = wanted; i < close; i++) {
      float value = values[above[i]];
      if (value > heap[0]) {
        sink(0, wanted, value, above[i]);
      }
    }
    System.arraycopy(heapPlaces, 0, places, at, wanted);
    return heap[0];
  }

  private static float known(float value) {
    return Float.isNaN(value) ? Float.NEGATIVE_INFINITY : value;
  }

  private void sink(int from, int size, float value, int place) {
    int at = from;
    for (int child; (child = 2 * at + 1) < size; at = child) {
      if (child + 1 < size && weaker(child + 1, heap[child], heapPlaces[child])) {
        child++;
      }
      if (!weaker(child, value, place)) {
        break;
      }
      heap[at] = heap[child];
      heapPlaces[at] = heapPlaces[child];
    }
    heap[at] = value;
    heapPlaces[at] = place;
  }

  /** Whether what is at a node loses against a value at a place. */
  private boolean weaker(int node, float value, int place) {
    return heap[node] < value || heap[node] == value && heapPlaces[node] > place;
  }
}
