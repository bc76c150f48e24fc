package org.sluice.mips;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
import java.util.function.IntToLongFunction;
import org.sluice.index.VectorSource;
import org.sluice.parallel.Tasks;

/**
 * A search index over dense vectors: the k best by inner product, cosine or Euclidean distance.
 *
 * <pre>{@code
 * float[][] vectors = {{1, 0}, {.8f, .6f}, {0, 1}};
 * MipsIndex index = MipsIndex.build(Vectors.of(vectors), MipsConfig.of(Metric.COSINE), 1);
 * Hits hits = index.search(new float[] {2, 1}, 2); // ids 1 and 0
 * index.add(7, new float[] {2, 1.1f});
 * index.remove(0);
 * index.save(Path.of("vectors.index"));
 * MipsIndex mapped = MipsIndex.open(Path.of("vectors.index"));
 * }</pre>
 *
 * <p>Safe for any number of threads. Searches take no lock and never wait: each sees the index as
 * it was when the search began, whole changes only. Changes take turns; an addition is usually
 * quick, but one that finds a part of the index full pays for merging it with others. Memory lies
 * outside the heap and is given back when the index and all that still reads it are gone.
 *
 * <p>A change that throws, for want of memory or because its input is wrong, has changed nothing
 * that can be seen and may be tried again. A merge that fails does not fail the change that began
 * it: it is logged as a warning, the parts stay as they are, and merging is tried again when the
 * next part is full. An index has at most 536,870,912 vectors.
 *
 * <p>Distances are found by inner products: an error of about {@code 1e-7 |x|^2} of the squared
 * distance may swap vectors that are equally near; the distances reported are computed directly.
 */
public final class MipsIndex {
  private final MipsConfig config;
  private final int dimension;
  private final IndexWriter writer;

  /** The file that segments lie in, or null where all is in memory. */
  private final MappedFile mapped;

  private volatile Snapshot current;

  MipsIndex(
      MipsConfig config, int dimension, List<Segment> segments, int threads, MappedFile mapped) {
    this.mapped = mapped;
    this.config = config;
    this.dimension = dimension;
    IndexWriter.Parts parts = IndexWriter.Parts.of(config, dimension, threads);
    int live = 0;
    for (Segment segment : segments) {
      live = Math.addExact(live, segment.store().rows() - segment.store().deaths().count());
    }
    // Version 0 is for tuning; what a file says is dead died in version 1.
    current = new Snapshot(1, List.copyOf(segments), RowStore.open(0, dimension, config), 0, live);
    writer = new IndexWriter(config, dimension, current, parts, next -> current = next);
  }

  /** An index without vectors. */
  public static MipsIndex empty(int dimension, MipsConfig config, int threads) {
    checkShape(dimension, threads);
    return new MipsIndex(config, dimension, List.of(), threads, null);
  }

  /**
   * An index of vectors whose ids are their row numbers.
   *
   * @param vectors at least one; read several times, by all threads; values finite
   * @param threads threads to use, now and when segments are merged, at least 1
   * @throws IllegalArgumentException if there is no vector, there are more than 536,870,912, or a
   *     value is not finite
   */
  public static MipsIndex build(VectorSource vectors, MipsConfig config, int threads) {
    return build(vectors, null, null, config, threads);
  }

  /**
   * An index of vectors.
   *
   * @param ids the vectors' ids, at least 0, all different; null for row numbers
   * @param queries such as will be asked, to measure with what the wanted recall needs; null to
   *     measure with vectors of the index
   * @throws IllegalArgumentException if there is no vector, there are more than 536,870,912, a
   *     value is not finite, ids or queries do not fit the vectors
   */
  public static MipsIndex build(
      VectorSource vectors, long[] ids, VectorSource queries, MipsConfig config, int threads) {
    Objects.requireNonNull(config, "config");
    int dimension = vectors.dimension();
    checkShape(dimension, threads);
    if (vectors.rows() < 1) {
      throw new IllegalArgumentException("there must be at least one vector: 0");
    }
    LongMap.check(vectors.rows());
    if (ids != null) {
      checkIds(ids, vectors.rows());
    }
    IntToLongFunction idOf = ids == null ? row -> row : row -> ids[row];
    float[][] sample = queries == null ? null : sample(queries, dimension, config.metric());
    Segment segment = new SegmentBuilder(vectors, idOf, config, sample, threads).build();
    return new MipsIndex(config, dimension, List.of(segment), threads, null);
  }

