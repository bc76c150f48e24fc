package org.sluice.dense;

/** Convexity on the grid of pixels. */
final class PixelHull {
  private PixelHull() {}

  /**
   * Whether every pixel within the convex hull of a region's pixels belongs to the region.
   *
   * @param bits for each row of pixels, bit x is set where pixel x belongs to the region
   */
  static boolean isConvex(int[] bits) {
    for (int y = 0; y < bits.length; y++) {
      int least = Integer.MAX_VALUE;
      int greatest = -1;
      // The hull's row y ends where the lines between the ends of rows above and below cross it.
      for (int above = 0; above <= y; above++) {
        for (int below = y; below < bits.length && bits[above] != 0; below++) {
          if (bits[below] != 0) {
            int span = Math.max(1, below - above);
            int lower = span - (y - above);
            int left = left(bits[above]) * lower + left(bits[below]) * (span - lower);
            int right = right(bits[above]) * lower + right(bits[below]) * (span - lower);
            least = Math.min(least, Math.ceilDiv(left, span));
            greatest = Math.max(greatest, right / span);
          }
        }
      }
      int hull = least > greatest ? 0 : (int) ((1L << greatest + 1) - (1L << least));
      if (bits[y] != hull) {
        return false;
      }
    }
    return true;
  }

  private static int left(int row) {
    return Integer.numberOfTrailingZeros(row);
  }

  private static int right(int row) {
    return 31 - Integer.numberOfLeadingZeros(row);
  }
}
