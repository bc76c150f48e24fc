package org.sluice.dense;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * {@link Rectangles} made hard: the rectangle is filled with one image patch and lies upon another
 * (Larochelle et al., ICML 2007, 12,000 rows to learn from and 50,000 to test with). Class 1 is
 * wider than tall. Sides are at least 10 pixels and differ by at least 5, and the rectangle covers
 * from a quarter to three quarters of the image.
 *
 * <p>The paper cuts its patches from photographs that are not part of this project. Here they are
 * textures with the spectrum of natural images (sums of waves whose strength falls with their
 * frequency), or the images of another set, and the bounds above were not checked against the
 * authors' own rows. Error rates are therefore not those of the paper.
 */
public final class RectanglesImage extends GeneratedImages {
  /** Rows that the paper learns from. */
  public static final int TRAIN_ROWS = 12_000;

  /** Rows that the paper tests with. */
  public static final int TEST_ROWS = 50_000;

  private static final int SHORTEST = 10;
  private static final int LEAST_DIFFERENCE = 5;
  private static final int WAVES = 24;

  private final DenseExamples patches;

  /**
   * Images of one seed, upon textures.
   *
   * @param rows at least 1
   */
  public RectanglesImage(long seed, int rows) {
    super(seed, rows);
    patches = null;
  }

  /**
   * Images of one seed, upon the images of another set.
   *
   * @param rows at least 1
   * @param patches images of 28x28 pixels
   */
  public RectanglesImage(long seed, int rows, DenseExamples patches) {
    super(seed, rows);
    this.patches = Objects.requireNonNull(patches, "patches");
    Rules.require(
        patches.width() == width(), "patches", "of " + width() + " numbers a row", patches.width());
  }

  /** Sets of the paper's sizes, upon textures. */
  public static DenseSets sets(long seed) {
    return new DenseSets(
        new RectanglesImage(seed, TRAIN_ROWS), new RectanglesImage(testSeed(seed), TEST_ROWS));
  }

  @Override
  void paint(int label, SplittableRandom random, float[] pixels) {
    Rectangles.Box box = box(label, random);
    patch(random, pixels);
    float[] inside = new float[pixels.length];
    patch(random, inside);
    for (int y = box.top(); y < box.top() + box.height(); y++) {
      int from = y * SIDE + box.left();
      System.arraycopy(inside, from, pixels, from, box.width());
    }
  }

  /** The rectangle of a row, the first thing that its chance decides. */
  static Rectangles.Box box(int label, SplittableRandom random) {
    while (true) {
      Rectangles.Box box = Rectangles.Box.random(random, SHORTEST, label == 1);
      int area = box.width() * box.height();
      if (box.difference() >= LEAST_DIFFERENCE
          && 4 * area >= SIDE * SIDE
          && 4 * area <= 3 * SIDE * SIDE) {
        return box;
      }
    }
  }

  private void patch(SplittableRandom random, float[] pixels) {
    if (patches != null) {
      patches.copyTo(random.nextInt(patches.size()), pixels, 0);
      return;
    }
    Arrays.fill(pixels, 0);
    for (int wave = 0; wave < WAVES; wave++) {
      // Logarithmic frequencies of strength 1/f: the falling spectrum of photographs.
      double cycles = .5 * Math.pow(16, random.nextDouble());
      double angle = random.nextDouble(2 * Math.PI);
      wave(
          2 * Math.PI * cycles / SIDE * Math.cos(angle),
          2 * Math.PI * cycles / SIDE * Math.sin(angle),
          random.nextDouble(2 * Math.PI),
          1 / cycles,
          pixels);
    }
    double low = Double.MAX_VALUE;
    double high = -Double.MAX_VALUE;
    for (float pixel : pixels) {
      low = Math.min(low, pixel);
      high = Math.max(high, pixel);
    }
    // Light and contrast differ from patch to patch.
    double contrast = random.nextDouble(.4, 1);
    double darkest = random.nextDouble(1 - contrast);
    double scale = contrast / Math.max(1e-6, high - low);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.clamp(darkest + (pixels[i] - low) * scale, 0, 1);
    }
  }

  /** Adds a plane wave; along a row the phase turns by a fixed angle, which needs no cosine. */
  private static void wave(double fx, double fy, double phase, double strength, float[] pixels) {
    double turnRe = Math.cos(fx);
    double turnIm = Math.sin(fx);
    for (int y = 0; y < SIDE; y++) {
      double re = strength * Math.cos(phase + fy * y);
      double im = strength * Math.sin(phase + fy * y);
      for (int x = 0; x < SIDE; x++) {
        pixels[y * SIDE + x] += (float) re;
        double turned = re * turnRe - im * turnIm;
        im = re * turnIm + im * turnRe;
        re = turned;
      }
    }
  }
}
