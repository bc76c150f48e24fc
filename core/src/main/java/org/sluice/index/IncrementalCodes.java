package org.sluice.index;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.sluice.hash.SparseSimHash;
import org.sluice.kernel.Kernels;
import org.sluice.parallel.Tasks;

/**
 * Codes of vectors that change little between one look and the next (Chen et al., MLSys 2020,
 * section 3.1.3): the projections of all vectors are kept, and a changed coordinate changes only
 * the projections that have an entry there. A vector with many changed coordinates is projected
 * anew, by the matrix; which is cheaper is decided for each vector.
 *
 * <p>Coordinates are rounded to a grid so fine that projections are whole numbers below 2^24 steps,
 * which floats hold exactly: so changes add up without error, and the codes are those of a full
 * hash of the rounded vectors, to the bit. The grid follows the largest absolute value that has
 * been seen; the rounding is below {@code 2 * entries / 2^24} of it. Memory: {@code 4 * rows *
 * (dimension + k * l + l)} bytes. One thread at a time refreshes or reads.
 */
public final class IncrementalCodes {
  /**
   * Share of changed coordinates from which a vector is projected anew. Measured for 128 values and
   * 450 hashes: a tenth of changed weights costs as much as all of them.
   */
  static final double ANEW_FROM = 0.08;

  /** 1.5 * 2^23: added to a float of less than 2^22, it leaves whole numbers. */
  private static final float ROUNDER = 0x1.8p23f;

  /** Vectors that tell how many have changed. */
  private static final int SAMPLE = 4096;

  /** Rows that a thread looks at at a time. */
  private static final int CHUNK = 128;

  private final SparseSimHash family;
  private final SparseSimHash.Projector projector;
  private final int rows;
  private final int dimension;
  private final int hashes;

  /** Steps of the grid on each side of 0, for the greatest value. */
  private final int steps;

  /** Width of a step, a power of two; 0 before the first look. */
  private float step;

  /** The vectors in steps. */
  private final float[] known;

  private final float[] sums;
  private final int[] codes;

