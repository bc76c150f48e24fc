package org.sluice.bench;

import java.io.IOException;
import org.sluice.index.VectorSource;
import org.sluice.mips.Metric;

/** A search index under comparison. */
interface VectorEngine extends AutoCloseable {
  String name();

  /** Builds the index with two threads. */
  void build(VectorSource vectors, Metric metric) throws IOException;

  /** Bytes of the index with its vectors, in memory or in files that are mapped. */
  long bytes() throws IOException;

  /** How much a search may read, from little to much. */
  int[] efforts();

  /** What an effort is called. */
  String effortName(int effort);

  /** Row numbers of the best k; for one thread. */
  long[] search(float[] query, int k, int effort) throws IOException;

  @Override
  void close() throws IOException;
}
