package org.sluice.bench;

import java.util.Locale;
import java.util.SplittableRandom;
import org.sluice.hash.FastSimHash;
import org.sluice.index.HashTables;
import org.sluice.index.TableOptions;
import org.sluice.index.VectorSource;
import org.sluice.memory.FloatRows;
import org.sluice.mips.Vectors;

/**
 * Times the rebuild of all hash tables over 670,091 vectors of 128 values (K = 9, L = 50), first in
 * a fresh JVM, then again and again.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Xmx2g \
 *     -cp bench/target/sluice-bench-0.1.0.jar org.sluice.bench.TableRebuild 2
 * </pre>
 *
 * The argument is the number of threads.
 */
public final class TableRebuild {
  private static final int ROWS = 670_091;
  private static final int DIMENSION = 128;
  private static final int TIMES = 6;

  private TableRebuild() {}

  /** Prints a line for each rebuild. */
  public static void main(String[] args) {
    int threads = args.length > 0 ? Integer.parseInt(args[0]) : 2;
    try (FloatRows rows = FloatRows.allocate(ROWS, DIMENSION)) {
      SplittableRandom random = new SplittableRandom(1);
      float[] vector = new float[DIMENSION];
      for (int row = 0; row < ROWS; row++) {
        for (int j = 0; j < DIMENSION; j++) {
          vector[j] = random.nextFloat() - .5f;
        }
        rows.set(row, vector, 0);
      }
      VectorSource source = Vectors.of(rows);
      for (int time = 0; time < TIMES; time++) {
        long start = System.nanoTime();
        HashTables tables =
            HashTables.build(
                new FastSimHash(DIMENSION, 9, 50, time),
                source,
                TableOptions.ofCapacity(128),
                threads);
        System.out.printf(
            Locale.ROOT,
            "%s: %.2f s, %.1f MB%n",
            time == 0 ? "cold" : "warm",
            (System.nanoTime() - start) / 1e9,
            tables.bytes() / 1e6);
      }
    }
  }
}