  /**
   * Codes of zero vectors.
   *
   * @param rows number of vectors, at least 0; {@code rows * k * l} and {@code rows * dimension}
   *     are below 2^31
   */
  public IncrementalCodes(SparseSimHash family, int rows) {
    this.family = family;
    this.rows = rows;
    dimension = family.dimension();
    hashes = family.k() * family.l();
    long largest = (long) rows * Math.max(dimension, hashes);
    if (rows < 0 || largest > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "rows must be from 0 to "
              + (Integer.MAX_VALUE - 8) / Math.max(dimension, hashes)
              + " for "
              + hashes
              + " hashes of "
              + dimension
              + " values, not "
              + rows);
    }
    projector = family.newProjector();
    steps = Math.min(1 << 22, (1 << 24) / family.entries());
    known = new float[rows * dimension];
    sums = new float[rows * hashes];
    codes = new int[rows * family.l()];
    Arrays.fill(codes, (1 << family.k()) - 1);
  }

  /**
   * What a look found.
   *
   * @param changedRows vectors with a changed coordinate
   * @param changedWeights changed coordinates
   * @param anewRows vectors projected anew
   */
  public record Refreshed(int changedRows, long changedWeights, int anewRows) {}

  /**
   * Looks at all vectors and brings the codes up to date.
   *
   * @param source as many vectors as there are rows, finite; read by all threads
   * @param threads threads to use, the caller's included, at least 1
   */
  public Refreshed refresh(VectorSource source, int threads) {
    if (source.rows() != rows || source.dimension() != dimension) {
      throw new IllegalArgumentException(
          "the vectors must be %d of %d values, not %d of %d"
              .formatted(rows, dimension, source.rows(), source.dimension()));
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
    float[] greatest = new float[(rows + CHUNK - 1) / CHUNK];
    LongAdder weights = new LongAdder();
    AtomicInteger changed = new AtomicInteger();
    AtomicInteger anew = new AtomicInteger();
    Tasks.run(
        threads,
        greatest.length,
        () -> {
          Looker looker = new Looker(source);
          return chunk -> greatest[chunk] = looker.look(chunk, weights, changed, anew);
        });
    float beyond = 0;
    for (float value : greatest) {
      beyond = Math.max(beyond, value);
    }
    if (beyond > 0) {
      // Some value has left the grid: a coarser one, with room to grow, and all over again.
      if (!Float.isFinite(beyond)) {
        throw new IllegalArgumentException("the vectors must be finite");
      }
      step = Math.max(Float.MIN_NORMAL, Math.scalb(1f, Math.getExponent(2 * beyond / steps) + 1));
      Arrays.fill(known, Float.NaN);
      return refresh(source, threads);
    }
    return new Refreshed(changed.get(), weights.sum(), anew.get());
  }

  /**
   * Share of the vectors that have moved since the last look, by at least a step of the grid in
   * some coordinate; 1 before the first look. Looks at {@link #SAMPLE} vectors, evenly spread.
   *
   * @param source as for {@link #refresh}
   */
  public double changedShare(VectorSource source) {
    if (step == 0) {
      return 1;
    }
    float[] vector = new float[dimension];
    int looked = Math.min(rows, SAMPLE);
    int moved = 0;
    for (int i = 0; i < looked; i++) {
      int row = (int) ((long) i * rows / looked);
      source.copy(row, vector, 0);
      Looker.round(vector, dimension, 1 / step);
      int at = row * dimension;
      moved += Arrays.equals(vector, 0, dimension, known, at, at + dimension) ? 0 : 1;
    }
    return (double) moved / looked;
  }

  private final class Looker {
    private final VectorSource source;
    private final float[] vectors = new float[CHUNK * dimension];
    private final int[] changed = new int[dimension];
    private final float[] block = new float[CHUNK * dimension];
    private final float[] blockSums = new float[CHUNK * hashes];
    private final int[] anewRows = new int[CHUNK];

    Looker(VectorSource source) {
      this.source = source;
    }

    /** Returns the greatest absolute value if it is beyond the grid, else 0. */
    float look(int chunk, LongAdder weights, AtomicInteger rowsChanged, AtomicInteger anew) {
      int first = chunk * CHUNK;
      int count = Math.min(CHUNK, rows - first);
      for (int i = 0; i < count; i++) {
        source.copy(first + i, vectors, i * dimension);
      }
      float greatest = Kernels.maxAbs(vectors, 0, count * dimension);
      if (!(greatest <= step * steps)) {
        return Float.isNaN(greatest) ? Float.POSITIVE_INFINITY : greatest;
      }
      float inverse = step == 0 ? 0 : 1 / step;
      round(vectors, count * dimension, inverse);
      int all = 0;
      int touched = 0;
      long changes = 0;
      for (int i = 0; i < count; i++) {
        int found = changes(first + i, i * dimension);
        touched += found > 0 ? 1 : 0;
        changes += found;
        if (found > ANEW_FROM * dimension) {
          System.arraycopy(vectors, i * dimension, block, all * dimension, dimension);
          anewRows[all++] = first + i;
        } else if (found > 0) {
          add(first + i, i * dimension, found);
        }
      }
      projectAnew(all);
      weights.add(changes);
      rowsChanged.addAndGet(touched);
      anew.addAndGet(all);
      return 0;
    }

    /** To whole numbers: what is added leaves no place for a fraction. */
    private static void round(float[] values, int count, float inverse) {
      for (int i = 0; i < count; i++) {
        values[i] = values[i] * inverse + ROUNDER - ROUNDER;
      }
    }

    /** Lists a vector's changed coordinates. Returns their number. */
    private int changes(int row, int at) {
      int before = row * dimension;
      int found = 0;
      int i = 0;
      while (i < dimension) {
        int next =
            Arrays.mismatch(vectors, at + i, at + dimension, known, before + i, before + dimension);
        if (next < 0) {
          break;
        }
        i += next;
        changed[found++] = i++;
        // Where one has changed, its neighbours often have.
        while (i < dimension && vectors[at + i] != known[before + i]) {
          changed[found++] = i++;
        }
      }
      return found;
    }

    private void add(int row, int at, int count) {
      int before = row * dimension;
      for (int i = 0; i < count; i++) {
        int coordinate = changed[i];
        float now = vectors[at + coordinate];
        family.add(coordinate, now - known[before + coordinate], sums, row * hashes);
        known[before + coordinate] = now;
      }
      family.codes(sums, row * hashes, 1, codes, row * family.l());
    }

    private void projectAnew(int count) {
      projector.project(block, 0, dimension, count, blockSums, 0);
      for (int i = 0; i < count; i++) {
        int row = anewRows[i];
        System.arraycopy(block, i * dimension, known, row * dimension, dimension);
        System.arraycopy(blockSums, i * hashes, sums, row * hashes, hashes);
        family.codes(blockSums, i * hashes, 1, codes, row * family.l());
      }
    }
  }

  /** The hash functions. */
  public SparseSimHash family() {
    return family;
  }

  /** Number of vectors. */
  public int rows() {
    return rows;
  }

  /** Code of a vector in a table. */
  public int code(int row, int table) {
    return codes[row * family.l() + table];
  }

  /** Memory, in bytes. */
  public long bytes() {
    return 4L * known.length + 4L * sums.length + 4L * codes.length;
  }
}
