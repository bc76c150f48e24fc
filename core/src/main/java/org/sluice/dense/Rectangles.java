package org.sluice.dense;

import java.util.SplittableRandom;

/**
 * Is the rectangle wide or tall? 28x28 pixels of 0 or 1, the outline of one rectangle in white;
 * class 1 is wider than tall, class 0 taller than wide (Larochelle et al., ICML 2007, 1,200 rows to
 * learn from and 50,000 to test with).
 *
 * <p>Width and height are uniform, drawn anew where they differ by less than 3 pixels; so is the
 * place, so that the whole rectangle lies in the image. The 3 pixels were not checked against the
 * authors' own rows, so error rates bear no close comparison with theirs.
 */
public final class Rectangles extends GeneratedImages {
  /** Rows that the paper learns from. */
  public static final int TRAIN_ROWS = 1_200;

  /** Rows that the paper tests with. */
  public static final int TEST_ROWS = 50_000;

  private static final int LEAST_DIFFERENCE = 3;

  /**
   * Images of one seed.
   *
   * @param rows at least 1
   */
  public Rectangles(long seed, int rows) {
    super(seed, rows);
  }

  /** Sets of the paper's sizes. */
  public static DenseSets sets(long seed) {
    return new DenseSets(
        new Rectangles(seed, TRAIN_ROWS), new Rectangles(testSeed(seed), TEST_ROWS));
  }

  @Override
  void paint(int label, SplittableRandom random, float[] pixels) {
    Box box;
    do {
      box = Box.random(random, 1, label == 1);
    } while (box.difference() < LEAST_DIFFERENCE);
    for (int y = box.top(); y < box.top() + box.height(); y++) {
      for (int x = box.left(); x < box.left() + box.width(); x++) {
        if (box.isEdge(x, y)) {
          pixels[y * SIDE + x] = 1;
        }
      }
    }
  }

  /** A rectangle of pixels. */
  record Box(int left, int top, int width, int height) {
    /**
     * A rectangle of uniform sizes and place. Wide and tall ones are mirror images of each other,
     * so the sizes may be swapped to get the one that is asked for.
     */
    static Box random(SplittableRandom random, int shortest, boolean wide) {
      int a = random.nextInt(shortest, SIDE + 1);
      int b = random.nextInt(shortest, SIDE + 1);
      int width = wide ? Math.max(a, b) : Math.min(a, b);
      int height = wide ? Math.min(a, b) : Math.max(a, b);
      return new Box(
          random.nextInt(SIDE - width + 1), random.nextInt(SIDE - height + 1), width, height);
    }

    int difference() {
      return Math.abs(width - height);
    }

    boolean isEdge(int x, int y) {
      return x == left || x == left + width - 1 || y == top || y == top + height - 1;
    }
  }
}
