package org.sluice.data;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Two parts of a dataset that share its dictionary, each in the order of the whole.
 *
 * @param train the larger part
 * @param validation the part held out
 */
public record DatasetSplit(Dataset train, Dataset validation) {

  /**
   * Holds out {@code round(share * rows)} rows, chosen at random, every set of this size equally
   * likely; the same seed chooses the same rows.
   *
   * @param share share held out, from 0 to 1
   */
  static DatasetSplit of(Dataset dataset, double share, long seed) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("share must be from 0 to 1: " + share);
    }
    int rows = dataset.rows();
    int held = (int) Math.round(share * rows);
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < held; i++) {
      int other = random.nextInt(i, rows);
      int row = order[other];
      order[other] = order[i];
      order[i] = row;
    }
    Arrays.sort(order, 0, held);
    Arrays.sort(order, held, rows);
    return new DatasetSplit(
        dataset.select(Arrays.copyOfRange(order, held, rows)),
        dataset.select(Arrays.copyOf(order, held)));
  }
}
