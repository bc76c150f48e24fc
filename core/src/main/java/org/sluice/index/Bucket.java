package org.sluice.index;

import java.util.Arrays;
import java.util.SplittableRandom;

/** A bucket that takes ids one by one and never holds more than its capacity. */
abstract sealed class Bucket {
  final int capacity;
  int[] ids = new int[4];
  int size;

  private Bucket(int capacity) {
    this.capacity = capacity;
  }

  /** An empty bucket. */
  static Bucket of(Replacement replacement, int capacity) {
    return switch (replacement) {
      case FIFO -> new Fifo(capacity);
      case RESERVOIR -> new Reservoir(capacity);
    };
  }

  /** Offers an id that is not in the bucket. */
  abstract void add(int id, SplittableRandom random);

  /** Takes back an id that was offered once, whether it is still here or not. */
  abstract void remove(int id);

  /** Appends where there is room. */
  final void append(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, (int) Math.min(2L * size, capacity));
    }
    ids[size++] = id;
  }

  /** The place of an id, or -1. */
  final int find(int id) {
    for (int place = 0; place < size; place++) {
      if (ids[place] == id) {
        return place;
      }
    }
    return -1;
  }

  /** A ring once it is full; before, and after a removal, the oldest id is at place 0. */
  private static final class Fifo extends Bucket {
    private int oldest;

    private Fifo(int capacity) {
      super(capacity);
    }

    @Override
    void add(int id, SplittableRandom random) {
      if (size < capacity) {
        append(id);
      } else {
        ids[oldest] = id;
        oldest = oldest + 1 == capacity ? 0 : oldest + 1;
      }
    }

    @Override
    void remove(int id) {
      int place = find(id);
      if (place < 0) {
        return;
      }
      int[] kept = new int[ids.length];
      int count = 0;
      for (int i = 0; i < size; i++) {
        int at = (int) ((oldest + (long) i) % size);
        if (at != place) {
          kept[count++] = ids[at];
        }
      }
      ids = kept;
      size = count;
      oldest = 0;
    }
  }

  /**
   * A uniform sample of the ids offered and not taken back. Plain reservoir sampling while none is
   * taken back; after that, later ids make up for the losses at random, inside the sample or
   * outside, so that the sample stays uniform (random pairing: Gemulla, Lehner and Haas, VLDB
   * 2006).
   */
  private static final class Reservoir extends Bucket {
    private long offered;
    private long lostInside;
    private long lostOutside;

    private Reservoir(int capacity) {
      super(capacity);
    }

    @Override
    void add(int id, SplittableRandom random) {
      offered++;
      long lost = lostInside + lostOutside;
      if (lost > 0) {
        if (random.nextLong(lost) < lostInside) {
          lostInside--;
          append(id);
        } else {
          lostOutside--;
        }
      } else if (size < capacity) {
        append(id);
      } else {
        long place = random.nextLong(offered);
        if (place < capacity) {
          ids[(int) place] = id;
        }
      }
    }

    @Override
    void remove(int id) {
      offered--;
      int place = find(id);
      if (place < 0) {
        lostOutside++;
      } else {
        lostInside++;
        ids[place] = ids[--size];
      }
    }
  }
}
