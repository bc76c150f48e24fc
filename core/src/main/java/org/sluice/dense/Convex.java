package org.sluice.dense;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Is the white region convex? 28x28 pixels of 0 or 1; class 1 is convex, class 0 is not
 * (Larochelle, Erhan, Courville, Bergstra and Bengio, ICML 2007, 8,000 rows to learn from and
 * 50,000 to test with).
 *
 * <p>As in the paper's companion page: a convex region is the intersection of half-planes of
 * uniform location and orientation, their number geometric with parameter .195, at least 19 pixels
 * large. The other class is the union of two to four such regions, with parameter .07 and at least
 * 10 pixels each, drawn anew where it comes out convex, that is where every pixel within the convex
 * hull of its pixels is white. The page leaves open what happens to a region that gets too small.
 * Here the half-plane that would make it so is drawn anew; then the classes have about equally many
 * white pixels (means of 160 and 171), as the page says of its own, whereas drawing whole regions
 * anew gives 271 and 470.
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
    Arrays.fill(bits, (1 << SIDE) - 1);
    int[] before = new int[SIDE];
    // The geometric distribution on 1, 2, ...: no half-plane at all would be a white square.
    do {
      System.arraycopy(bits, 0, before, 0, SIDE);
      while (cut(random, bits) < fewest) {
        System.arraycopy(before, 0, bits, 0, SIDE);
      }
    } while (random.nextDouble() >= stop);
  }

  /** Takes away what lies beyond a random line; pixels that are left. */
  private static int cut(SplittableRandom random, int[] bits) {
    double px = random.nextDouble(SIDE) - .5;
    double py = random.nextDouble(SIDE) - .5;
    double angle = random.nextDouble(2 * Math.PI);
    double nx = Math.cos(angle);
    double ny = Math.sin(angle);
    int left = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE && bits[y] != 0; x++) {
        if ((x - px) * nx + (y - py) * ny < 0) {
          bits[y] &= ~(1 << x);
        }
      }
      left += Integer.bitCount(bits[y]);
    }
    return left;
  }
}
