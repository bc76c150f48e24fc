package org.sluice.retrieve;

/**
 * The k best of a stream of scores. Takes scores a block at a time: those that reach the floor (the
 * k-th best so far) are appended without a branch, and when there is no room for another block the
 * best k are kept. For one thread.
 */
public final class BestKeys {
  private final int k;
  private final int block;
  private final long[] keys;
  private int size;
  private float floor = Float.NEGATIVE_INFINITY;

  /**
   * @param k keys to keep, at least 1
   * @param block most scores added at a time
   */
  public BestKeys(int k, int block) {
    this.k = k;
    this.block = block;
    this.keys = new long[Math.addExact(2 * block, k)];
  }

  /** Forgets all keys. */
  public void clear() {
    size = 0;
    floor = Float.NEGATIVE_INFINITY;
  }

  /** Starts from keys that were kept before, with the floor there was. */
  void load(long[] from, int at, int count, float floorBefore) {
    System.arraycopy(from, at, keys, 0, count);
    size = count;
    floor = floorBefore;
  }

  /**
   * Adds scores {@code scores[at + i * stride]} of ids {@code first + i}. NaN is never kept.
   *
   * @param count at most the block's size
   */
  public void addRange(float[] scores, int at, int stride, int count, int first) {
    makeRoom();
    int n = size;
    float least = floor;
    for (int i = 0, from = at; i < count; i++, from += stride) {
      float score = scores[from];
      keys[n] = Keys.of(score, first + i);
      n += score >= least ? 1 : 0;
    }
    size = n;
  }

  /** Adds scores {@code scores[at + i * stride] + biases[i]} of ids {@code ids[idsAt + i]}. */
  void add(float[] scores, int at, int stride, int count, float[] biases, int[] ids, int idsAt) {
    makeRoom();
    int n = size;
    float least = floor;
    for (int i = 0, from = at; i < count; i++, from += stride) {
      float score = scores[from] + biases[i];
      keys[n] = Keys.of(score, ids[idsAt + i]);
      n += score >= least ? 1 : 0;
    }
    size = n;
  }

  private void makeRoom() {
    if (size > k + block) {
      keepBest();
    }
  }

  /** Drops keys from {@code from} on whose ids are among those before. */
  void dropRepeated(int from, SeenIds seen) {
    seen.clear();
    for (int i = 0; i < from; i++) {
      seen.add(Keys.id(keys[i]));
    }
    int n = from;
    for (int i = from; i < size; i++) {
      keys[n] = keys[i];
      n += seen.add(Keys.id(keys[i])) ? 1 : 0;
    }
    size = n;
  }

  /** Keeps the k best. */
  public void keepBest() {
    size = Keys.select(keys, size, k);
    if (size == k) {
      floor = Keys.score(Keys.least(keys, k));
    }
  }

  /** How many keys there are. */
  public int size() {
    return size;
  }

  /** Score below which nothing is kept; minus infinity until k keys are there. */
  float floor() {
    return floor;
  }

  /** The keys, of which the first {@link #size} count. */
  public long[] keys() {
    return keys;
  }
}
