package org.sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.sluice.kernel.KernelTestSupport.PROVIDER;
import static org.sluice.kernel.KernelTestSupport.SIZES;
import static org.sluice.kernel.KernelTestSupport.check;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExponentialKernelsTest {
  private static final float INF = Float.POSITIVE_INFINITY;

  @Test
  void softmaxOfManyShapes() {
    for (int columns : SIZES) {
      for (int rows : new int[] {0, 1, 2, 5, 40}) {
        int stride = columns + 1;
        check(
            rows * stride,
            2e-6,
            (p, s, n) -> {
              p.scale(20, s.x(), 0, s.x().length);
              p.softmaxColumns(s.x(), 3, rows, columns, stride);
              return 0;
            });
      }
    }
  }

  @Test
  void sigmoidOfManySizes() {
    check(
        n -> 2e-6,
        (p, s, n) -> {
          p.scale(20, s.x(), 0, s.x().length);
          p.sigmoid(s.x(), 3, n);
          return 0;
        });
  }

  @Test
  void relativeErrorOfTheExponential() {
    int columns = 16;
    for (float z = -87; z <= 0; z += .00731f) {
      float[] two = new float[2 * columns];
      Arrays.fill(two, columns, 2 * columns, z);
      PROVIDER.softmaxColumns(two, 0, 2, columns, columns);
      double e = Math.exp(z);
      assertThat(two[5] * (1 + e)).isCloseTo(1, within(2e-6));
      assertThat(two[columns + 5] / e * (1 + e)).as("exp(%s)", z).isCloseTo(1, within(2e-6));
    }
  }

  @Test
  void relativeErrorOfTheSigmoid() {
    for (float z = -87; z <= 100; z += .0137f) {
      float[] one = new float[16];
      Arrays.fill(one, z);
      PROVIDER.sigmoid(one, 0, 16);
      assertThat(one[3] * (1 + Math.exp(-z))).as("sigmoid(%s)", z).isCloseTo(1, within(2e-6));
    }
  }

  @Test
  void sigmoidOfExtremes() {
    float[] z = {-INF, INF, Float.NaN, -1000, 1000, 0, -0f, -88, Float.MAX_VALUE, -Float.MAX_VALUE};
    float[] many = new float[64];
    for (int i = 0; i < many.length; i++) {
      many[i] = z[i % z.length];
    }
    PROVIDER.sigmoid(many, 0, many.length);
    float[] want = {0, 1, Float.NaN, 0, 1, .5f, .5f, 0, 1, 0};
    for (int i = 0; i < many.length; i++) {
      float expected = want[i % want.length];
      boolean same =
          Float.isNaN(expected) ? Float.isNaN(many[i]) : Math.abs(many[i] - expected) < 1e-37;
      assertThat(same).as("%s gave %s", z[i % z.length], many[i]).isTrue();
    }
  }

  @Test
  void softmaxOfExtremes() {
    int columns = 37;
    float[][] cases = {
      {1, -INF, 1},
      {-INF, -INF, -INF},
      {0, INF, 0},
      {0, Float.NaN, 0},
      {1e30f, -1e30f, 0},
      {3e38f, 3e38f, -3e38f}
    };
    float[][] want = {{.5f, 0, .5f}, nan(), nan(), nan(), {1, 0, 0}, {.5f, .5f, 0}};
    float[] z = new float[3 * columns];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < columns; j++) {
        z[i * columns + j] = cases[j % cases.length][i];
      }
    }
    PROVIDER.softmaxColumns(z, 0, 3, columns, columns);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < columns; j++) {
        assertThat(z[i * columns + j])
            .as("row %d, column %d", i, j)
            .isEqualTo(Float.valueOf(want[j % want.length][i]));
      }
    }
  }

  private static float[] nan() {
    return new float[] {Float.NaN, Float.NaN, Float.NaN};
  }
}
