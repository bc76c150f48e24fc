package org.sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The facade refuses ranges that leave their memory, and refuses before it writes. */
class KernelsTest {
  private static final float[] X = new float[40];
  private static final float[] Y = new float[40];

  private static void refuses(ThrowingCallable... calls) {
    for (int i = 0; i < calls.length; i++) {
      assertThatThrownBy(calls[i])
          .as("call %d", i)
          .isInstanceOf(IndexOutOfBoundsException.class)
          .message()
          .isNotBlank();
    }
    assertThat(X).containsOnly(0);
    assertThat(Y).containsOnly(0);
  }

  @Test
  void arrays() {
    for (int[] bad : new int[][] {{-1, 4}, {0, 41}, {40, 1}, {0, -1}, {Integer.MAX_VALUE, 40}}) {
      int o = bad[0];
      int n = bad[1];
      refuses(
          () -> Kernels.add(1, X, o, n),
          () -> Kernels.scale(1, X, o, n),
          () -> Kernels.sum(X, o, n),
          () -> Kernels.maxAbs(X, o, n),
          () -> Kernels.isFinite(X, o, n),
          () -> Kernels.sigmoid(X, o, n),
          () -> Kernels.dot(X, o, Y, 0, n),
          () -> Kernels.dot(Y, 0, X, o, n),
          () -> Kernels.axpy(1, X, o, Y, 0, n),
          () -> Kernels.axpy(1, Y, 0, X, o, n),
          () -> Kernels.multiply(X, o, Y, 0, n),
          () -> Kernels.multiply(X, 0, Y, o, n),
          () -> Kernels.hadamard(X, o, n));
    }
  }

