package org.sluice.hash;

/**
 * A family of locality-sensitive hash functions: a vector becomes {@link #l()} codes, one a table,
 * each joined from {@link #k()} elementary hashes. Vectors that are alike get equal codes more
 * often. Immutable and safe for many threads; the scratch space lives in the {@link Hasher}, one a
 * thread.
 */
public sealed interface HashFamily
    permits SignFamily, DensifiedWta, WtaHash, OnePermutationMinHash, AsymmetricHash {
  /** Length of the vectors it hashes. */
  int dimension();

  /** Elementary hashes joined in a code. */
  int k();

  /** Codes a vector, that is, tables. */
  int l();

  /** Bits of a code: codes are in {@code [0, 2^codeBits)}; at most 30. */
  int codeBits();

  /** A new hasher of stored vectors, with its own scratch space. */
  Hasher newHasher();

  /** A new hasher of queries: another only where the family treats the two sides differently. */
  default Hasher newQueryHasher() {
    return newHasher();
  }

  /** What it means by alike. */
  Similarity similarity();

  /**
   * How alike a stored vector and a query are, by {@link #similarity()}.
   *
   * @return from 0 to 1, or from -1 to 1 for cosines; 0 where one of them is zero
   */
  double similarity(float[] stored, int storedOffset, float[] query, int queryOffset);

  /**
   * Probability that an elementary hash is equal for two vectors, over the choice of the functions.
   * Codes are equal with this to the power of {@link #k()}.
   *
   * @param similarity as {@link #similarity(float[], int, float[], int)} gives it
   */
  double collisionProbability(double similarity);

  /**
   * Elementary hashes that come from one rotation, so that their directions are orthogonal; 1 where
   * all are independent.
   */
  default int orthogonalHashes() {
    return 1;
  }

  /** What collisions of a family depend on. */
  enum Similarity {
    /** The cosine of the angle. */
    COSINE,
    /** The cosine after an asymmetric transform, which grows with the inner product. */
    TRANSFORMED_COSINE,
    /** Shared among all present coordinates: the Jaccard index of the two sets. */
    JACCARD,
    /** Probability that both have their largest of a few random coordinates at the same place. */
    ORDER
  }

  /** Hashes vectors of one family. Not safe for use by several threads at once. */
  interface Hasher {
    /**
     * Hashes the dense vector {@code vector[offset .. offset + dimension)}.
     *
     * @param codes receives L codes, from place 0
     */
    void hash(float[] vector, int offset, int[] codes);

    /**
     * Hashes a sparse vector: {@code indices[k], values[k]} for {@code k} in {@code [from, to)}.
     * The indices rise.
     *
     * @param codes receives L codes, from place 0; the same as for the dense form of the vector
     */
    void hash(int[] indices, float[] values, int from, int to, int[] codes);

    /** Hashes a dense vector and tells how narrowly each hash came out. */
    void hash(float[] vector, int offset, int[] codes, Margins margins);

    /** Hashes a sparse vector and tells how narrowly each hash came out. */
    void hash(int[] indices, float[] values, int from, int to, int[] codes, Margins margins);

    /**
     * Hashes many dense vectors, several times as fast as one by one where a family can. Vector i
     * is {@code vectors[offset + i * stride .. + dimension)}.
     *
     * @param codes receives the L codes of vector i from place {@code i * L}: the same as one by
     *     one
     */
    void hashAll(float[] vectors, int offset, int stride, int count, int[] codes);
  }
}