  private static void checkShape(int dimension, int threads) {
    if (dimension < 1 || dimension > 1 << 16) {
      throw new IllegalArgumentException("dimension must be from 1 to 65536: " + dimension);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1: " + threads);
    }
  }

  private static void checkIds(long[] ids, int rows) {
    if (ids.length != rows) {
      throw new IllegalArgumentException(
          "ids must be one for each of " + rows + " vectors: " + ids.length);
    }
    LongMap seen = new LongMap(rows);
    for (int row = 0; row < rows; row++) {
      checkId(ids[row]);
      long before = seen.get(ids[row]);
      if (before >= 0) {
        throw new IllegalArgumentException(
            "id " + ids[row] + " must be given to one vector only: to " + before + " and " + row);
      }
      seen.put(ids[row], row);
    }
  }

  private static void checkId(long id) {
    if (id < 0) {
      throw new IllegalArgumentException("id must be at least 0: " + id);
    }
  }

  private static float[][] sample(VectorSource queries, int dimension, Metric metric) {
    checkDimension("queries", queries.dimension(), dimension);
    int count = Math.min(queries.rows(), 200);
    float[][] sample = new float[count][dimension];
    for (int q = 0; q < count; q++) {
      int row = (int) ((long) q * queries.rows() / count);
      queries.copy(row, sample[q], 0);
      Query.prepare(sample[q], 0, dimension, metric, "query", row);
    }
    return sample;
  }

  private static void checkDimension(String what, int length, int dimension) {
    if (length != dimension) {
      throw new IllegalArgumentException(
          what + " must have the index's dimension " + dimension + ": " + length);
    }
  }

  /**
   * Maps an index file and checks it whole. Changes stay in memory until they are saved. The file
   * may be replaced, by saving or renaming, but must not be cut or written in place: a search or a
   * change that finds it shorter throws {@link IllegalStateException}, and one during which it is
   * cut can end the process. Where that is to be feared, {@link #load} it.
   *
   * @throws MipsFormatException if the file is not a whole, unaltered index
   */
  public static MipsIndex open(Path file) throws IOException {
    return IndexFile.read(file, true);
  }

  /**
   * Reads an index file into memory and checks it whole.
   *
   * @throws MipsFormatException if the file is not a whole, unaltered index
   */
  public static MipsIndex load(Path file) throws IOException {
    return IndexFile.read(file, false);
  }

  /**
   * Saves the index as it is now. The file is written beside its place and renamed when it is whole
   * and on the disk: a reader, or a crash, finds the old file or the new one. Index files that are
   * mapped may be replaced so.
   */
  public void save(Path file) throws IOException {
    checkMapping();
    IndexFile.write(file, config, dimension, current);
  }

  /**
   * The best vectors for a query, with the effort that the wanted recall needs.
   *
   * @param k answers wanted, at least 1; there are fewer where the index has fewer vectors, or
   *     where hash tables find fewer
   * @throws IllegalArgumentException if the query's length is wrong or a value is not finite
   */
  public Hits search(float[] query, int k) {
    return search(query, k, Effort.TUNED);
  }

  /** The best vectors for a query. */
  public Hits search(float[] query, int k, Effort effort) {
    checkDimension("query", query.length, dimension);
    return search(query.clone(), 0, k, effort);
  }

