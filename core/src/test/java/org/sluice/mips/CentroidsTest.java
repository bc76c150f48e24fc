package org.sluice.mips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CentroidsTest {
  /** Neither a long centroid nor a column of large values takes the others' resolution. */
  @Test
  void valuesKeepTheirResolutionBesideLargerOnes() {
    int lists = 20;
    int dimension = 37;
    SplittableRandom random = new SplittableRandom(1);
    float[] values = new float[lists * dimension];
    for (int i = 0; i < values.length; i++) {
      float scale = (i / dimension == 3 ? 1e6f : 1) * (i % dimension == 5 ? 1e9f : 1);
      values[i] = scale * (float) random.nextDouble(.5, 1) * (random.nextBoolean() ? 1 : -1);
    }
    Centroids kept = Centroids.of(values, dimension);
    float[] back = kept.values();
    for (int i = 0; i < values.length; i++) {
      assertThat(back[i]).isCloseTo(values[i], within(Math.abs(values[i]) / 50));
    }
  }

  @Test
  void productsAreThoseOfTheCentroidsAsKept() {
    int dimension = 50;
    SplittableRandom random = new SplittableRandom(2);
    float[] values = new float[9 * dimension];
    float[] query = new float[dimension];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / dimension == 4 ? 0 : (float) random.nextGaussian();
      query[i % dimension] = (float) random.nextGaussian();
    }
    Centroids kept = Centroids.of(values, dimension);
    float[] products = new float[9];
    kept.products(query, new float[dimension], products);
    float[] centroid = new float[dimension];
    for (int l = 0; l < 9; l++) {
      kept.get(l, centroid, 0);
      double want = 0;
      for (int j = 0; j < dimension; j++) {
        want += (double) centroid[j] * query[j];
      }
      assertThat((double) products[l]).isCloseTo(want, within(1e-3));
    }
    assertThat(products[4]).isZero();
  }

  @Test
  void extremeCentroidsStayFinite() {
    float[] values = {3e38f, 0, -3e38f, 1e-38f, 0, 0};
    float[] back = Centroids.of(values, 2).values();
    assertThat(back[0]).isCloseTo(3e38f, within(1e36f));
    assertThat(back[2]).isCloseTo(-3e38f, within(1e36f));
    assertThat(back[4]).isZero();
    assertThat(back).doesNotContain(Float.NaN);
  }
}
