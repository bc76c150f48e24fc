package org.sluice.hash;

/**
 * Families whose elementary hash is the sign of a random projection: two vectors agree in it with
 * probability {@code 1 - angle / pi} (Goemans and Williamson, 1995).
 */
public sealed interface SignFamily extends HashFamily permits FastSimHash, SparseSimHash {
  @Override
  default Similarity similarity() {
    return Similarity.COSINE;
  }

  @Override
  default double similarity(float[] stored, int storedOffset, float[] query, int queryOffset) {
    return Cosines.cosine(stored, storedOffset, query, queryOffset, dimension());
  }

  @Override
  default double collisionProbability(double similarity) {
    return Cosines.agreement(similarity);
  }
}
