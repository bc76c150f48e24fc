package org.sluice.bench;

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
import org.openjdk.jmh.annotations.Warmup;
import org.sluice.kernel.Kernels;

/**
 * The three matrix products of the label layer for one batch: scores, gradient of the hidden
 * vectors, gradient of the label rows. One call is {@code 2 * active * batch * hidden} operations:
 * 134 million at the defaults, so a call of 2.7 ms is 50 GFLOP/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class GemmBenchmark {
  /** Labels whose rows take part. */
  @Param({"2048"})
  public int active;

  /** Rows a batch. */
  @Param({"256"})
  public int batch;

  /** Length of a hidden vector. */
  @Param({"128"})
  public int hidden;

  private float[] labels;
  private float[] inputs;
  private float[] scores;

  /** Fills the matrices. */
  @Setup
  public void fill() {
    labels = Random.floats(active * hidden);
    inputs = Random.floats(hidden * batch);
    scores = Random.floats(active * batch);
  }

  /** Scores, active x batch: label rows times hidden vectors stored by columns. */
  @Benchmark
  public float[] scores() {
    Kernels.gemm(
        active, batch, hidden, labels, 0, hidden, 1, inputs, 0, batch, scores, 0, batch, false);
    return scores;
  }

  /** Gradient of the hidden vectors, hidden x batch: label rows transposed times errors. */
  @Benchmark
  public float[] hiddenGradient() {
    Kernels.gemm(
        hidden, batch, active, labels, 0, 1, hidden, scores, 0, batch, inputs, 0, batch, false);
    return inputs;
  }

  /** Gradient of the label rows, active x hidden: errors times hidden vectors stored by rows. */
  @Benchmark
  public float[] labelGradient() {
    Kernels.gemm(
        active, hidden, batch, scores, 0, batch, 1, inputs, 0, hidden, labels, 0, hidden, false);
    return labels;
  }
}
