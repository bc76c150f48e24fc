package org.sluice.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sluice.data.LabelRows;
import org.sluice.data.TextDataset;
import org.sluice.text.TextEncoder;
import org.sluice.text.Vectorizer;

/**
 * Labels' names as rows to learn from: each name a text that has its label. A label of few rows, or
 * none, then has a row that says what it is about.
 */
final class NameRows {
  private NameRows() {}

  /**
   * The data and behind its rows the names that have a word which the vectoriser knows, in the
   * labels' order.
   */
  static TextDataset add(TextDataset data, Vectorizer words) {
    LabelRows truth = data.labels();
    List<String> names = data.dictionary().names();
    TextEncoder encoder = words.encoder();
    int[] named =
        IntStream.range(0, truth.labels())
            .filter(label -> encoder.encode(names.get(label)) > 0)
            .toArray();
    int rows = truth.rows();
    int used = truth.offsets()[rows];
    List<String> texts = new ArrayList<>(rows + named.length);
    texts.addAll(data.texts());
    int[] offsets = Arrays.copyOf(truth.offsets(), rows + named.length + 1);
    int[] ids = Arrays.copyOf(truth.ids(), used + named.length);
    for (int i = 0; i < named.length; i++) {
      texts.add(names.get(named[i]));
      ids[used + i] = named[i];
      offsets[rows + i + 1] = used + i + 1;
    }
    return new TextDataset(texts, new LabelRows(truth.labels(), offsets, ids), data.dictionary());
  }
}
