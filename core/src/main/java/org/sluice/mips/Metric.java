package org.sluice.mips;

/** What makes a vector a good answer to a query. */
public enum Metric {
  /** The greatest inner product; the score is the inner product. */
  INNER_PRODUCT,
  /** The greatest cosine; the score is the cosine, 0 for a vector of zeros. */
  COSINE,
  /** The least Euclidean distance; the score is the distance. */
  EUCLIDEAN
}
