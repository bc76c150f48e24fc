package org.sluice.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;

/** Runs a kernel and its reference on equal random memory and compares all of that memory. */
final class KernelTestSupport {
  /** The provider that this JVM's flags lead to; each width is a run of its own. */
  static final KernelProvider PROVIDER = Providers.choose();

  static final KernelProvider REFERENCE = new DoubleKernels();

  /** Around every register width, its multiples by 2, 4 and 8, and others. */
  static final int[] SIZES = {
    0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 63, 64, 65, 100, 127, 128, 129, 200, 255,
    256, 257, 383, 513
  };

  /** One rounding, or a few. */
  static final IntToDoubleFunction ELEMENTWISE = n -> 2e-6;

  /** A sum of n terms below 1. */
  static final IntToDoubleFunction SUM = n -> 1e-7 * (n + 16);

  /** A kernel under test; what it returns is compared too. */
  interface Kernel {
    double run(KernelProvider provider, Memory memory, int n);
  }

  /**
   * Three arrays and three segments; kernels start at odd places and rests must stay as they are.
   */
  record Memory(
      float[] x, float[] y, float[] z, MemorySegment a, MemorySegment b, MemorySegment c) {
    static Memory random(int floats, long seed, Arena arena) {
      SplittableRandom random = new SplittableRandom(seed);
      Memory memory =
          new Memory(
              new float[floats],
              new float[floats],
              new float[floats],
              arena.allocate(4L * floats, 64),
              arena.allocate(4L * floats, 64),
              arena.allocate(4L * floats, 64));
      for (float[] array : new float[][] {memory.x, memory.y, memory.z}) {
        fill(array, random, -1);
      }
      for (MemorySegment segment : new MemorySegment[] {memory.a, memory.b, memory.c}) {
        float[] values = new float[floats];
        fill(values, random, segment == memory.c ? 0 : -1); // c is a second moment: not negative
        MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, 0, floats);
      }
      return memory;
    }
  }

  private KernelTestSupport() {}

  static void fill(float[] array, SplittableRandom random, double least) {
    for (int i = 0; i < array.length; i++) {
      array[i] = (float) random.nextDouble(least, 1);
    }
  }

  static void check(IntToDoubleFunction tolerance, Kernel kernel) {
    for (int n : SIZES) {
      check(n, tolerance.applyAsDouble(n), kernel);
    }
  }

  static void check(int n, double tolerance, Kernel kernel) {
    try (Arena arena = Arena.ofConfined()) {
      Memory got = Memory.random(n + 64, n, arena);
      Memory want = Memory.random(n + 64, n, arena);
      double gotResult = kernel.run(PROVIDER, got, n);
      double wantResult = kernel.run(REFERENCE, want, n);
      close(
          "result",
          n,
          new float[] {(float) gotResult},
          new float[] {(float) wantResult},
          tolerance);
      close("x", n, got.x, want.x, tolerance);
      close("y", n, got.y, want.y, tolerance);
      close("z", n, got.z, want.z, tolerance);
      close("a", n, floats(got.a), floats(want.a), tolerance);
      close("b", n, floats(got.b), floats(want.b), tolerance);
      close("c", n, floats(got.c), floats(want.c), tolerance);
    }
  }

  private static float[] floats(MemorySegment segment) {
    return segment.toArray(ValueLayout.JAVA_FLOAT);
  }

  /** Equal up to a share of the wanted value, or of 1 where that is smaller; NaN equals NaN. */
  static void close(String name, int n, float[] got, float[] want, double tolerance) {
    assertThat(got.length).isEqualTo(want.length);
    for (int i = 0; i < got.length; i++) {
      boolean same = Float.compare(got[i], want[i]) == 0;
      if (!same
          && !(Math.abs((double) got[i] - want[i]) <= tolerance * Math.max(1, Math.abs(want[i])))) {
        throw new AssertionError(
            "%s: %s[%d] is %s, not %s, at n = %d"
                .formatted(PROVIDER.describe(), name, i, got[i], want[i], n));
      }
    }
  }
}
