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
import org.sluice.hash.DensifiedWta;
import org.sluice.hash.FastSimHash;
import org.sluice.hash.HashFamily;
import org.sluice.hash.SparseSimHash;

/** Codes of one dense vector: what a rebuild pays for every label. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class HashBenchmark {
  private static final int HASHES = 9;
  private static final int TABLES = 50;
  private static final double DENSITY = 1.0 / 3;
  private static final long SEED = 1;

  /** Kinds of hash functions. */
  public enum Kind {
    /** Signs of sparse projections. */
    SPARSE_SIMHASH,
    /** Signs after a fast transform. */
    FAST_SIMHASH,
    /** Winner takes all within bins. */
    DENSIFIED_WTA
  }

  /** Which family. */
  @Param public Kind kind;

  /** Length of the vector. */
  @Param({"128"})
  public int dimension;

  private HashFamily.Hasher hasher;
  private float[] vector;
  private int[] codes;

  /** Builds the family. */
  @Setup
  public void build() {
    HashFamily family =
        switch (kind) {
          case SPARSE_SIMHASH -> new SparseSimHash(dimension, HASHES, TABLES, DENSITY, SEED);
          case FAST_SIMHASH -> new FastSimHash(dimension, HASHES, TABLES, SEED);
          case DENSIFIED_WTA -> new DensifiedWta(dimension, HASHES, TABLES, SEED);
        };
    hasher = family.newHasher();
    vector = Random.floats(dimension);
    codes = new int[family.l()];
  }

  /** All codes of the vector. */
  @Benchmark
  public int[] hash() {
    hasher.hash(vector, 0, codes);
    return codes;
  }
}
