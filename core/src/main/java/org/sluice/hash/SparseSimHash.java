package org.sluice.hash;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sluice.kernel.Kernels;

/**
 * SimHash with sparse projections, as SLIDE has it (Chen et al., MLSys 2020, after Li, Hastie and
 * Church, KDD 2006): the entries of a projection are +1, -1, and mostly 0, so hashing only adds and
 * subtracts. Every projection has the same number of non-zero entries, {@code density * dimension}
 * rounded, at least one. Two vectors agree in a bit with a probability close to {@code 1 - angle /
 * pi}, unless a few coordinates dominate them.
 *
 * <p>The projections are kept by coordinate, and zero coordinates are skipped: hashing takes {@code
 * nonZeros * k * l * density} additions. A sparse vector gives the same codes as its dense form, to
 * the bit, if its indices rise, since the additions are then the same in the same order. Memory is
 * {@code 2 * dimension * k * l * density} bytes. Immutable.
 */
public final class SparseSimHash implements SignFamily {
  /** Vectors multiplied with the matrix at a time. */
  private static final int BLOCK = 64;

  /** Fewer vectors do not pay for unpacking the matrix. */
  private static final int WORTH_A_PRODUCT = 16;

  /** A matrix of more entries, 64 MiB, is not unpacked. */
  private static final int MOST_MATRIX = 1 << 24;

  private final HashShape shape;

  /** Projections that have an entry at a coordinate, coordinate after coordinate. */
  private final char[] projections;

  /**
   * Coordinate i adds to projections {@code [starts[2i], starts[2i + 1])} and subtracts from those
   * up to {@code starts[2i + 2]}.
   */
  private final int[] starts;

  /**
   * @param dimension length of the vectors, at least 1
   * @param k bits a code, from 1 to 30
   * @param l codes a vector, at least 1
   * @param density share of a projection's entries that are not 0, above 0 and at most 1
   * @param seed chooses the entries
   */
  public SparseSimHash(int dimension, int k, int l, double density, long seed) {
    shape = new HashShape(dimension, k, l, 1);
    HashShape.require(density > 0 && density <= 1, "density", "above 0 and at most 1", density);
    HashShape.require(dimension < 1 << 29, "dimension", "below 536,870,912", dimension);
    int entries = (int) Math.max(1, Math.round(density * dimension));
    long all = (long) entries * shape.hashes();
    HashShape.require(
        all <= Integer.MAX_VALUE - 8, "dimension * k * l * density", "at most 2,147,483,639", all);
    starts = new int[2 * dimension + 1];
    projections = new char[(int) all];
    // Drawn twice from the same seed, first to count, then to fill.
    drawAll(entries, seed, (projection, list) -> starts[list + 1]++);
    for (int list = 0; list < 2 * dimension; list++) {
      starts[list + 1] += starts[list];
    }
    int[] next = starts.clone();
    drawAll(entries, seed, (projection, list) -> projections[next[list]++] = (char) projection);
  }

  /** Takes an entry: list {@code 2i} is coordinate i with +1, list {@code 2i + 1} with -1. */
  private interface Entry {
    void at(int projection, int list);
  }

