package org.sluice.data;

import java.util.List;

/**
 * What was read.
 *
 * @param dataset the rows
 * @param format the format that the data had, never {@link DataFormat#AUTO}
 * @param firstIndex smallest feature index of LIBSVM data, 0 or 1; 0 for other formats
 * @param skippedRows number of bad rows that were left out
 * @param skipped the first of them, at most {@value #SHOWN}, each with its place
 * @param unknownFeatures how many values were left out because the model has no such feature
 */
public record ReadResult(
    Dataset dataset,
    DataFormat format,
    int firstIndex,
    long skippedRows,
    List<BadDataException> skipped,
    long unknownFeatures) {
  /** How many skipped rows are listed. */
  public static final int SHOWN = 20;

  public ReadResult {
    skipped = List.copyOf(skipped);
  }
}
