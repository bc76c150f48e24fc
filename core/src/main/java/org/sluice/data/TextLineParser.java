package org.sluice.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lines of text, with labels before the first tab or without labels at all. */
final class TextLineParser extends RowParser {
  private final boolean labelled;
  private final List<String> texts = new ArrayList<>();
  private final LabelCollector labels;

  TextLineParser(boolean labelled, ReadOptions options, LabelDictionary fileNames) {
    this.labelled = labelled;
    this.labels = new LabelCollector(options.dictionary(), fileNames);
  }

  @Override
  void row(byte[] bytes, int from, int to) throws RowFault {
    int textFrom = from;
    if (labelled) {
      int tab = from;
      while (tab < to && bytes[tab] != '\t') {
        tab++;
      }
      if (tab == to) {
        throw new RowFault(
            -1, "a tab must separate labels from text: " + Shown.of(bytes, from, to));
      }
      LabelTokens.add(bytes, from, tab, labels);
      textFrom = tab + 1;
    }
    texts.add(decode(bytes, textFrom, to));
    labels.endRow();
  }

  @Override
  void cancelRow() {
    labels.cancelRow();
  }

  @Override
  boolean skipsEmptyLines() {
    return labelled;
  }

  @Override
  Dataset finish() {
    LabelDictionary dictionary = labels.dictionary();
    return new TextDataset(
        Collections.unmodifiableList(texts), labels.finish(dictionary.size()), dictionary);
  }
}
