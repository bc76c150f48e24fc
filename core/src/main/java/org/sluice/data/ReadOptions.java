package org.sluice.data;

import java.nio.file.Path;
import java.util.Objects;

/**
 * How to read data.
 *
 * @param format the format, {@link DataFormat#AUTO} to find out
 * @param labelsFile file that names label k on its line k from 0 (tabs in a name become spaces), or
 *     null; where it is null and {@code labels.tsv}, {@code labels.tsv.gz} or {@code labels.tsv.xz}
 *     lies beside a TSV file, that one is used
 * @param dictionary labels of a model that the data is meant for, or null; labels that it lacks get
 *     ids from its size on, in an extended dictionary
 * @param features number of features of a model that the data is meant for, or -1; XMC data must
 *     not have more, LIBSVM and JSON rows lose the features that the model does not know
 * @param firstIndex smallest feature index of LIBSVM data, 0 or 1, or -1 to find out
 * @param skipBadRows whether faulty rows are counted and left out instead of ending the reading
 */
public record ReadOptions(
    DataFormat format,
    Path labelsFile,
    LabelDictionary dictionary,
    int features,
    int firstIndex,
    boolean skipBadRows) {
  public ReadOptions {
    Objects.requireNonNull(format, "format");
    if (features < -1) {
      throw new IllegalArgumentException("features must be at least -1: " + features);
    }
    if (firstIndex < -1 || firstIndex > 1) {
      throw new IllegalArgumentException("firstIndex must be -1, 0 or 1: " + firstIndex);
    }
  }

  /** Finds out the format, knows no model, stops at the first bad row. */
  public static ReadOptions defaults() {
    return new ReadOptions(DataFormat.AUTO, null, null, -1, -1, false);
  }

  /** The same with another format. */
  public ReadOptions withFormat(DataFormat other) {
    return new ReadOptions(other, labelsFile, dictionary, features, firstIndex, skipBadRows);
  }

  /** The same with another labels file. */
  public ReadOptions withLabelsFile(Path other) {
    return new ReadOptions(format, other, dictionary, features, firstIndex, skipBadRows);
  }

  /** The same for data that a model will be applied to. */
  public ReadOptions withModel(LabelDictionary labels, int featureCount) {
    return new ReadOptions(format, labelsFile, labels, featureCount, firstIndex, skipBadRows);
  }

  /** The same with another smallest index for LIBSVM data. */
  public ReadOptions withFirstIndex(int other) {
    return new ReadOptions(format, labelsFile, dictionary, features, other, skipBadRows);
  }

  /** The same with another way with bad rows. */
  public ReadOptions withSkipBadRows(boolean other) {
    return new ReadOptions(format, labelsFile, dictionary, features, firstIndex, other);
  }
}
