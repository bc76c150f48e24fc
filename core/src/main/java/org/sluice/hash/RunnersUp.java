package org.sluice.hash;

/** The second best coordinate of a bin. */
final class RunnersUp {
  private RunnersUp() {}

  /**
   * Notes the lead of a bin's winner over the best of the others.
   *
   * @param winner the winner's place
   * @param shift where the hash stands in its code
   * @param at where the hash stands in the margins
   */
  static void find(
      float[] vector,
      int offset,
      int[] members,
      int bin,
      int binSize,
      int winner,
      int shift,
      Margins margins,
      int at) {
    int first = bin * binSize;
    int second = winner;
    float value = Float.NEGATIVE_INFINITY;
    for (int place = 0; place < binSize; place++) {
      float here = vector[offset + members[first + place]];
      if (place != winner && here > value) {
        second = place;
        value = here;
      }
    }
    // Adding 0 makes -0 the same as 0.
    margins.costs()[at] = vector[offset + members[first + winner]] - value + 0f;
    margins.flips()[at] = (winner ^ second) << shift;
  }
}