  /** Draws the entries of all projections: coordinates without replacement, signs at random. */
  private void drawAll(int entries, long seed, Entry entry) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] coordinates = new int[shape.dimension()];
    Arrays.setAll(coordinates, i -> i);
    for (int projection = 0; projection < shape.hashes(); projection++) {
      for (int e = 0; e < entries; e++) {
        int place = e + random.nextInt(coordinates.length - e);
        int coordinate = coordinates[place];
        coordinates[place] = coordinates[e];
        coordinates[e] = coordinate;
        entry.at(projection, 2 * coordinate + (random.nextBoolean() ? 1 : 0));
      }
    }
  }

  @Override
  public int dimension() {
    return shape.dimension();
  }

  @Override
  public int k() {
    return shape.k();
  }

  @Override
  public int l() {
    return shape.l();
  }

  @Override
  public int codeBits() {
    return shape.codeBits();
  }

  @Override
  public Hasher newHasher() {
    return new Additions();
  }

  /** Non-zero entries of each projection. */
  public int entries() {
    return projections.length / shape.hashes();
  }

  /**
   * Adds a coordinate's value, or its change, to the projections of a vector: {@code k * l} of them
   * from place {@code at}.
   */
  public void add(int coordinate, float value, float[] sums, int at) {
    int middle = starts[2 * coordinate + 1];
    int end = starts[2 * coordinate + 2];
    for (int i = starts[2 * coordinate]; i < middle; i++) {
      sums[at + projections[i]] += value;
    }
    for (int i = middle; i < end; i++) {
      sums[at + projections[i]] -= value;
    }
  }

  /**
   * The codes that projections lead to.
   *
   * @param sums {@code k * l} projections of each vector, vector after vector from place {@code at}
   * @param codes receives L codes a vector from place {@code codesAt}
   */
  public void codes(float[] sums, int at, int count, int[] codes, int codesAt) {
    SignCodes signCodes = new SignCodes(shape);
    for (int i = 0; i < count; i++) {
      signCodes.pack(sums, at + i * shape.hashes(), codes, codesAt + i * shape.l());
    }
  }

  /** Projects many vectors at once; may be shared by threads. */
  public final class Projector {
    private final float[] matrix = matrix();

    private Projector() {}

    /**
     * The projections of vectors {@code vectors[offset + i * stride .. + dimension)}: {@code k * l}
     * of them for each, from {@code sums[at]} on. The same to the bit as coordinate after
     * coordinate.
     */
    public void project(float[] vectors, int offset, int stride, int count, float[] sums, int at) {
      int hashes = shape.hashes();
      Kernels.gemm(
          count,
          hashes,
          shape.dimension(),
          vectors,
          offset,
          stride,
          1,
          matrix,
          0,
          hashes,
          sums,
          at,
          hashes,
          false);
    }
  }

  /** A new projector; it takes {@code 4 * dimension * k * l} bytes. */
  public Projector newProjector() {
    return new Projector();
  }

  private boolean unpackable() {
    return (long) shape.dimension() * shape.hashes() <= MOST_MATRIX;
  }

  /** The projections as a matrix of {@code dimension x hashes} entries +1, -1 and 0. */
  private float[] matrix() {
    HashShape.require(
        unpackable(),
        "dimension * k * l",
        "at most " + MOST_MATRIX + " to be unpacked",
        (long) shape.dimension() * shape.hashes());
    float[] matrix = new float[shape.dimension() * shape.hashes()];
    for (int list = 0; list < 2 * shape.dimension(); list++) {
      for (int i = starts[list]; i < starts[list + 1]; i++) {
        matrix[list / 2 * shape.hashes() + projections[i]] = list % 2 == 0 ? 1 : -1;
      }
    }
    return matrix;
  }

  private final class Additions implements Hasher {
    private final float[] sums = new float[shape.hashes()];
    private final SignCodes signCodes = new SignCodes(shape);
    private Projector projector;
    private float[] blockSums;

    @Override
    public void hash(float[] vector, int offset, int[] codes) {
      Arrays.fill(sums, 0f);
      for (int i = 0; i < shape.dimension(); i++) {
        addPresent(i, vector[offset + i]);
      }
      signCodes.pack(sums, 0, codes, 0);
    }

    @Override
    public void hash(float[] vector, int offset, int[] codes, Margins margins) {
      hash(vector, offset, codes);
      signCodes.margins(sums, margins);
    }

    @Override
    public void hash(int[] indices, float[] values, int from, int to, int[] codes) {
      Arrays.fill(sums, 0f);
      for (int at = from; at < to; at++) {
        addPresent(shape.index(indices[at]), values[at]);
      }
      signCodes.pack(sums, 0, codes, 0);
    }

    @Override
    public void hash(
        int[] indices, float[] values, int from, int to, int[] codes, Margins margins) {
      hash(indices, values, from, to, codes);
      signCodes.margins(sums, margins);
    }

    /**
     * A dense product with the matrix of entries: three times the additions, many times as fast.
     * The product adds coordinate after coordinate too, so the sums are the same to the bit.
     */
    @Override
    public void hashAll(float[] vectors, int offset, int stride, int count, int[] codes) {
      int hashes = shape.hashes();
      if (count < WORTH_A_PRODUCT || !unpackable()) {
        int[] own = new int[shape.l()];
        for (int i = 0; i < count; i++) {
          hash(vectors, offset + i * stride, own);
          System.arraycopy(own, 0, codes, i * own.length, own.length);
        }
        return;
      }
      if (projector == null) {
        projector = new Projector();
        blockSums = new float[BLOCK * hashes];
      }
      for (int first = 0; first < count; first += BLOCK) {
        int rows = Math.min(BLOCK, count - first);
        projector.project(vectors, offset + first * stride, stride, rows, blockSums, 0);
        for (int i = 0; i < rows; i++) {
          signCodes.pack(blockSums, i * hashes, codes, (first + i) * shape.l());
        }
      }
    }

    private void addPresent(int coordinate, float value) {
      if (value != 0) {
        add(coordinate, value, sums, 0);
      }
    }
  }
}
