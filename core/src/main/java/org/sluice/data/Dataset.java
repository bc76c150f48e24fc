package org.sluice.data;

import java.io.IOException;
import java.nio.file.Path;

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

  /** The given rows, in the given order, with the same dictionary. */
  Dataset select(int[] rows);

  /**
   * Holds out {@code round(share * rows())} rows chosen at random.
   *
   * @param share share held out, from 0 to 1
   * @param seed the same seed chooses the same rows
   */
  default DatasetSplit split(double share, long seed) {
    return DatasetSplit.of(this, share, seed);
  }

  /**
   * Reads a file whose format shows in its first lines; {@link DataReader} takes options.
   *
   * @throws BadDataException naming file, line and rule where the file cannot be read
   */
  static Dataset read(Path file) throws IOException {
    return DataReader.read(file, ReadOptions.defaults()).dataset();
  }
}
