package org.sluice.hash;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Densified winner-take-all hashing (Chen and Shrivastava, UAI 2018; the hash without densification
 * is Yagnik et al., ICCV 2011). A random permutation deals the coordinates into bins of a few
 * places; a bin's hash is the place of its largest coordinate. One permutation fills {@code
 * dimension / binSize} bins, rounded down, and as many permutations are drawn as {@code k * l} bins
 * need. Two vectors agree more often the more alike the order of their coordinates is; the values
 * themselves do not matter.
 *
 * <p>Zero coordinates count as absent, in dense vectors as in sparse ones, so a bin's largest
 * coordinate may be negative, and both forms give the same codes, whatever the order of a sparse
 * vector's indices. Of equal coordinates the one at the lower place wins. A bin without any present
 * coordinate takes the hash of another bin, found by universal hashing of the bin's number; the
 * zero vector has the codes 0. Hashing takes {@code nonZeros * permutations} steps for a sparse
 * vector, {@code k * l * binSize} for a dense one; many dense vectors are hashed side by side.
 * Values are finite.
 *
 * <p>A code joins {@code k} places of {@code log2(binSize)} bits each, so every one of the {@code
 * binSize^k} codes can occur. Immutable.
 */
public final class DensifiedWta implements HashFamily {
  /** The usual bin size: hashes of 3 bits. */
  public static final int BIN_SIZE = 8;

  /** Jumps from an empty bin before it looks at one bin after another. */
  private static final int JUMPS = 64;

  /** Below all keys of present coordinates, also after a place is joined to it. */
  private static final long ABSENT = Long.MIN_VALUE;

  private final HashShape shape;
  private final int binSize;
  private final int permutations;
  private final long seed;

  /** The coordinate at each place of each bin. */
  private final int[] members;

  /** The place, counted over all bins, of coordinate i in permutation p, or -1 for none. */
  private final int[] places;

  /** A family with bins of {@link #BIN_SIZE} places. */
  public DensifiedWta(int dimension, int k, int l, long seed) {
    this(dimension, k, l, BIN_SIZE, seed);
  }

  /**
   * @param dimension length of the vectors, at least {@code binSize}
   * @param k hashes a code, at least 1; {@code k * log2(binSize)} is at most 30
   * @param l codes a vector, at least 1
   * @param binSize places a bin, a power of two from 2 to 256
   * @param seed chooses the permutations
   */
  public DensifiedWta(int dimension, int k, int l, int binSize, long seed) {
    shape = HashShape.ofBins(dimension, k, l, binSize);
    this.binSize = binSize;
    this.seed = seed;
    int bins = shape.hashes();
    int binsEach = dimension / binSize;
    permutations = (bins + binsEach - 1) / binsEach;
    long all = (long) dimension * permutations;
    HashShape.require(
        all <= Integer.MAX_VALUE - 8, "dimension * permutations", "at most 2,147,483,639", all);
    members = new int[bins * binSize];
    places = new int[(int) all];
    Arrays.fill(places, -1);
    deal(binsEach * binSize);
  }

