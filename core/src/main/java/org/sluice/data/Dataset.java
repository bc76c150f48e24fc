package org.sluice.data;

/**
 * Rows to learn from or to test on: what each row says ({@link TextDataset} raw text, {@link
 * SparseDataset} features) and which labels it has. Immutable, safe for many threads. Rows without
 * labels and rows without features are legal.
 */
public sealed interface Dataset permits TextDataset, SparseDataset {
  /** Number of rows. */
  int rows();

  /** Label sets, one a row. */
  LabelRows labels();

  /** Names of the labels. */
  LabelDictionary dictionary();
}
