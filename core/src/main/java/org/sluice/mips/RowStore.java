package org.sluice.mips;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicInteger;
import org.sluice.kernel.Kernels;
import org.sluice.memory.OffHeap;

/**
 * Vectors outside the heap with their ids. The score of a row is its inner product with the query
 * plus its offset, which is {@code -|x|^2 / 2} for the Euclidean metric, where the greatest score
 * is the least distance, and missing for the others. The memory is given back when nobody refers to
 * it any more, so that no reader can lose it under its hands.
 */
final class RowStore {
  private static final AtomicInteger SERIALS = new AtomicInteger();

  private final int serial = SERIALS.incrementAndGet();
  private final int dimension;
  private final Precision precision;
  private final MemorySegment vectors;
  private final Ids ids;
  private final float[] offsets;
  private final Deaths deaths;

  /**
   * @param vectors rows of {@link #strideBytes} bytes
   * @param offsets one a row, or null
   */
  RowStore(int dimension, Precision precision, MemorySegment vectors, Ids ids, float[] offsets) {
    this.dimension = dimension;
    this.precision = precision;
    this.vectors = vectors;
    this.ids = ids;
    this.offsets = offsets;
    this.deaths = new Deaths(ids.rows());
  }

  /** Room for an open end, to be filled by {@link #add}. */
  static RowStore open(int rows, int dimension, MipsConfig config) {
    return allocate(Ids.open(rows), dimension, config);
  }

  /** Room for rows with these ids, to be filled by {@link #set}. */
  static RowStore allocate(Ids ids, int dimension, MipsConfig config) {
    int rows = ids.rows();
    long bytes = rows * strideBytes(dimension, config.precision());
    return new RowStore(
        dimension,
        config.precision(),
        OffHeap.allocate(Math.max(1, bytes), Arena.ofAuto()),
        ids,
        config.metric() == Metric.EUCLIDEAN ? new float[rows] : null);
  }

  /** Bytes a row: rows lie close together, since lines half filled would be read too. */
  static long strideBytes(int dimension, Precision precision) {
    return (long) dimension * precision.bytes();
  }

  int serial() {
    return serial;
  }

  /** Rows, those not yet filled included. */
  int rows() {
    return ids.rows();
  }

  int dimension() {
    return dimension;
  }

  MemorySegment vectors() {
    return vectors;
  }

  long strideBytes() {
    return strideBytes(dimension, precision);
  }

  Precision precision() {
    return precision;
  }

  Ids ids() {
    return ids;
  }

  /** Offsets of the rows, or null where there are none. */
  float[] offsets() {
    return offsets;
  }

  Deaths deaths() {
    return deaths;
  }

  /** Keeps a vector and its id. */
  void add(int row, long id, float[] values) {
    set(row, values, 0);
    ids.set(row, id);
  }

  /** Keeps a vector; one that halves cannot hold exactly is rounded to the nearest. */
  void set(int row, float[] values, int at) {
    float[] kept = values;
    int from = at;
    if (precision == Precision.HALF) {
      short[] halves = new short[dimension];
      for (int i = 0; i < dimension; i++) {
        halves[i] = Float.floatToFloat16(values[at + i]);
      }
      MemorySegment.copy(
          halves, 0, vectors, ValueLayout.JAVA_SHORT, row * strideBytes(), dimension);
      kept = new float[dimension];
      from = 0;
      widen(halves, kept, 0);
    } else {
      MemorySegment.copy(
          values, at, vectors, ValueLayout.JAVA_FLOAT, row * strideBytes(), dimension);
    }
    if (offsets != null) {
      offsets[row] = -.5f * Kernels.dot(kept, from, kept, from, dimension);
    }
  }

  private static void widen(short[] halves, float[] target, int at) {
    for (int i = 0; i < halves.length; i++) {
      target[at + i] = Float.float16ToFloat(halves[i]);
    }
  }

  void get(int row, float[] target, int at) {
    long place = row * strideBytes();
    if (precision == Precision.HALF) {
      short[] halves = new short[dimension];
      MemorySegment.copy(vectors, ValueLayout.JAVA_SHORT, place, halves, 0, dimension);
      widen(halves, target, at);
    } else {
      MemorySegment.copy(vectors, ValueLayout.JAVA_FLOAT, place, target, at, dimension);
    }
  }

  /** Scores {@code rows[0 .. count)}. */
  void scores(float[] query, int[] rows, int count, float[] scores) {
    if (precision == Precision.HALF) {
      short[] halves = new short[dimension];
      float[] values = new float[dimension];
      for (int i = 0; i < count; i++) {
        long place = rows[i] * strideBytes();
        MemorySegment.copy(vectors, ValueLayout.JAVA_SHORT, place, halves, 0, dimension);
        widen(halves, values, 0);
        scores[i] = Kernels.dot(values, 0, query, 0, dimension);
      }
    } else {
      Kernels.gatherDot(vectors, strideBytes(), rows, 0, count, query, 0, dimension, scores, 0);
    }
    if (offsets != null) {
      for (int i = 0; i < count; i++) {
        scores[i] += offsets[rows[i]];
      }
    }
  }

  /** Scores chosen rows and offers those that live. */
  void offer(float[] query, int[] rows, int count, float[] scores, long version, Best best) {
    scores(query, rows, count, scores);
    for (int i = 0; i < count; i++) {
      if (scores[i] >= best.floor() && !deaths.dead(rows[i], version)) {
        best.offer(scores[i], ids.get(rows[i]), this, rows[i]);
      }
    }
  }

  /** Scores rows {@code [0, count)} and offers those that live. */
  void offerAll(float[] query, int count, long version, Best best) {
    int[] rows = new int[Math.min(count, 256)];
    float[] scores = new float[rows.length];
    for (int first = 0; first < count; first += rows.length) {
      int n = Math.min(rows.length, count - first);
      for (int i = 0; i < n; i++) {
        rows[i] = first + i;
      }
      offer(query, rows, n, scores, version, best);
    }
  }

  /** The distance of a row from a query. */
  float distance(int row, float[] query) {
    float[] values = new float[dimension];
    get(row, values, 0);
    double sum = 0;
    for (int i = 0; i < dimension; i++) {
      double difference = (double) values[i] - query[i];
      sum += difference * difference;
    }
    return (float) Math.sqrt(sum);
  }

  long bytes() {
    return vectors.byteSize()
        + ids.bytes()
        + (offsets == null ? 0 : 4L * offsets.length)
        + deaths.bytes();
  }
}
