package org.sluice.hash;

import java.util.Arrays;

/**
 * Hashing for the largest inner product: stored vectors and queries get extra coordinates,
 * differently, so that the angle between them falls as their inner product rises; then signs of
 * random projections hash both. With stored vectors scaled so that the largest norm is U:
 *
 * <ul>
 *   <li>Simple-ALSH (Neyshabur and Srebro, ICML 2015), U = 1: a stored vector w becomes {@code [w;
 *       sqrt(1 - |w|^2)]}, a query q becomes {@code [q; 0]}. The cosine between them is {@code w.q
 *       / |q|}.
 *   <li>Sign-ALSH (Shrivastava and Li, UAI 2015), U below 1: {@code [w; 1/2 - |w|^2; 1/2 - |w|^4;
 *       ...]} with m terms, and {@code [q; 0; ...; 0]}. The cosine is {@code w.q / |q| / sqrt(m/4 +
 *       |w|^(2^(m+1)))}.
 * </ul>
 *
 * A stored vector that is longer than the largest norm is shortened to it. Immutable.
 */
public final class AsymmetricHash implements HashFamily {
  /** The m of Sign-ALSH's authors. */
  public static final int TERMS = 2;

  /** The U of Sign-ALSH's authors. */
  public static final double SCALE = 0.75;

  private final SignFamily base;
  private final int dimension;

  /** Terms of Sign-ALSH, or 0 for Simple-ALSH. */
  private final int terms;

  private final double scale;
  private final double largestNorm;

  private AsymmetricHash(SignFamily base, int extra, int terms, double scale, double largestNorm) {
    HashShape.require(
        base.dimension() > extra,
        "the base family's dimension",
        "above " + extra,
        base.dimension());
    HashShape.require(
        largestNorm >= 0 && Double.isFinite(largestNorm),
        "largestNorm",
        "finite, at least 0",
        largestNorm);
    this.base = base;
    this.dimension = base.dimension() - extra;
    this.terms = terms;
    this.scale = scale;
    this.largestNorm = largestNorm;
  }

  /**
   * Simple-ALSH.
   *
   * @param base hashes vectors one longer than this family does
   * @param largestNorm of the stored vectors, finite, at least 0
   */
  public static AsymmetricHash simple(SignFamily base, double largestNorm) {
    return new AsymmetricHash(base, 1, 0, 1, largestNorm);
  }

  /**
   * Sign-ALSH.
   *
   * @param base hashes vectors longer by {@code terms} than this family does
   * @param terms m, from 1 to 8
   * @param scale U, above 0 and below 1
   * @param largestNorm of the stored vectors, finite, at least 0
   */
  public static AsymmetricHash sign(SignFamily base, int terms, double scale, double largestNorm) {
    HashShape.require(terms >= 1 && terms <= 8, "terms", "from 1 to 8", terms);
    HashShape.require(scale > 0 && scale < 1, "scale", "above 0 and below 1", scale);
    return new AsymmetricHash(base, terms, terms, scale, largestNorm);
  }

