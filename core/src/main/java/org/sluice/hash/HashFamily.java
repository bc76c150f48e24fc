package org.sluice.hash;

/**
 * A family of locality-sensitive hash functions: a vector becomes {@link #l()} codes, one a table,
 * each joined from {@link #k()} elementary hashes. Vectors that are alike get equal codes more
 * often. Immutable and safe for many threads; the scratch space lives in the {@link Hasher}, one a
 * thread.
 */
public sealed interface HashFamily permits FastSimHash, SparseSimHash, DensifiedWta {
  /** Length of the vectors it hashes. */
  int dimension();

  /** Elementary hashes joined in a code. */
  int k();

  /** Codes a vector, that is, tables. */
  int l();

  /** Bits of a code: codes are in {@code [0, 2^codeBits)}; at most 30. */
  int codeBits();

  /** A new hasher with its own scratch space. */
  Hasher newHasher();

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
  }
}
