package org.sluice.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sluice.dense.ArrayExamples;

class LinearClassifierTest {
  private static final LinearConfig EXACT = new LinearConfig(1, 1e-4, 2_000, 1);

  /** Clouds around three centres that touch each other. */
  private static ArrayExamples clouds(int rows, double spread, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[rows * 4];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = random.nextInt(3);
      for (int j = 0; j < 4; j++) {
        double centre = j == labels[i] ? 2 : 0;
        values[4 * i + j] = (float) (centre + spread * random.nextGaussian());
      }
    }
    return new ArrayExamples(values, labels, 4, 3);
  }

  @Test
  void separatesWhatCanBeSeparated() {
    LinearClassifier classifier = LinearClassifier.train(clouds(400, .2, 1), EXACT);

    assertThat(classifier.error(clouds(400, .2, 2))).isZero();
    LinearClassifier hard = LinearClassifier.train(clouds(2_000, .8, 3), EXACT);
    assertThat(hard.error(clouds(2_000, .8, 4))).isBetween(.05, .2);
  }

  /** The objective is convex: where no small step in any weight lowers it, it is least. */
  @Test
  void reachesTheOptimum() {
    for (double cost : new double[] {.01, 1, 30}) {
      ArrayExamples rows = clouds(300, 1, 5);
      double scale = LinearClassifier.scale(rows);
      LinearClassifier classifier =
          LinearClassifier.train(rows, new LinearConfig(cost, 1e-5, 20_000, 1));
      double least = classifier.objective(rows, cost, scale);
      float[] weights = classifier.weights();
      for (int i = 0; i < weights.length; i++) {
        float old = weights[i];
        for (float step : new float[] {-.02f, .02f}) {
          weights[i] = old + step;
          assertThat(classifier.objective(rows, cost, scale))
              .as("cost " + cost + ", weight " + i)
              .isGreaterThan(least - 1e-4 * least);
        }
        weights[i] = old;
      }
    }
  }

  /** Rows of another unit of measure give the same classes. */
  @Test
  void doesNotDependOnTheUnit() {
    ArrayExamples rows = clouds(300, 1, 5);
    float[] larger = new float[1_200];
    int[] labels = new int[300];
    for (int i = 0; i < 300; i++) {
      rows.copyTo(i, larger, 4 * i);
      labels[i] = rows.label(i);
    }
    for (int i = 0; i < larger.length; i++) {
      larger[i] *= 1_024;
    }
    ArrayExamples scaled = new ArrayExamples(larger, labels, 4, 3);

    assertThat(LinearClassifier.train(scaled, EXACT).predict(scaled))
        .isEqualTo(LinearClassifier.train(rows, EXACT).predict(rows));
  }

  @Test
  void wrongValuesAreNamed() {
    assertThatThrownBy(() -> new LinearConfig(0, .1, 1, 1))
        .hasMessage("cost must be above 0, at most 1e9, got 0.0");
    assertThatThrownBy(() -> new LinearConfig(1, .1, 0, 1))
        .hasMessage("passes must be at least 1, got 0");
    LinearClassifier classifier = LinearClassifier.train(clouds(10, 1, 1), EXACT);
    assertThatThrownBy(() -> classifier.predict(new ArrayExamples(new float[3], new int[1], 3, 2)))
        .hasMessage("examples must be of 4 numbers a row, got 3");
  }
}
