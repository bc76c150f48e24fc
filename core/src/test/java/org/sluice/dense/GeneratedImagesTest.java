package org.sluice.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneratedImagesTest {
  private static final int SIDE = 28;
  private static final int ROWS = 600;

  private static final List<BiFunction<Long, Integer, DenseExamples>> MAKERS =
      List.of(
          Convex::new,
          Rectangles::new,
          RectanglesImage::new,
          (seed, rows) -> new DeformedDigits(new Rectangles(1, 50), seed, rows));

  private static float[] row(DenseExamples examples, int row) {
    float[] values = new float[examples.width()];
    examples.copyTo(row, values, 0);
    return values;
  }

  @Test
  void rowsDependOnSeedAndRowAlone() {
    for (BiFunction<Long, Integer, DenseExamples> maker : MAKERS) {
      DenseExamples some = maker.apply(7L, 200);
      DenseExamples more = maker.apply(7L, Integer.MAX_VALUE);
      DenseExamples other = maker.apply(8L, 200);
      int differing = 0;
      for (int i = 199; i >= 50; i--) {
        assertThat(row(more, i)).isEqualTo(row(some, i));
        assertThat(more.label(i)).isEqualTo(some.label(i));
        differing += Arrays.equals(row(other, i), row(some, i)) ? 0 : 1;
        assertThat(row(some, i)).isNotEqualTo(row(some, i - 1));
      }
      assertThat(differing).isGreaterThan(145);
      float[] far = row(more, Integer.MAX_VALUE - 1);
      for (float value : far) {
        assertThat(value).isBetween(0f, 1f);
      }
    }
  }

  @Test
  void classesAreAsMany() {
    for (BiFunction<Long, Integer, DenseExamples> maker : MAKERS.subList(0, 3)) {
      DenseExamples examples = maker.apply(3L, ROWS);
      int positives = 0;
      int asTheRow = 0;
      for (int i = 0; i < ROWS; i++) {
        positives += examples.label(i);
        asTheRow += examples.label(i) == (i & 1) ? 1 : 0;
      }
      assertThat(positives).isEqualTo(ROWS / 2);
      assertThat(asTheRow).as("the order of the classes is chance").isBetween(220, 380);
    }
  }

  @Test
  void testRowsAreNotTrainingRows() {
    DenseSets sets = Convex.sets(1);

    assertThat(sets.train().size()).isEqualTo(8_000);
    assertThat(sets.test().size()).isEqualTo(50_000);
    assertThat(row(sets.test(), 0)).isNotEqualTo(row(sets.train(), 0));
    assertThat(Rectangles.sets(1).train().size()).isEqualTo(1_200);
    assertThat(RectanglesImage.sets(1).train().size()).isEqualTo(12_000);
  }

  /** A point is outside the hull when some half-plane through it holds none of the region. */
  private static boolean inHull(float[] image, int px, int py) {
    double[] angles =
        IntStream.range(0, image.length)
            .filter(i -> image[i] == 1)
            .mapToDouble(i -> Math.atan2(i / SIDE - py, i % SIDE - px))
            .sorted()
            .toArray();
    double widest = angles[0] + 2 * Math.PI - angles[angles.length - 1];
    for (int i = 1; i < angles.length; i++) {
      widest = Math.max(widest, angles[i] - angles[i - 1]);
    }
    return widest <= Math.PI + 1e-9;
  }

  @Test
  void convexIsConvexAndTheRestIsNot() {
    Convex convex = new Convex(5, ROWS);
    double[] white = new double[2];
    for (int i = 0; i < ROWS; i++) {
      float[] image = row(convex, i);
      int missing = 0;
      int pixels = 0;
      for (int p = 0; p < image.length; p++) {
        assertThat(image[p]).isIn(0f, 1f);
        pixels += (int) image[p];
        if (image[p] == 0 && inHull(image, p % SIDE, p / SIDE)) {
          missing++;
        }
      }
      white[convex.label(i)] += pixels / (ROWS / 2.0);
      if (convex.label(i) == 1) {
        assertThat(missing).as("row " + i).isZero();
        assertThat(pixels).isGreaterThanOrEqualTo(19);
      } else {
        assertThat(missing).as("row " + i).isPositive();
      }
    }
    assertThat(white[0] / white[1]).as("white pixels of the classes").isBetween(.75, 1.35);
  }

  @Test
  void rectanglesAreOutlinesOfTheirClass() {
    Rectangles rectangles = new Rectangles(5, ROWS);
    for (int i = 0; i < ROWS; i++) {
      float[] image = row(rectangles, i);
      int left = SIDE;
      int right = -1;
      int top = SIDE;
      int bottom = -1;
      for (int p = 0; p < image.length; p++) {
        if (image[p] != 0) {
          left = Math.min(left, p % SIDE);
          right = Math.max(right, p % SIDE);
          top = Math.min(top, p / SIDE);
          bottom = Math.max(bottom, p / SIDE);
        }
      }
      for (int p = 0; p < image.length; p++) {
        int x = p % SIDE;
        int y = p / SIDE;
        boolean within = x >= left && x <= right && y >= top && y <= bottom;
        boolean edge = within && (x == left || x == right || y == top || y == bottom);
        assertThat(image[p]).isEqualTo(edge ? 1f : 0f);
      }
      int wider = right - left - (bottom - top);
      assertThat(Math.abs(wider)).isGreaterThanOrEqualTo(3);
      assertThat(rectangles.label(i)).isEqualTo(wider > 0 ? 1 : 0);
    }
  }

  @Test
  void patchesLieInARectangleOfTheirClass() {
    // Two patches of one grey each: the rectangle can be seen where they differ.
    float[] greys = new float[2 * SIDE * SIDE];
    Arrays.fill(greys, SIDE * SIDE, greys.length, .75f);
    ArrayExamples plain = new ArrayExamples(greys, new int[] {0, 1}, SIDE * SIDE, 2);
    RectanglesImage images = new RectanglesImage(5, ROWS, plain);
    int seen = 0;
    for (int i = 0; i < ROWS; i++) {
      float[] image = row(images, i);
      Rectangles.Box box = RectanglesImage.box(images.label(i), GeneratedImages.random(5, i));
      int middle = (box.top() + box.height() / 2) * SIDE + box.left() + box.width() / 2;
      assertThat(box.width() > box.height()).isEqualTo(images.label(i) == 1);
      assertThat(box.difference()).isGreaterThanOrEqualTo(5);
      assertThat(Math.min(box.width(), box.height())).isGreaterThanOrEqualTo(10);
      assertThat(box.width() * box.height()).isBetween(SIDE * SIDE / 4, 3 * SIDE * SIDE / 4);
      int inside = 0;
      for (float pixel : image) {
        inside += pixel == image[middle] ? 1 : 0;
      }
      if (inside != image.length) {
        assertThat(inside).isEqualTo(box.width() * box.height());
        seen++;
      }
    }
    assertThat(seen).isBetween(ROWS / 3, 2 * ROWS / 3);
    assertThatThrownBy(
            () -> new RectanglesImage(1, 1, new ArrayExamples(new float[3], new int[] {0}, 3, 2)))
        .hasMessage("patches must be of 784 numbers a row, got 3");
  }

  @Test
  void deformedDigitsStayNearTheirImages() {
    Rectangles base = new Rectangles(9, 50);
    DeformedDigits digits = new DeformedDigits(base, 4, 1_000);
    for (int i = 0; i < 50; i++) {
      assertThat(row(digits, i)).isEqualTo(row(base, i));
    }
    double ink = 0;
    double plain = 0;
    for (int i = 50; i < 1_000; i++) {
      assertThat(digits.label(i)).isEqualTo(base.label(i % 50));
      float[] image = row(digits, i);
      float[] original = row(base, i % 50);
      for (int p = 0; p < image.length; p++) {
        ink += image[p];
        plain += original[p];
        if (image[p] > 0) {
          assertThat(near(original, p % SIDE, p / SIDE)).as("ink far from the digit").isTrue();
        }
      }
    }
    assertThat(ink / plain).isBetween(.8, 1.6);
    assertThatThrownBy(() -> new DeformedDigits(new Convex(1, 2), 1, 0))
        .hasMessage("rows must be at least 1, got 0");
  }

  /** Moved by at most two pixels, and one more by what slopes reach. */
  private static boolean near(float[] image, int x, int y) {
    for (int dy = -3; dy <= 3; dy++) {
      for (int dx = -3; dx <= 3; dx++) {
        int nx = x + dx;
        int ny = y + dy;
        if (nx >= 0 && ny >= 0 && nx < SIDE && ny < SIDE && image[ny * SIDE + nx] > 0) {
          return true;
        }
      }
    }
    return false;
  }
}
