package org.sluice.data;

import java.util.Objects;

/**
 * Rows of sparse features.
 *
 * @param features one sparse vector a row, possibly empty
 * @param labels label sets, one a row
 * @param dictionary names of the labels
 */
public record SparseDataset(SparseRows features, LabelRows labels, LabelDictionary dictionary)
    implements Dataset {
  public SparseDataset {
    Objects.requireNonNull(features, "features");
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(dictionary, "dictionary");
    if (features.rows() != labels.rows()) {
      throw new IllegalArgumentException(
          "features and labels must have equally many rows: "
              + features.rows()
              + " and "
              + labels.rows());
    }
  }

  @Override
  public int rows() {
    return features.rows();
  }

  @Override
  public SparseDataset select(int[] rows) {
    return new SparseDataset(features.select(rows), labels.select(rows), dictionary);
  }
}
