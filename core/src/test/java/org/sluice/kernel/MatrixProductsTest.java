package org.sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MatrixProductsTest {
  @Property(tries = 60)
  void productsAreSumsOfProducts(
      @ForAll @IntRange(min = 1, max = 40) int m,
      @ForAll @IntRange(min = 1, max = 40) int k,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] a = new float[m * k];
    float[] b = new float[k * n];
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) random.nextDouble(-1, 1);
    }
    for (int i = 0; i < b.length; i++) {
      b[i] = (float) random.nextDouble(-1, 1);
    }
    float[] aTransposed = new float[m * k];
    float[] bTransposed = new float[k * n];
    MatrixProducts.transpose(a, 0, m, k, aTransposed, 0);
    MatrixProducts.transpose(b, 0, k, n, bTransposed, 0);
    float[] plain = new float[m * n];
    float[] left = new float[m * n];
    float[] right = new float[m * n];
    MatrixProducts.times(a, b, plain, m, k, n);
    MatrixProducts.transposedTimes(aTransposed, b, left, m, k, n);
    MatrixProducts.timesTransposed(a, bTransposed, right, m, k, n, new float[m * (k + n)]);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int q = 0; q < k; q++) {
          assertThat(aTransposed[q * m + i]).isEqualTo(a[i * k + q]);
          sum += a[i * k + q] * b[q * n + j];
        }
        assertThat((double) plain[i * n + j]).isCloseTo(sum, within(1e-4));
        assertThat((double) left[i * n + j]).isCloseTo(sum, within(1e-4));
        assertThat((double) right[i * n + j]).isCloseTo(sum, within(1e-4));
      }
    }
  }
}
