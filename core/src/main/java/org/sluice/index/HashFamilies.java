package org.sluice.index;

import org.sluice.config.HashConfig;
import org.sluice.hash.AsymmetricHash;
import org.sluice.hash.DensifiedWta;
import org.sluice.hash.FastSimHash;
import org.sluice.hash.HashFamily;
import org.sluice.hash.SparseSimHash;
import org.sluice.hash.WtaHash;

/** Makes the hash functions that a configuration names, for the vectors they shall hash. */
public final class HashFamilies {
  /** Share of coordinates that a sparse projection adds up, as in SLIDE. */
  private static final double SIMHASH_DENSITY = 1 / 3.0;

  private HashFamilies() {}

  /**
   * The functions for some vectors; the transforms for inner products are scaled by the longest.
   *
   * @param seed other seeds give other functions of the family
   * @param threads threads to use for the norms, at least 1
   * @throws IllegalArgumentException if the family does not suit the vectors' dimension
   */
  public static HashFamily of(HashConfig config, VectorSource vectors, long seed, int threads) {
    int dimension = vectors.dimension();
    return switch (config.hashFamily()) {
      case SIMHASH -> sparseSigns(config.k(), config.l(), dimension, seed);
      case FAST_SIMHASH -> fastSigns(config, dimension, seed);
      case DWTA -> new DensifiedWta(dimension, config.k(), config.l(), seed);
      case WTA -> new WtaHash(dimension, config.k(), config.l(), seed);
      case SIMPLE_ALSH ->
          AsymmetricHash.simple(
              fastSigns(config, dimension + 1, seed), Norms.largest(vectors, threads));
      case SIGN_ALSH ->
          AsymmetricHash.sign(
              fastSigns(config, dimension + AsymmetricHash.TERMS, seed),
              AsymmetricHash.TERMS,
              AsymmetricHash.SCALE,
              Norms.largest(vectors, threads));
    };
  }

  /** Signs of sparse projections, whose codes can be brought up to date. */
  public static SparseSimHash sparseSigns(int k, int l, int dimension, long seed) {
    return new SparseSimHash(dimension, k, l, SIMHASH_DENSITY, seed);
  }

  private static FastSimHash fastSigns(HashConfig config, int dimension, long seed) {
    return new FastSimHash(dimension, config.k(), config.l(), seed);
  }
}
