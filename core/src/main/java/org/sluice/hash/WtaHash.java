package org.sluice.hash;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Winner-take-all hashing (Yagnik et al., ICCV 2011): an elementary hash looks at {@code binSize}
 * coordinates, chosen at random, and is the place of the largest among them. The hashes of a code
 * look at different coordinates, as long as there are enough, so that all codes can occur. Zero is
 * a value like any other, so this is for dense vectors; {@link DensifiedWta} is for sparse ones.
 * Two vectors agree in a hash with a probability that depends on the order of their coordinates
 * only: see {@link #similarity(float[], int, float[], int)}.
 *
 * <p>Of equal coordinates the one at the lower place wins. Values are finite. A sparse vector is
 * scattered into a dense one first. Hashing takes {@code k * l * binSize} steps; many vectors at
 * once are hashed side by side. Immutable.
 */
public final class WtaHash implements HashFamily {
  /** The usual bin size: hashes of 3 bits. */
  public static final int BIN_SIZE = 8;

  private final HashShape shape;
  private final int binSize;

  /** The coordinate at each place of each bin. */
  private final int[] members;

  /** A family with bins of {@link #BIN_SIZE} places. */
  public WtaHash(int dimension, int k, int l, long seed) {
    this(dimension, k, l, BIN_SIZE, seed);
  }

  /**
   * @param dimension length of the vectors, at least {@code binSize}
   * @param k hashes a code, at least 1; {@code k * log2(binSize)} is at most 30
   * @param l codes a vector, at least 1
   * @param binSize coordinates compared in a hash, a power of two from 2 to 256
   * @param seed chooses the coordinates
   */
  public WtaHash(int dimension, int k, int l, int binSize, long seed) {
    shape = HashShape.ofBins(dimension, k, l, binSize);
    this.binSize = binSize;
    members = new int[shape.hashes() * binSize];
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[dimension];
    Arrays.setAll(order, i -> i);
    int bins = dimension / binSize;
    for (int bin = 0; bin < shape.hashes(); bin++) {
      int first = bin % k % bins * binSize;
      for (int place = first; place < first + binSize; place++) {
        int j = place + random.nextInt(dimension - place);
        int coordinate = order[j];
        order[j] = order[place];
        order[place] = coordinate;
        members[bin * binSize + place - first] = coordinate;
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
  public Similarity similarity() {
    return Similarity.ORDER;
  }

  /**
   * The probability of equal hashes itself: the share of all sets of {@code binSize} coordinates
   * whose largest is the same in both vectors. For bins of two this is the share of pairs in the
   * same order. Takes {@code dimension^2} steps.
   */
  @Override
  public double similarity(float[] stored, int storedOffset, float[] query, int queryOffset) {
    return new OrderAgreement(stored, storedOffset, query, queryOffset, shape.dimension(), binSize)
        .ofAll();
  }

  @Override
  public double collisionProbability(double similarity) {
    return Math.max(0, Math.min(1, similarity));
  }

  @Override
  public Hasher newHasher() {
    return new Winners();
  }

  private final class Winners implements Hasher {
    private final float[] dense = new float[shape.dimension()];
    private final long[] keys = new long[shape.dimension()];
    private WinnerBlock block;

    @Override
    public void hash(float[] vector, int offset, int[] codes) {
      for (int i = 0; i < keys.length; i++) {
        // Adding 0 makes -0 the same as 0.
        keys[i] = shape.key(vector[offset + i] + 0f);
      }
      int at = 0;
      for (int code = 0; code < shape.l(); code++) {
        int joined = 0;
        for (int i = 0; i < shape.k(); i++) {
          long winner = Long.MIN_VALUE;
          for (int place = 0; place < binSize; place++, at++) {
            winner = Math.max(winner, keys[members[at]] | binSize - 1 - place);
          }
          joined = joined << shape.bitsEach() | (int) ~winner & binSize - 1;
        }
        codes[code] = joined;
      }
    }

    @Override
    public void hash(int[] indices, float[] values, int from, int to, int[] codes) {
      scatter(indices, values, from, to);
      hash(dense, 0, codes);
    }

    private void scatter(int[] indices, float[] values, int from, int to) {
      Arrays.fill(dense, 0f);
      for (int at = from; at < to; at++) {
        dense[shape.index(indices[at])] = values[at];
      }
    }

    @Override
    public void hash(float[] vector, int offset, int[] codes, Margins margins) {
      hash(vector, offset, codes);
      for (int bin = 0; bin < shape.hashes(); bin++) {
        int i = bin % shape.k();
        int place = shape.elementary(codes[bin / shape.k()], i);
        RunnersUp.find(vector, offset, members, bin, binSize, place, shape.shift(i), margins, bin);
      }
    }

    @Override
    public void hash(
        int[] indices, float[] values, int from, int to, int[] codes, Margins margins) {
      scatter(indices, values, from, to);
      hash(dense, 0, codes, margins);
    }

    @Override
    public void hashAll(float[] vectors, int offset, int stride, int count, int[] codes) {
      if (block == null) {
        block = new WinnerBlock(shape.dimension(), members, binSize);
      }
      for (int first = 0; first < count; first += WinnerBlock.COLUMNS) {
        int rows = Math.min(WinnerBlock.COLUMNS, count - first);
        block.load(vectors, offset + first * stride, stride, rows, 0f);
        for (int j = 0; j < rows; j++) {
          int bin = 0;
          for (int code = 0; code < shape.l(); code++) {
            int joined = 0;
            for (int i = 0; i < shape.k(); i++, bin++) {
              joined = joined << shape.bitsEach() | block.place(bin, j);
            }
            codes[(first + j) * shape.l() + code] = joined;
          }
        }
      }
    }
  }
}
