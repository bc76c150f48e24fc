package org.sluice.mips;

/**
 * How much an approximate search reads.
 *
 * @param probes lists read, or buckets read in each hash table, of which there are at most 32; 0
 *     for what the wanted recall needs
 * @param rescored vectors scored exactly, at least as many as are asked for; 0 for what the wanted
 *     recall needs
 */
public record Effort(int probes, int rescored) {
  /** What the wanted recall needs, as measured when the index was built. */
  public static final Effort TUNED = new Effort(0, 0);

  /** Everything: exact search. */
  public static final Effort EXACT = new Effort(Integer.MAX_VALUE, Integer.MAX_VALUE);

  public Effort {
    if (probes < 0) {
      throw new IllegalArgumentException("probes must not be negative: " + probes);
    }
    if (rescored < 0) {
      throw new IllegalArgumentException("rescored must not be negative: " + rescored);
    }
  }

  boolean exact() {
    return probes == Integer.MAX_VALUE && rescored == Integer.MAX_VALUE;
  }
}
