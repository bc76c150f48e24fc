package org.sluice.dense;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Is the white region convex? 28x28 pixels of 0 or 1; class 1 is convex, class 0 is not
 * (Larochelle, Erhan, Courville, Bergstra and Bengio, ICML 2007, 8,000 rows to learn from and
 * 50,000 to test with).
 *
 * <p>As in the paper's companion page: a convex region is the intersection of half-planes of random
 * location and orientation, their number geometric with parameter .195, drawn anew where fewer than
 * 19 pixels are left. The other class is the union of two to four such regions, with parameter .07
 * and at least 10 pixels each, drawn anew where it comes out convex, that is where every pixel
 * within the convex hull of its pixels is white.
 *
 * <p>The page does not say how locations spread nor which side of a line is kept, only that the
 * classes have as many white pixels in the mean. Here a line's distance from the middle of the
 * image is uniform up to half the edge, and the side of the middle is kept: then unions hang
 * together, and the classes have means of 393 and 332 pixels. Lines through uniform points with
 * either side kept give 471 and 277, and unions in pieces that are told apart far more easily (a
 * network of 500 units errs in 11 % instead of 29 %). Error rates need not be those of the paper's
 * own images.
 */
public final class Convex extends GeneratedImages {
  /** Rows that the paper learns from. */
  public static final int TRAIN_ROWS = 8_000;

  /** Rows that the paper tests with. */
  public static final int TEST_ROWS = 50_000;

  private static final double HALF_PLANES = .195;
  private static final double HALF_PLANES_IN_UNION = .07;
  private static final int FEWEST_PIXELS = 19;
  private static final int FEWEST_PIXELS_IN_UNION = 10;

  /**
   * Images of one seed.
   *
   * @param rows at least 1
   */
  public Convex(long seed, int rows) {
    super(seed, rows);
  }

  /** Sets of the paper's sizes. */
  public static DenseSets sets(long seed) {
    return new DenseSets(new Convex(seed, TRAIN_ROWS), new Convex(testSeed(seed), TEST_ROWS));
  }

  @Override
  void paint(int label, SplittableRandom random, float[] pixels) {
    int[] region = new int[SIDE];
    if (label == 1) {
      region(random, HALF_PLANES, FEWEST_PIXELS, region);
    } else {
      int[] part = new int[SIDE];
      do {
        Arrays.fill(region, 0);
        int parts = random.nextInt(2, 5);
        for (int i = 0; i < parts; i++) {
          region(random, HALF_PLANES_IN_UNION, FEWEST_PIXELS_IN_UNION, part);
          for (int y = 0; y < SIDE; y++) {
            region[y] |= part[y];
          }
        }
      } while (PixelHull.isConvex(region));
    }
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        pixels[y * SIDE + x] = region[y] >>> x & 1;
      }
    }
  }

  /** Rows of bits: the pixels whose centres lie in all of some half-planes. */
  private static void region(SplittableRandom random, double stop, int fewest, int[] bits) {
    int pixels;
    do {
      Arrays.fill(bits, (1 << SIDE) - 1);
      // The geometric distribution on 1, 2, ...: no half-plane at all would be a white square.
      do {
        pixels = cut(random, bits);
      } while (random.nextDouble() >= stop);
    } while (pixels < fewest);
  }

  /** Takes away what lies beyond a random line; pixels that are left. */
  private static int cut(SplittableRandom random, int[] bits) {
    double far = random.nextDouble(SIDE / 2.0);
    double angle = random.nextDouble(2 * Math.PI);
    double nx = Math.cos(angle);
    double ny = Math.sin(angle);
    double middle = (SIDE - 1) / 2.0;
    int left = 0;
    for (int y = 0; y < SIDE; y++) {
      // Where the line crosses this row of pixels; far outside where it runs along the row.
      double crossing = Math.clamp(middle + (far - (y - middle) * ny) / nx, -1, SIDE);
      bits[y] &=
          nx > 0
              ? (int) ((1L << (int) Math.floor(crossing) + 1) - 1)
              : -1 << Math.max(0, (int) Math.ceil(crossing));
      left += Integer.bitCount(bits[y]);
    }
    return left;
  }
}