  @Test
  void segments() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment s = arena.allocate(160);
      MemorySegment t = arena.allocate(160);
      for (long[] bad : new long[][] {{-4, 4}, {0, 41}, {4, 40}, {158, 1}, {Long.MAX_VALUE, 1}}) {
        long o = bad[0];
        int n = (int) bad[1];
        refuses(
            () -> Kernels.axpy(1, s, o, Y, 0, n),
            () -> Kernels.dot(s, o, Y, 0, n),
            () -> Kernels.axpyInto(1, Y, 0, s, o, n),
            () -> Kernels.adam(s, o, t, 0, t, 0, Y, 0, 1, 1, 0, 0, 1, n),
            () -> Kernels.adam(t, 0, s, o, t, 0, Y, 0, 1, 1, 0, 0, 1, n),
            () -> Kernels.adam(t, 0, t, 0, s, o, Y, 0, 1, 1, 0, 0, 1, n),
            () -> Kernels.adagrad(s, o, t, 0, Y, 0, 1, 1, 1, n),
            () -> Kernels.adagrad(t, 0, s, o, Y, 0, 1, 1, 1, n));
      }
      refuses(() -> Kernels.adam(s, 0, t, 0, t, 0, Y, 20, 1, 1, 0, 0, 1, 21));
      assertThat(s.toArray(ValueLayout.JAVA_FLOAT)).containsOnly(0);
    }
  }

  @Test
  void matrices() {
    List<ThrowingCallable> calls = new ArrayList<>();
    int[][] bad = {
      // m, n, k, ao, ar, ac, bo, bs, co, cs of arrays of 40
      {-1, 4, 4, 0, 4, 1, 0, 4, 0, 4},
      {4, -1, 4, 0, 4, 1, 0, 4, 0, 4},
      {4, 4, -1, 0, 4, 1, 0, 4, 0, 4},
      {4, 4, 4, 25, 4, 1, 0, 4, 0, 4},
      {4, 4, 4, -1, 4, 1, 0, 4, 0, 4},
      {4, 4, 4, 0, 13, 1, 0, 4, 0, 4},
      {4, 4, 4, 0, -4, 1, 0, 4, 0, 4},
      {4, 4, 4, 0, 1, 13, 0, 4, 0, 4},
      {4, 4, 4, 0, 4, 1, 25, 4, 0, 4},
      {4, 4, 4, 0, 4, 1, 0, 13, 0, 4},
      {4, 4, 4, 0, 4, 1, 0, 4, 25, 4},
      {4, 4, 4, 0, 4, 1, 0, 4, 0, 13},
      {2, 2, 2, 0, Integer.MAX_VALUE, 1, 0, 4, 0, 4},
      {2, 2, Integer.MAX_VALUE, 0, 1, Integer.MAX_VALUE, 0, 4, 0, 4},
    };
    for (int[] v : bad) {
      calls.add(
          () ->
              Kernels.gemm(
                  v[0], v[1], v[2], Y, v[3], v[4], v[5], Y, v[6], v[7], X, v[8], v[9], true));
    }
    calls.add(() -> Kernels.softmaxColumns(X, 0, 3, 14, 14));
    calls.add(() -> Kernels.softmaxColumns(X, 0, -3, 2, 2));
    refuses(calls.toArray(ThrowingCallable[]::new));
  }

  @Test
  void rowNumbers() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment s = arena.allocate(10 * 64);
      for (int[] ids : new int[][] {{0, -1}, {0, 10}, {0, Integer.MAX_VALUE}, {0}}) {
        refuses(
            () -> Kernels.gather(s, 64, ids, 0, 2, 16, X, 0, 16),
            () -> Kernels.gatherSum(s, 64, ids, Y, 0, 2, X, 0, 16),
            () -> Kernels.gatherDot(s, 64, ids, 0, 2, Y, 0, 16, X, 0),
            () -> Kernels.gatherDotBytes(s, 64, ids, 0, 2, Y, 0, 16, X, 0));
      }
      int[] ids = {0, 9};
      refuses(
          () -> Kernels.gather(s, 64, ids, 0, 2, 17, X, 0, 17),
          () -> Kernels.gather(s, 64, ids, 0, 2, 16, X, 9, 16),
          () -> Kernels.gather(s, -64, ids, 0, 2, 16, X, 0, 16),
          () -> Kernels.gatherSum(s, 64, ids, Y, 0, 2, X, 30, 16),
          () -> Kernels.gatherDot(s, 64, ids, 0, 2, Y, 30, 16, X, 0),
          () -> Kernels.gatherDot(s, 64, ids, 0, 2, Y, 0, 16, X, 39),
          () -> Kernels.gatherDotBytes(s, 64, ids, 0, 2, Y, 0, 65, X, 0),
          () -> Kernels.gatherDotBytes(s, 64, ids, 0, 2, Y, 30, 16, X, 0),
          () -> Kernels.gatherDotBytes(s, 64, ids, 0, 2, Y, 0, 16, X, 39),
          () -> Kernels.gatherSum(s, 64, ids, new float[1], 0, 2, X, 0, 16));
    }
  }

  @Test
  void lastRowAndEmptyRangesAreLegal() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment s = arena.allocate(3 * 64);
      Kernels.gather(s, 64, new int[] {2}, 0, 1, 16, new float[16], 0, 16);
      Kernels.axpy(1, s, 192, X, 40, 0);
      assertThat(Kernels.sum(X, 40, 0)).isZero();
      Kernels.gemm(0, 5, 5, X, 0, 5, 1, X, 0, 5, Y, 0, 5, false);
      Kernels.gemm(1, 40, 0, X, 0, 0, 1, X, 40, 40, new float[40], 0, 40, false);
    }
  }

  @Test
  void transformsHaveALengthOfAPowerOfTwo() {
    assertThatThrownBy(() -> Kernels.hadamard(X, 0, 12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("power of two, not 12");
  }

  @Test
  void memoryGivenBackIsNotTouched() {
    Arena arena = Arena.ofShared();
    MemorySegment s = arena.allocate(160);
    arena.close();
    assertThatThrownBy(() -> Kernels.dot(s, 0, X, 0, 40)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Kernels.axpyInto(1, X, 0, s, 0, 40))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void closingMemoryUnderAKernelEndsTheKernelNotTheProcess() throws Exception {
    int[] ids = new SplittableRandom(1).ints(500, 0, 10_000).toArray();
    float[] values = new float[500];
    for (int round = 0; round < 5; round++) {
      Arena arena = Arena.ofShared();
      MemorySegment s = arena.allocate(10_000 * 512L);
      AtomicReference<Throwable> end = new AtomicReference<>();
      CountDownLatch running = new CountDownLatch(1);
      Thread reader =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      float[] y = new float[128];
                      while (true) {
                        Kernels.gatherSum(s, 512, ids, values, 0, 500, y, 0, 128);
                        Kernels.axpyInto(1, y, 0, s, 0, 128);
                        running.countDown();
                      }
                    } catch (Throwable e) {
                      end.set(e);
                    }
                  });
      running.await();
      Thread.sleep(30);
      arena.close();
      reader.join(10_000);
      assertThat(end.get()).isInstanceOf(IllegalStateException.class);
    }
  }
}
