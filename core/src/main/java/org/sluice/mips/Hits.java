package org.sluice.mips;

/**
 * Answers to a query, the best first; of equal ones the lower id comes first.
 *
 * @param ids ids of the vectors
 * @param scores inner products or cosines, falling, or distances, rising
 */
public record Hits(long[] ids, float[] scores) {
  /** Number of answers. */
  public int size() {
    return ids.length;
  }
}
