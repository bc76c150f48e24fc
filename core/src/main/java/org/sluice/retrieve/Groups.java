package org.sluice.retrieve;

/** Counting sort of items by group. */
final class Groups {
  private Groups() {}

  /**
   * Sorts items by group, within a group by rising number.
   *
   * @param groups group of each item
   * @param items number of items
   * @param starts of {@code groups + 1} zeros; receives where each group starts
   * @return the items: those of group g are {@code [starts[g], starts[g + 1])}
   */
  static int[] sort(int[] groups, int items, int[] starts) {
    for (int i = 0; i < items; i++) {
      starts[groups[i] + 1]++;
    }
    for (int g = 1; g < starts.length; g++) {
      starts[g] += starts[g - 1];
    }
    int[] sorted = new int[items];
    int[] next = starts.clone();
    for (int i = 0; i < items; i++) {
      sorted[next[groups[i]]++] = i;
    }
    return sorted;
  }
}
