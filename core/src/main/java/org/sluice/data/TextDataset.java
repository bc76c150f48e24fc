package org.sluice.data;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Rows of raw text.
 *
 * @param texts one text a row, possibly empty
 * @param labels label sets, one a row
 * @param dictionary names of the labels
 */
public record TextDataset(List<String> texts, LabelRows labels, LabelDictionary dictionary)
    implements Dataset {
  public TextDataset {
    Objects.requireNonNull(texts, "texts");
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(dictionary, "dictionary");
    if (texts.size() != labels.rows()) {
      throw new IllegalArgumentException(
          "texts and labels must have equally many rows: "
              + texts.size()
              + " and "
              + labels.rows());
    }
  }

  @Override
  public int rows() {
    return texts.size();
  }

  @Override
  public TextDataset select(int[] rows) {
    List<String> chosen = Arrays.stream(rows).mapToObj(texts::get).toList();
    return new TextDataset(chosen, labels.select(rows), dictionary);
  }
}
