package org.sluice.index;

/** Keeps the ids with the greatest scores; of equal ones the lower id. A heap, least on top. */
final class Strongest {
  final int[] ids;
  private final float[] scores;
  private int size;

  /** Room for so many ids; as many must be offered. */
  Strongest(int capacity) {
    ids = new int[capacity];
    scores = new float[capacity];
  }

  /** Offers an id; ids rise. NaN counts as the least score. */
  void offer(int id, float score) {
    float known = Float.isNaN(score) ? Float.NEGATIVE_INFINITY : score;
    if (size < ids.length) {
      int place = size++;
      for (; place > 0 && less(known, id, (place - 1) / 2); place = (place - 1) / 2) {
        move((place - 1) / 2, place);
      }
      set(place, id, known);
    } else if (size > 0 && known > scores[0]) {
      sink(id, known, size);
    }
  }

  /** Whether a candidate is weaker than what is at a place. */
  private boolean less(float score, int id, int place) {
    return score < scores[place] || score == scores[place] && id > ids[place];
  }

  private void sink(int id, float score, int end) {
    int place = 0;
    while (2 * place + 1 < end) {
      int child = 2 * place + 1;
      if (child + 1 < end && less(scores[child + 1], ids[child + 1], child)) {
        child++;
      }
      if (less(score, id, child)) {
        break;
      }
      move(child, place);
      place = child;
    }
    set(place, id, score);
  }

  private void move(int from, int to) {
    set(to, ids[from], scores[from]);
  }

  private void set(int place, int id, float score) {
    ids[place] = id;
    scores[place] = score;
  }

  /** Sorts by falling score. Nothing may be offered after. */
  void sort() {
    for (int end = size - 1; end > 0; end--) {
      int id = ids[end];
      float score = scores[end];
      move(0, end);
      sink(id, score, end);
    }
  }

  /** By how much each leads the last one, plus a little; after sorting. */
  float[] leads(float little) {
    float[] leads = new float[size];
    for (int i = 0; i < size; i++) {
      float lead = scores[i] - scores[size - 1];
      leads[i] = Float.isFinite(lead) ? lead + little : little;
    }
    return leads;
  }
}