  /** The norm that stored vectors are scaled by. */
  public double largestNorm() {
    return largestNorm;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int orthogonalHashes() {
    return base.orthogonalHashes();
  }

  @Override
  public int k() {
    return base.k();
  }

  @Override
  public int l() {
    return base.l();
  }

  @Override
  public int codeBits() {
    return base.codeBits();
  }

  @Override
  public Similarity similarity() {
    return Similarity.TRANSFORMED_COSINE;
  }

  @Override
  public double similarity(float[] stored, int storedOffset, float[] query, int queryOffset) {
    float[] p = new float[base.dimension()];
    transform(stored, storedOffset, p, 0);
    float[] q = new float[base.dimension()];
    System.arraycopy(query, queryOffset, q, 0, dimension);
    return base.similarity(p, 0, q, 0);
  }

  @Override
  public double collisionProbability(double similarity) {
    return base.collisionProbability(similarity);
  }

  /** The factor that scales a stored vector, given its squared length. */
  private double factor(double squared) {
    double longest = Math.max(largestNorm, Math.sqrt(squared));
    return longest == 0 ? 0 : scale / longest;
  }

  /** The extra coordinates of a stored vector, given its squared length after scaling. */
  private void extras(double squared, float[] target, int at) {
    if (terms == 0) {
      target[at] = (float) Math.sqrt(Math.max(0, 1 - squared));
      return;
    }
    double power = squared;
    for (int i = 0; i < terms; i++) {
      target[at + i] = (float) (0.5 - power);
      power *= power;
    }
  }

  private void transform(float[] vector, int offset, float[] target, int at) {
    double squared = Cosines.dot(vector, offset, vector, offset, dimension);
    double factor = factor(squared);
    for (int i = 0; i < dimension; i++) {
      target[at + i] = (float) (factor * vector[offset + i]);
    }
    extras(squared * factor * factor, target, at + dimension);
  }

  @Override
  public Hasher newHasher() {
    return new Transformed(true);
  }

  @Override
  public Hasher newQueryHasher() {
    return new Transformed(false);
  }

  private final class Transformed implements Hasher {
    private static final int BLOCK = 64;

    private final Hasher hasher = base.newHasher();
    private final boolean stored;
    private float[] dense = new float[base.dimension()];
    private int[] indices = new int[16];
    private float[] values = new float[16];

    Transformed(boolean stored) {
      this.stored = stored;
    }

    @Override
    public void hash(float[] vector, int offset, int[] codes) {
      extend(vector, offset, 0);
      hasher.hash(dense, 0, codes);
    }

    @Override
    public void hash(float[] vector, int offset, int[] codes, Margins margins) {
      extend(vector, offset, 0);
      hasher.hash(dense, 0, codes, margins);
    }

    private void extend(float[] vector, int offset, int at) {
      if (stored) {
        transform(vector, offset, dense, at);
      } else {
        System.arraycopy(vector, offset, dense, at, dimension);
        Arrays.fill(dense, at + dimension, at + base.dimension(), 0f);
      }
    }

    @Override
    public void hash(int[] at, float[] of, int from, int to, int[] codes) {
      int end = extend(at, of, from, to);
      hasher.hash(indices, values, 0, end, codes);
    }

    @Override
    public void hash(int[] at, float[] of, int from, int to, int[] codes, Margins margins) {
      int end = extend(at, of, from, to);
      hasher.hash(indices, values, 0, end, codes, margins);
    }

    /** Copies a sparse vector, scaled and with its extra coordinates. Returns their number. */
    private int extend(int[] at, float[] of, int from, int to) {
      int extra = base.dimension() - dimension;
      int count = to - from;
      if (indices.length < count + extra) {
        indices = new int[2 * (count + extra)];
        values = new float[indices.length];
      }
      double squared = 0;
      for (int i = 0; i < count; i++) {
        indices[i] = HashShape.index(at[from + i], dimension);
        values[i] = of[from + i];
        squared += (double) values[i] * values[i];
      }
      if (!stored) {
        return count;
      }
      double factor = factor(squared);
      for (int i = 0; i < count; i++) {
        values[i] = (float) (factor * values[i]);
      }
      extras(squared * factor * factor, values, count);
      for (int i = 0; i < extra; i++) {
        indices[count + i] = dimension + i;
      }
      return count + extra;
    }

    @Override
    public void hashAll(float[] vectors, int offset, int stride, int count, int[] codes) {
      int length = base.dimension();
      if (dense.length < BLOCK * length) {
        dense = new float[BLOCK * length];
      }
      int[] blockCodes = new int[BLOCK * base.l()];
      for (int first = 0; first < count; first += BLOCK) {
        int rows = Math.min(BLOCK, count - first);
        for (int i = 0; i < rows; i++) {
          extend(vectors, offset + (first + i) * stride, i * length);
        }
        hasher.hashAll(dense, 0, length, rows, blockCodes);
        System.arraycopy(blockCodes, 0, codes, first * base.l(), rows * base.l());
      }
    }
  }
}