  /** Deals the coordinates to the places, {@code placesEach} of them in each permutation. */
  private void deal(int placesEach) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[shape.dimension()];
    Arrays.setAll(order, i -> i);
    for (int p = 0; p < permutations; p++) {
      int first = p * placesEach;
      int here = Math.min(placesEach, members.length - first);
      for (int i = 0; i < here; i++) {
        int j = i + random.nextInt(order.length - i);
        int coordinate = order[j];
        order[j] = order[i];
        order[i] = coordinate;
        members[first + i] = coordinate;
        places[coordinate * permutations + p] = first + i;
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
   * The probability of equal hashes itself: that of a bin with the same winner in both vectors,
   * zeros counting as absent, or of equal borrowed hashes. For vectors without zeros it is that of
   * {@link WtaHash}. Takes {@code dimension * nonZeros} steps.
   */
  @Override
  public double similarity(float[] stored, int storedOffset, float[] query, int queryOffset) {
    return new OrderAgreement(stored, storedOffset, query, queryOffset, shape.dimension(), binSize)
        .ofPresent();
  }

  @Override
  public double collisionProbability(double similarity) {
    return Math.max(0, Math.min(1, similarity));
  }

  @Override
  public Hasher newHasher() {
    return new Winners();
  }

  private long key(float value) {
    return value == 0 ? ABSENT : shape.key(value);
  }

  private final class Winners implements Hasher {
    /** A coordinate's key; used for dense vectors. */
    private final long[] keys = new long[shape.dimension()];

    /** The largest key of each bin, with {@code binSize - 1 - place} in the low bits. */
    private final long[] best = new long[shape.hashes()];

    /** The bin whose hash each bin has: its own, or the one it borrowed from. */
    private final int[] sources = new int[shape.hashes()];

    private float[] scratch;
    private WinnerBlock block;

    @Override
    public void hash(float[] vector, int offset, int[] codes) {
      for (int i = 0; i < keys.length; i++) {
        keys[i] = key(vector[offset + i]);
      }
      for (int bin = 0; bin < best.length; bin++) {
        long winner = ABSENT;
        int first = bin * binSize;
        for (int place = 0; place < binSize; place++) {
          winner = Math.max(winner, keys[members[first + place]] | binSize - 1 - place);
        }
        best[bin] = winner;
      }
      join(codes, 0);
    }

    @Override
    public void hash(float[] vector, int offset, int[] codes, Margins margins) {
      if (scratch == null) {
        scratch = new float[shape.dimension()];
      }
      for (int i = 0; i < scratch.length; i++) {
        float value = vector[offset + i];
        scratch[i] = value == 0 ? Float.NEGATIVE_INFINITY : value;
      }
      hash(vector, offset, codes);
      margins(codes, margins);
    }

    /** The runners-up, from the scratch vector, in which absent coordinates are lowest. */
    private void margins(int[] codes, Margins margins) {
      for (int bin = 0; bin < best.length; bin++) {
        if (empty(sources[bin])) {
          margins.costs()[bin] = Float.POSITIVE_INFINITY;
          margins.flips()[bin] = 0;
        } else {
          int i = bin % shape.k();
          int place = shape.elementary(codes[bin / shape.k()], i);
          int shift = shape.shift(i);
          RunnersUp.find(scratch, 0, members, sources[bin], binSize, place, shift, margins, bin);
        }
      }
    }

    @Override
    public void hash(
        int[] indices, float[] values, int from, int to, int[] codes, Margins margins) {
      if (scratch == null) {
        scratch = new float[shape.dimension()];
      }
      hash(indices, values, from, to, codes);
      Arrays.fill(scratch, Float.NEGATIVE_INFINITY);
      for (int at = from; at < to; at++) {
        scratch[indices[at]] = values[at] == 0 ? Float.NEGATIVE_INFINITY : values[at];
      }
      margins(codes, margins);
    }

    @Override
    public void hashAll(float[] vectors, int offset, int stride, int count, int[] codes) {
      if (block == null) {
        block = new WinnerBlock(shape.dimension(), members, binSize);
      }
      for (int first = 0; first < count; first += WinnerBlock.COLUMNS) {
        int rows = Math.min(WinnerBlock.COLUMNS, count - first);
        int start = offset + first * stride;
        block.load(vectors, start, stride, rows, Float.NEGATIVE_INFINITY);
        for (int j = 0; j < rows; j++) {
          for (int bin = 0; bin < best.length; bin++) {
            boolean none = block.value(bin, j) == Float.NEGATIVE_INFINITY;
            best[bin] = none ? ABSENT : binSize - 1 - block.place(bin, j);
          }
          join(codes, (first + j) * shape.l());
        }
      }
    }

    @Override
    public void hash(int[] indices, float[] values, int from, int to, int[] codes) {
      Arrays.fill(best, ABSENT);
      for (int at = from; at < to; at++) {
        int first = shape.index(indices[at]) * permutations;
        long key = key(values[at]);
        for (int p = first; p < first + permutations; p++) {
          int place = places[p];
          if (place >= 0) {
            int bin = place >> shape.bitsEach();
            best[bin] = Math.max(best[bin], key | ~place & binSize - 1);
          }
        }
      }
      join(codes, 0);
    }

    private void join(int[] codes, int at) {
      int bin = 0;
      for (int code = 0; code < shape.l(); code++) {
        int joined = 0;
        for (int i = 0; i < shape.k(); i++, bin++) {
          int source = empty(bin) ? substitute(bin) : bin;
          sources[bin] = source;
          joined = joined << shape.bitsEach() | (int) ~best[source] & binSize - 1;
        }
        codes[at + code] = joined;
      }
    }

    private boolean empty(int bin) {
      return best[bin] < ABSENT + binSize;
    }

    /** A bin with a hash, or, if there is none, one whose low bits read as place 0. */
    private int substitute(int bin) {
      int other = bin;
      for (int jump = 1; jump <= JUMPS; jump++) {
        // Vigna's variant of the MurmurHash3 finaliser, then its high bits scaled to the range.
        long h = seed + bin * 0x9e3779b97f4a7c15L + jump * 0xd1b54a32d192ed03L;
        h = (h ^ h >>> 30) * 0xbf58476d1ce4e5b9L;
        h = (h ^ h >>> 27) * 0x94d049bb133111ebL;
        other = (int) ((h >>> 33) * best.length >>> 31);
        if (!empty(other)) {
          return other;
        }
      }
      for (int i = 0; i < best.length; i++) {
        other = other + 1 == best.length ? 0 : other + 1;
        if (!empty(other)) {
          return other;
        }
      }
      best[bin] = ABSENT | binSize - 1;
      return bin;
    }
  }
}
