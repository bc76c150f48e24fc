package org.sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GemmTest {
  /** Rows around the tile, columns around registers and panels, depths around the packed block. */
  private static final int[] M = {0, 1, 3, 4, 5, 15, 16, 18};

  private static final int[] N = {0, 1, 2, 3, 7, 8, 9, 16, 17, 31, 33, 50, 63, 64, 65, 112, 130};
  private static final int[] K = {0, 1, 2, 5, 64, 127, 130, 300};

  @Test
  void everyTailOfEveryDimension() {
    SplittableRandom random = new SplittableRandom(3);
    for (int m : M) {
      for (int n : N) {
        for (int k : K) {
          check(m, n, k, random);
        }
      }
    }
  }

  @Test
  void withoutAccumulationOldValuesDoNotMatter() {
    float[] c = new float[20 * 70];
    Arrays.fill(c, Float.NaN);
    KernelTestSupport.PROVIDER.gemm(
        20, 70, 3, new float[60], 0, 3, 1, new float[210], 0, 70, c, 0, 70, false);
    assertThat(c).containsOnly(0f);
  }

  private static void check(int m, int n, int k, SplittableRandom random) {
    boolean transposed = random.nextBoolean();
    boolean accumulate = random.nextBoolean();
    int aStride = (transposed ? m : k) + random.nextInt(3);
    int bStride = n + random.nextInt(3);
    int cStride = n + random.nextInt(3);
    float[] a = values((transposed ? k : m) * aStride + 2, random);
    float[] b = values(k * bStride + 3, random);
    float[] got = values(m * cStride + 4, random);
    float[] want = got.clone();
    int row = transposed ? 1 : aStride;
    int column = transposed ? aStride : 1;
    KernelProvider[] providers = {KernelTestSupport.PROVIDER, KernelTestSupport.REFERENCE};
    float[][] results = {got, want};
    for (int i = 0; i < 2; i++) {
      providers[i].gemm(
          m, n, k, a, 2, row, column, b, 3, bStride, results[i], 4, cStride, accumulate);
    }
    String name = "c of m=%d k=%d transposed=%s".formatted(m, k, transposed);
    KernelTestSupport.close(name, n, got, want, 1e-7 * (k + 16));
  }

  private static float[] values(int length, SplittableRandom random) {
    float[] values = new float[length];
    KernelTestSupport.fill(values, random, -1);
    return values;
  }
}
