package org.sluice.retrieve;

import java.util.Objects;
import org.sluice.memory.FloatRows;

/**
 * What labels are scored with: the score of label l for a query is the inner product of the query
 * with row l plus bias l. Shared, not copied; safe for many readers.
 *
 * @param vectors one row a label
 * @param biases one a label
 */
public record LabelMatrix(FloatRows vectors, float[] biases) {
  public LabelMatrix {
    Objects.requireNonNull(vectors, "vectors");
    Objects.requireNonNull(biases, "biases");
    if (vectors.rows() != biases.length) {
      throw new IllegalArgumentException(
          "biases must be as many as label vectors (" + vectors.rows() + "): " + biases.length);
    }
  }

  /** Number of labels. */
  public int labels() {
    return biases.length;
  }

  /** Length of a label vector. */
  public int dimension() {
    return vectors.columns();
  }
}
