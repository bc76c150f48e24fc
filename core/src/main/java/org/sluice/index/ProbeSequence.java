package org.sluice.index;

import org.sluice.hash.HashFamily;
import org.sluice.hash.Margins;

/**
 * The codes to look at beside a query's own (Lv et al., VLDB 2007, section 4): those that differ in
 * the hashes with the smallest margins, by rising sum of squared margins. For one thread.
 */
final class ProbeSequence {
  private final int k;
  private final int probes;

  /** Hashes of the table at hand by rising margin: squared margins and bits to turn over. */
  private final double[] costs;

  private final int[] flips;

  /** Sets of hashes, as bits by rank, waiting by cost: a heap, least first. */
  private final int[] sets;

  private final double[] scores;
  private int size;

  ProbeSequence(HashFamily family, int probes) {
    k = family.k();
    this.probes = probes;
    costs = new double[k];
    flips = new int[k];
    sets = new int[2 * probes + 2];
    scores = new double[2 * probes + 2];
  }

  /**
   * Fills {@code target} from place {@code at} with the code and its neighbours, at most {@code
   * probes} in all. Returns their number.
   */
  int fill(int code, int table, Margins margins, int[] target, int at) {
    sort(table, margins);
    target[at] = code;
    int count = 1;
    size = 0;
    push(1);
    while (count < probes && size > 0 && scores[0] < Double.POSITIVE_INFINITY) {
      int set = pop();
      int flipped = code;
      for (int rest = set; rest != 0; rest &= rest - 1) {
        flipped ^= flips[Integer.numberOfTrailingZeros(rest)];
      }
      target[at + count++] = flipped;
      int highest = Integer.highestOneBit(set);
      if (highest != 1 << k - 1) {
        push(set ^ highest | highest << 1);
        push(set | highest << 1);
      }
    }
    return count;
  }

  private void sort(int table, Margins margins) {
    int first = table * k;
    for (int i = 0; i < k; i++) {
      double cost = (double) margins.costs()[first + i] * margins.costs()[first + i];
      int place = i;
      for (; place > 0 && costs[place - 1] > cost; place--) {
        costs[place] = costs[place - 1];
        flips[place] = flips[place - 1];
      }
      costs[place] = cost;
      flips[place] = margins.flips()[first + i];
    }
  }

  private void push(int set) {
    double score = 0;
    for (int rest = set; rest != 0; rest &= rest - 1) {
      score += costs[Integer.numberOfTrailingZeros(rest)];
    }
    int place = size++;
    for (; place > 0 && scores[(place - 1) / 2] > score; place = (place - 1) / 2) {
      sets[place] = sets[(place - 1) / 2];
      scores[place] = scores[(place - 1) / 2];
    }
    sets[place] = set;
    scores[place] = score;
  }

  private int pop() {
    int least = sets[0];
    size--;
    int set = sets[size];
    double score = scores[size];
    int place = 0;
    while (2 * place + 1 < size) {
      int child = 2 * place + 1;
      if (child + 1 < size && scores[child + 1] < scores[child]) {
        child++;
      }
      if (scores[child] >= score) {
        break;
      }
      sets[place] = sets[child];
      scores[place] = scores[child];
      place = child;
    }
    sets[place] = set;
    scores[place] = score;
    return least;
  }
}
