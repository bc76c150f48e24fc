package org.sluice.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.sluice.kernel.Kernels;

/** What happens to single rows of weights outside the heap, here in the first-level cache. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RowBenchmark {
  private static final int LINE_BYTES = 64;

  /** Floats a row. */
  @Param({"128", "300"})
  public int width;

  private Arena arena;
  private MemorySegment weights;
  private MemorySegment firstMoments;
  private MemorySegment secondMoments;
  private float[] gradient;

  /** Allocates the rows. */
  @Setup
  public void allocate() {
    arena = Arena.ofShared();
    weights = row();
    firstMoments = row();
    secondMoments = row();
    gradient = Random.floats(width);
  }

  /** Frees the rows. */
  @TearDown
  public void free() {
    arena.close();
  }

  /** One Adam step. */
  @Benchmark
  public MemorySegment adam() {
    Kernels.adam(
        weights,
        0,
        firstMoments,
        0,
        secondMoments,
        0,
        gradient,
        0,
        1f,
        1e-3f,
        0.9f,
        0.999f,
        1e-8f,
        width);
    return weights;
  }

  /** One Adagrad step. */
  @Benchmark
  public MemorySegment adagrad() {
    Kernels.adagrad(weights, 0, secondMoments, 0, gradient, 0, 1f, 1e-3f, 1e-8f, width);
    return weights;
  }

  /** Inner product of a row and an array. */
  @Benchmark
  public float dot() {
    return Kernels.dot(weights, 0, gradient, 0, width);
  }

  /** A row takes a step of plain gradient descent. */
  @Benchmark
  public MemorySegment axpyInto() {
    Kernels.axpyInto(1e-3f, gradient, 0, weights, 0, width);
    return weights;
  }

  private MemorySegment row() {
    return arena.allocate((long) width * Float.BYTES, LINE_BYTES);
  }
}
