package org.sluice.dense;

import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Endlessly many digits: the images of a set, moved by up to two pixels, bent along smooth random
 * fields and made thicker or thinner, as Loosli, Canu and Bottou (2007) turned 60,000 digits into 8
 * million. Nothing is held but the set itself; a row is made when it is asked for.
 *
 * <p>With tangent vectors {@code tx, ty} (the image's slopes) and a field {@code fx, fy} the new
 * image is {@code x + fx tx + fy ty + b sqrt(tx^2 + ty^2)}, from an image moved by 0, 1 or 2 pixels
 * in each direction. The paper takes fields from a prepared file; here each row draws its own:
 * noise smoothed by a Gaussian of 4 pixels (Simard, Steinkraus and Platt, ICDAR 2003), plus a small
 * rotation, scaling and shear about the centre, and b is uniform from -.25 to .5.
 *
 * <p>The first {@code base.size()} rows are the images themselves; row i is made from image {@code
 * i mod base.size()}.
 */
public final class DeformedDigits implements DenseExamples {
  private static final int SIDE = GeneratedImages.SIDE;
  private static final int PIXELS = SIDE * SIDE;
  private static final double SMOOTHING = 4;
  private static final float[] GAUSSIAN = gaussian();

  /** Root mean square of the bending, pixels. */
  private static final double BENDING = 1;

  /** Greatest turn, scaling or shear; at 14 pixels from the centre that is 1.4 pixels. */
  private static final double AFFINE = .1;

  private static final double THINNEST = -.25;
  private static final double THICKEST = .5;

  private final DenseExamples base;
  private final long seed;
  private final int rows;

  /**
   * Rows made from a set.
   *
   * @param base images of 28x28 pixels from 0 (paper) to 1 (ink)
   * @param rows at least 1, as many as wanted
   */
  public DeformedDigits(DenseExamples base, long seed, int rows) {
    this.base = Objects.requireNonNull(base, "base");
    Rules.require(base.width() == PIXELS, "base", "of " + PIXELS + " numbers a row", base.width());
    Rules.require(rows >= 1, "rows", "at least 1", rows);
    this.seed = seed;
    this.rows = rows;
  }

  @Override
  public int size() {
    return rows;
  }

  @Override
  public int width() {
    return PIXELS;
  }

  @Override
  public int classes() {
    return base.classes();
  }

  @Override
  public int label(int row) {
    return base.label(Objects.checkIndex(row, rows) % base.size());
  }

  @Override
  public void copyTo(int row, float[] target, int offset) {
    Objects.checkIndex(row, rows);
    Objects.checkFromIndexSize(offset, PIXELS, target.length);
    if (row < base.size()) {
      base.copyTo(row, target, offset);
      return;
    }
    float[] image = new float[PIXELS];
    base.copyTo(row % base.size(), image, 0);
    SplittableRandom random = GeneratedImages.random(seed, row);
    image = moved(image, random.nextInt(-2, 3), random.nextInt(-2, 3));
    float[] fx = field(random);
    float[] fy = field(random);
    bend(fx, fy, random);
    double thickening = random.nextDouble(THINNEST, THICKEST);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int i = y * SIDE + x;
        float tx = (pixel(image, x + 1, y) - pixel(image, x - 1, y)) / 2;
        float ty = (pixel(image, x, y + 1) - pixel(image, x, y - 1)) / 2;
        double value =
            image[i] + fx[i] * tx + fy[i] * ty + thickening * Math.sqrt(tx * tx + ty * ty);
        target[offset + i] = (float) Math.clamp(value, 0, 1);
      }
    }
  }

  private static float pixel(float[] image, int x, int y) {
    return x < 0 || y < 0 || x >= SIDE || y >= SIDE ? 0 : image[y * SIDE + x];
  }

  private static float[] moved(float[] image, int dx, int dy) {
    float[] moved = new float[PIXELS];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        moved[y * SIDE + x] = pixel(image, x - dx, y - dy);
      }
    }
    return moved;
  }

  /** Weights of smoothing along a line of pixels whose ends meet: {@code SIDE x SIDE}. */
  private static float[] gaussian() {
    float[] weights = new float[PIXELS];
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        double far = Math.min(Math.abs(i - j), SIDE - Math.abs(i - j)) / SMOOTHING;
        weights[i * SIDE + j] = (float) Math.exp(-far * far / 2);
      }
    }
    return weights;
  }

  /** Smooth noise of root mean square {@link #BENDING}; its edges meet. */
  private static float[] field(SplittableRandom random) {
    float[] noise = new float[PIXELS];
    for (int i = 0; i < PIXELS; i++) {
      noise[i] = (float) random.nextDouble(-1, 1);
    }
    float[] field = product(GAUSSIAN, product(noise, GAUSSIAN));
    double squares = 0;
    for (float value : field) {
      squares += value * value;
    }
    float scale = (float) (BENDING / Math.sqrt(squares / PIXELS));
    for (int i = 0; i < PIXELS; i++) {
      field[i] *= scale;
    }
    return field;
  }

  /** A matrix product whose additions have one order on all machines, as rows must be the same. */
  private static float[] product(float[] a, float[] b) {
    float[] product = new float[PIXELS];
    for (int i = 0; i < SIDE; i++) {
      for (int k = 0; k < SIDE; k++) {
        float factor = a[i * SIDE + k];
        for (int j = 0; j < SIDE; j++) {
          product[i * SIDE + j] += factor * b[k * SIDE + j];
        }
      }
    }
    return product;
  }

  /** Adds the fields of a random affine map about the centre. */
  private static void bend(float[] fx, float[] fy, SplittableRandom random) {
    double turn = random.nextDouble(-AFFINE, AFFINE);
    double scale = random.nextDouble(-AFFINE, AFFINE);
    double stretch = random.nextDouble(-AFFINE, AFFINE) / 2;
    double shear = random.nextDouble(-AFFINE, AFFINE) / 2;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double dx = x - (SIDE - 1) / 2.0;
        double dy = y - (SIDE - 1) / 2.0;
        fx[y * SIDE + x] += (float) ((scale + stretch) * dx + (shear - turn) * dy);
        fy[y * SIDE + x] += (float) ((scale - stretch) * dy + (shear + turn) * dx);
      }
    }
  }
}
