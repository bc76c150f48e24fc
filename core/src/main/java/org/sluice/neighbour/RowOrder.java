package org.sluice.neighbour;

import java.util.Arrays;
import org.sluice.data.SparseRows;

/**
 * An order in which rows that have much in common lie together: by their most common feature, then
 * by the next. A query touches the rows that have one of its features, and these then share lines
 * of the cache.
 */
final class RowOrder {
  /** Features of a row that decide. */
  private static final int DEPTH = 3;

  private RowOrder() {}

  /**
   * Sorts rows.
   *
   * @param counts rows that have each feature, 0 for features that do not count
   * @return the rows in their order; equal rows stay in the order that they have
   */
  static int[] byCommonFeatures(SparseRows x, int[] counts) {
    int none = counts.length;
    int[] common = new int[x.rows() * DEPTH];
    Arrays.fill(common, none);
    for (int row = 0; row < x.rows(); row++) {
      for (int k = x.offsets()[row]; k < x.offsets()[row + 1]; k++) {
        insert(x.indices()[k], counts, common, row * DEPTH);
      }
    }
    int[] order = new int[x.rows()];
    Arrays.setAll(order, row -> row);
    for (int depth = DEPTH - 1; depth >= 0; depth--) {
      order = sorted(order, common, depth, none + 1);
    }
    return order;
  }

  /** Keeps the most common features of a row, the most common first, of equals the lower one. */
  private static void insert(int feature, int[] counts, int[] common, int at) {
    int added = feature;
    for (int i = at; i < at + DEPTH && counts[added] > 0; i++) {
      int other = common[i];
      if (other == counts.length) {
        common[i] = added;
        return;
      }
      if (counts[added] > counts[other] || (counts[added] == counts[other] && added < other)) {
        common[i] = added;
        added = other;
      }
    }
  }

  /** A stable counting sort by one of the features. */
  private static int[] sorted(int[] order, int[] common, int depth, int values) {
    int[] next = new int[values + 1];
    for (int row : order) {
      next[common[row * DEPTH + depth] + 1]++;
    }
    for (int value = 0; value < values; value++) {
      next[value + 1] += next[value];
    }
    int[] sorted = new int[order.length];
    for (int row : order) {
      sorted[next[common[row * DEPTH + depth]]++] = row;
    }
    return sorted;
  }
}
