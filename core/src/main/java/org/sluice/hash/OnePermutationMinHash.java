package org.sluice.hash;

import java.util.Arrays;

/**
 * Densified one-permutation minwise hashing of sets (Shrivastava and Li, ICML and UAI 2014; empty
 * bins filled by universal hashing as in Shrivastava, ICML 2017). One pseudo-random permutation
 * deals the set's elements into the {@code k * l} bins, and a bin's hash is its least element, cut
 * to {@code bits} bits by another hash (Li and König, WWW 2010). An empty bin takes the hash of
 * another bin. Two sets agree in a hash with probability {@code J + (1 - J) / 2^bits}, where J is
 * their Jaccard index.
 *
 * <p>The set of a vector is that of its coordinates with an absolute value above the threshold; the
 * values count for nothing else. Where the dimension is less than the number of bins, as many
 * permutations are used as fill them. Hashing takes {@code nonZeros * permutations} steps; the
 * empty set has the codes 0. Immutable, and of constant size.
 */
public final class OnePermutationMinHash implements HashFamily {
  /** Jumps from an empty bin before it looks at one bin after another. */
  private static final int JUMPS = 64;

  private static final long NONE = Long.MAX_VALUE;

  private final HashShape shape;
  private final float threshold;
  private final long seed;
  private final int binsEach;

  /** A family of hashes of one bit for sets of the coordinates that are not 0. */
  public OnePermutationMinHash(int dimension, int k, int l, long seed) {
    this(dimension, k, l, 1, 0, seed);
  }

  /**
   * @param dimension length of the vectors, at least 1
   * @param k hashes a code, at least 1; {@code k * bits} is at most 30
   * @param l codes a vector, at least 1
   * @param bits bits kept of a hash, from 1 to 16
   * @param threshold least absolute value, exclusive, of a coordinate in the set; finite, at least
   *     0
   * @param seed chooses the permutation
   */
  public OnePermutationMinHash(int dimension, int k, int l, int bits, float threshold, long seed) {
    HashShape.require(bits >= 1 && bits <= 16, "bits", "from 1 to 16", bits);
    HashShape.require(
        threshold >= 0 && Float.isFinite(threshold), "threshold", "finite, at least 0", threshold);
    shape = new HashShape(dimension, k, l, bits);
    this.threshold = threshold;
    this.seed = seed;
    binsEach = Math.min(dimension, shape.hashes());
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
    return Similarity.JACCARD;
  }

  @Override
  public double similarity(float[] stored, int storedOffset, float[] query, int queryOffset) {
    int both = 0;
    int either = 0;
    for (int i = 0; i < shape.dimension(); i++) {
      boolean a = present(stored[storedOffset + i]);
      boolean b = present(query[queryOffset + i]);
      both += a && b ? 1 : 0;
      either += a || b ? 1 : 0;
    }
    return either == 0 ? 0 : both / (double) either;
  }

  @Override
  public double collisionProbability(double similarity) {
    double jaccard = Math.max(0, Math.min(1, similarity));
    return jaccard + (1 - jaccard) / (1 << shape.bitsEach());
  }

  private boolean present(float value) {
    return Math.abs(value) > threshold;
  }

  @Override
  public Hasher newHasher() {
    return new Minima();
  }

  /** Vigna's variant of the MurmurHash3 finaliser (public domain). */
  private long mix(long a, long b) {
    long h = seed + a * 0x9e3779b97f4a7c15L + b * 0xd1b54a32d192ed03L;
    h = (h ^ h >>> 30) * 0xbf58476d1ce4e5b9L;
    h = (h ^ h >>> 27) * 0x94d049bb133111ebL;
    return h ^ h >>> 31;
  }

  private final class Minima implements Hasher {
    /** The least element of each bin: its rank in the high half, itself in the low one. */
    private final long[] least = new long[shape.hashes()];

    private final long[] second = new long[shape.hashes()];

    /** The bin each bin has its hash from. */
    private final int[] sources = new int[shape.hashes()];

    @Override
    public void hash(float[] vector, int offset, int[] codes) {
      clear();
      for (int i = 0; i < shape.dimension(); i++) {
        add(i, vector[offset + i]);
      }
      join(codes, 0);
    }

    @Override
    public void hash(int[] indices, float[] values, int from, int to, int[] codes) {
      clear();
      for (int at = from; at < to; at++) {
        add(shape.index(indices[at]), values[at]);
      }
      join(codes, 0);
    }

    @Override
    public void hash(float[] vector, int offset, int[] codes, Margins margins) {
      hash(vector, offset, codes);
      margins(margins);
    }

    @Override
    public void hash(
        int[] indices, float[] values, int from, int to, int[] codes, Margins margins) {
      hash(indices, values, from, to, codes);
      margins(margins);
    }

    @Override
    public void hashAll(float[] vectors, int offset, int stride, int count, int[] codes) {
      for (int row = 0; row < count; row++) {
        clear();
        for (int i = 0; i < shape.dimension(); i++) {
          add(i, vectors[offset + row * stride + i]);
        }
        join(codes, row * shape.l());
      }
    }

    private void clear() {
      Arrays.fill(least, NONE);
      Arrays.fill(second, NONE);
    }

    private void add(int element, float value) {
      if (!present(value)) {
        return;
      }
      for (int first = 0; first < least.length; first += binsEach) {
        long h = mix(element, first + 1L);
        int bin = first + (int) ((h >>> 32) * Math.min(binsEach, least.length - first) >>> 32);
        long key = (h & Integer.MAX_VALUE) << 32 | element;
        if (key < least[bin]) {
          second[bin] = least[bin];
          least[bin] = key;
        } else if (key < second[bin]) {
          second[bin] = key;
        }
      }
    }

    private void join(int[] codes, int at) {
      int bin = 0;
      for (int code = 0; code < shape.l(); code++) {
        int joined = 0;
        for (int i = 0; i < shape.k(); i++, bin++) {
          sources[bin] = source(bin);
          joined = joined << shape.bitsEach() | cut(least[sources[bin]], sources[bin]);
        }
        codes[at + code] = joined;
      }
    }

    /** The bin itself, another that is not empty, or, if there is none, the bin itself. */
    private int source(int bin) {
      int other = bin;
      for (int jump = 1; least[other] == NONE && jump <= JUMPS; jump++) {
        other = (int) ((mix(bin, -jump) >>> 33) * least.length >>> 31);
      }
      for (int i = 0; i < least.length && least[other] == NONE; i++) {
        other = other + 1 == least.length ? 0 : other + 1;
      }
      return other;
    }

    /** The bits of a bin's element; the bin counts too, so that passes differ. */
    private int cut(long key, int bin) {
      return key == NONE ? 0 : (int) (mix(~(int) key, bin + 1L) >>> Long.SIZE - shape.bitsEach());
    }

    /** The hash of the second least element is as near as any other: all distances are 1. */
    private void margins(Margins margins) {
      for (int bin = 0; bin < least.length; bin++) {
        int source = sources[bin];
        int flip =
            second[source] == NONE ? 0 : cut(least[source], source) ^ cut(second[source], source);
        margins.costs()[bin] = flip == 0 ? Float.POSITIVE_INFINITY : 1;
        margins.flips()[bin] = flip << shape.shift(bin % shape.k());
      }
    }
  }
}