  /** Searches with values that may be scaled in place. */
  private Hits search(float[] values, long row, int k, Effort effort) {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1: " + k);
    }
    Query.prepare(values, 0, dimension, config.metric(), "query", row);
    checkMapping();
    Snapshot snapshot = current;
    Best best = new Best(Math.min(k, snapshot.live()));
    if (snapshot.live() > 0) {
      snapshot.search(values, k, effort, best);
    }
    return best.hits(config.metric(), values);
  }

  private void checkMapping() {
    if (mapped != null) {
      mapped.check();
    }
  }

  /**
   * Searches for many queries.
   *
   * @param threads threads to use, at least 1
   * @return the answers of each query
   */
  public Hits[] searchAll(VectorSource queries, int k, Effort effort, int threads) {
    checkDimension("queries", queries.dimension(), dimension);
    checkShape(dimension, threads);
    Hits[] all = new Hits[queries.rows()];
    Tasks.run(
        threads,
        (all.length + 15) / 16,
        () -> {
          float[] query = new float[dimension];
          return (IntConsumer)
              block -> {
                for (int q = 16 * block; q < Math.min(all.length, 16 * block + 16); q++) {
                  queries.copy(q, query, 0);
                  all[q] = search(query, q, k, effort);
                }
              };
        });
    return all;
  }

  /**
   * Adds a vector.
   *
   * @param id at least 0, not in the index
   * @throws IllegalArgumentException if the id is there already, the vector does not fit, or the
   *     index is full
   */
  public void add(long id, float[] vector) {
    checkId(id);
    checkDimension("vector", vector.length, dimension);
    checkMapping();
    writer.add(id, vector, false);
  }

  /** Adds a vector, or replaces the one with this id: no search sees both, or neither. */
  public void put(long id, float[] vector) {
    checkId(id);
    checkDimension("vector", vector.length, dimension);
    checkMapping();
    writer.add(id, vector, true);
  }

  /** Removes a vector and says whether it was there. */
  public boolean remove(long id) {
    checkMapping();
    return writer.remove(id);
  }

  /** Whether there is a vector with this id. Waits for a change that is under way. */
  public boolean contains(long id) {
    return writer.contains(id);
  }

  /**
   * Makes one segment of all that is there. Takes as long as building the index. If it fails, the
   * index answers as before.
   */
  public void compact() {
    checkMapping();
    writer.compact();
  }

  /** Number of vectors. */
  public int size() {
    return current.live();
  }

  /** Length of the vectors. */
  public int dimension() {
    return dimension;
  }

  /** The settings. */
  public MipsConfig config() {
    return config;
  }

  /** Number of segments, not counting the open end. */
  public int segments() {
    return current.segments().size();
  }

  /**
   * Bytes of vectors, codes, tables and ids, in memory or mapped. Waits for a change that is under
   * way.
   */
  public long bytes() {
    Snapshot snapshot = current;
    long sum = snapshot.open().bytes() + writer.bytes();
    for (Segment segment : snapshot.segments()) {
      sum += segment.bytes();
    }
    return sum;
  }

  /** The state that a search would see now. */
  Snapshot snapshot() {
    return current;
  }

  /** What a search with tuned effort reads, for each segment, in words. */
  public List<String> describe() {
    return current.segments().stream()
        .map(
            segment ->
                switch (segment) {
                  case ExactSegment e -> e.store().rows() + " vectors, all scored";
                  case ListSegment l ->
                      "%d vectors in %d lists, of which %d are read; %d vectors scored exactly for 10 answers; measured recall %.3f"
                          .formatted(
                              l.store().rows(),
                              l.lists(),
                              l.tuning().probes(),
                              l.tuning().rescored(10),
                              l.tuning().reached());
                  case TableSegment t ->
                      "%d vectors in hash tables, %d buckets of each are read; %d scored exactly for 10 answers; measured recall %.3f"
                          .formatted(
                              t.store().rows(),
                              t.tuning().probes(),
                              t.tuning().rescored(10),
                              t.tuning().reached());
                })
        .toList();
  }
}
