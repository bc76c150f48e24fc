package org.sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.kernel.KernelTestSupport.ELEMENTWISE;
import static org.sluice.kernel.KernelTestSupport.PROVIDER;
import static org.sluice.kernel.KernelTestSupport.SIZES;
import static org.sluice.kernel.KernelTestSupport.SUM;
import static org.sluice.kernel.KernelTestSupport.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KernelProviderTest {
  @Test
  void axpyOfArrays() {
    check(ELEMENTWISE, (p, s, n) -> run(() -> p.axpy(.7f, s.x(), 3, s.y(), 5, n)));
  }

  @Test
  void axpyFromSegment() {
    check(ELEMENTWISE, (p, s, n) -> run(() -> p.axpy(-.7f, s.a(), 12, s.y(), 5, n)));
  }

  @Test
  void axpyIntoSegment() {
    check(ELEMENTWISE, (p, s, n) -> run(() -> p.axpyInto(.3f, s.x(), 1, s.a(), 20, n)));
  }

  @Test
  void segmentsNeedNoAlignment() {
    float[] values = new float[100];
    KernelTestSupport.fill(values, new SplittableRandom(2), -1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment odd = arena.allocate(500).asSlice(1);
      MemorySegment.copy(values, 0, odd, ScalarKernels.FLOAT, 2, 100);
      PROVIDER.axpyInto(2, values, 0, odd, 2, 100);
      float[] out = new float[100];
      MemorySegment.copy(odd, ScalarKernels.FLOAT, 2, out, 0, 100);
      KernelTestSupport.REFERENCE.scale(3, values, 0, 100);
      KernelTestSupport.close("odd", 100, out, values, 2e-6);
    }
  }

  @Test
  void dotOfArrays() {
    check(SUM, (p, s, n) -> p.dot(s.x(), 1, s.y(), 2, n));
  }

  @Test
  void dotWithSegment() {
    check(SUM, (p, s, n) -> p.dot(s.a(), 4, s.y(), 2, n));
  }

  @Test
  void sum() {
    check(SUM, (p, s, n) -> p.sum(s.x(), 7, n));
  }

  @Test
  void addAndScaleAndMultiply() {
    check(ELEMENTWISE, (p, s, n) -> run(() -> p.add(2.5f, s.x(), 7, n)));
    check(ELEMENTWISE, (p, s, n) -> run(() -> p.scale(2.5f, s.x(), 7, n)));
    check(ELEMENTWISE, (p, s, n) -> run(() -> p.multiply(s.x(), 7, s.y(), 3, n)));
  }

  @Test
  void adam() {
    check(
        ELEMENTWISE,
        (p, s, n) ->
            run(
                () ->
                    p.adam(
                        s.a(), 64, s.b(), 4, s.c(), 8, s.x(), 3, .5f, .01f, .9f, .999f, 1e-3f, n)));
  }

  @Test
  void adagrad() {
    check(
        ELEMENTWISE,
        (p, s, n) -> run(() -> p.adagrad(s.a(), 64, s.c(), 4, s.x(), 3, .5f, .01f, 1e-3f, n)));
  }

  @Test
  void maxAbs() {
    check(n -> 0, (p, s, n) -> p.maxAbs(s.x(), 3, n));
  }

  @Test
  void oneBadValueAnywhereIsSeen() {
    for (int n : new int[] {1, 17, 40, 100}) {
      float[] x = new float[n];
      assertThat(PROVIDER.isFinite(x, 0, n)).isTrue();
      Arrays.fill(x, -Float.MAX_VALUE);
      assertThat(PROVIDER.isFinite(x, 0, n)).isTrue();
      for (int i = 0; i < n; i++) {
        for (float bad :
            new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
          float old = x[i];
          x[i] = bad;
          assertThat(PROVIDER.isFinite(x, 0, n)).isFalse();
          assertThat(PROVIDER.maxAbs(x, 0, n)).isEqualTo(Float.valueOf(Math.abs(bad)));
          x[i] = old;
        }
      }
    }
  }

  @Test
  void rotate() {
    for (int n = 1; n <= 1024; n *= 2) {
      check(n, 2e-7 * n, (p, s, size) -> run(() -> p.rotate(s.x(), 5, s.y(), 3, s.z(), 7, size)));
      check(n, 2e-7 * n, (p, s, size) -> run(() -> p.rotate(s.x(), 5, s.y(), 3, s.x(), 5, size)));
    }
  }

  @Test
  void signs() {
    for (int n : KernelTestSupport.SIZES) {
      float[] x = new float[n + 9];
      KernelTestSupport.fill(x, new SplittableRandom(n), -1);
      for (int i = 0; i < x.length; i += 5) {
        x[i] = new float[] {0f, -0f, Float.NaN, Float.NEGATIVE_INFINITY}[i % 4];
      }
      long[] got = new long[n / 64 + 2];
      long[] want = new long[n / 64 + 2];
      Arrays.fill(got, -1);
      Arrays.fill(want, -1);
      PROVIDER.signs(x, 4, n, got);
      KernelTestSupport.REFERENCE.signs(x, 4, n, want);
      assertThat(got).as("n = %d", n).isEqualTo(want);
    }
  }

  @Test
  void winners() {
    SplittableRandom random = new SplittableRandom(8);
    for (int n : new int[] {0, 1, 3, 8, 16, 32, 33, 64}) {
      for (int size : new int[] {1, 2, 5, 8}) {
        int[] members = random.ints(7L * size, 0, 20).toArray();
        float[] x = new float[20 * (n + 2)];
        for (int i = 0; i < x.length; i++) {
          // Few values, so that there are ties.
          x[i] = random.nextInt(9) == 0 ? Float.NEGATIVE_INFINITY : random.nextInt(-4, 4);
        }
        float[][] best = new float[2][7 * n + 1];
        int[][] places = new int[2][7 * n + 1];
        PROVIDER.winners(x, n + 2, members, 7, size, n, best[0], places[0]);
        KernelTestSupport.REFERENCE.winners(x, n + 2, members, 7, size, n, best[1], places[1]);
        assertThat(best[0]).isEqualTo(best[1]);
        assertThat(places[0]).isEqualTo(places[1]);
      }
    }
  }

  @Test
  void hadamard() {
    for (int n = 1; n <= 1024; n *= 2) {
      check(n, 2e-7 * n, (p, s, size) -> run(() -> p.hadamard(s.x(), 5, size)));
    }
  }

  @Test
  void hadamardTwiceIsTheLengthTimesTheInput() {
    float[] x = new float[256];
    for (int i = 0; i < x.length; i++) {
      x[i] = i % 7 - 3; // whole numbers, so that sums are exact
    }
    float[] twice = x.clone();
    PROVIDER.hadamard(twice, 0, 256);
    PROVIDER.hadamard(twice, 0, 256);
    PROVIDER.scale(1f / 256, twice, 0, 256);
    assertThat(twice).isEqualTo(x);
  }

  @Test
  void gatherCopiesRows() {
    int[] rows = {9, 2, 2, 0, 5, 1};
    for (int columns : SIZES) {
      int stride = columns + 3;
      check(
          stride * 12,
          0,
          (p, s, n) ->
              run(() -> p.gather(s.a(), 4L * stride, rows, 1, 4, columns, s.x(), 2, columns + 1)));
    }
  }

  @Test
  void gatherSumIsASparseRowTimesAMatrix() {
    SplittableRandom random = new SplittableRandom(1);
    for (int columns : SIZES) {
      int stride = columns + 3;
      for (int count : new int[] {0, 1, 2, 30}) {
        int[] indices = random.ints(count + 2, 0, 10).toArray();
        check(
            stride * 12,
            1e-7 * (count + 16),
            (p, s, n) ->
                run(
                    () ->
                        p.gatherSum(
                            s.a(), 4L * stride, indices, s.y(), 2, count, s.x(), 1, columns)));
      }
    }
  }

  @Test
  void gatherDotIsARowOfInnerProducts() {
    int[] rows = {9, 2, 2, 0, 5, 1};
    for (int columns : SIZES) {
      int stride = columns + 3;
      check(
          stride * 12,
          SUM.applyAsDouble(columns),
          (p, s, n) ->
              run(() -> p.gatherDot(s.a(), 4L * stride, rows, 1, 5, s.y(), 2, columns, s.x(), 7)));
    }
  }

  @Test
  void gatherDotBytesIsARowOfInnerProducts() {
    int[] rows = {9, 2, 2, 0, 5, 1};
    for (int columns : SIZES) {
      int stride = columns + 3;
      check(
          stride * 12,
          128 * SUM.applyAsDouble(columns),
          (p, s, n) ->
              run(() -> p.gatherDotBytes(s.a(), stride, rows, 1, 5, s.y(), 2, columns, s.x(), 7)));
    }
  }

  @Test
  void sumsAreTheSameBeforeAndAfterCompilation() {
    float[] x = new float[133];
    KernelTestSupport.fill(x, new SplittableRandom(5), -1);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
      float dot = PROVIDER.dot(x, 0, x, 0, 133);
      float segmentDot = PROVIDER.dot(segment, 0, x, 0, 133);
      float sum = PROVIDER.sum(x, 0, 133);
      for (int i = 0; i < 30_000; i++) {
        assertThat(PROVIDER.dot(x, 0, x, 0, 133) == dot).isTrue();
        assertThat(PROVIDER.dot(segment, 0, x, 0, 133) == segmentDot).isTrue();
        assertThat(PROVIDER.sum(x, 0, 133) == sum).isTrue();
      }
    }
  }

  private static double run(Runnable kernel) {
    kernel.run();
    return 0;
  }
}
