package org.sluice.data;

import java.io.IOException;

/** Rows of LIBSVM's format with any number of labels. */
final class LibsvmParser extends RowParser {
  private final NumberScanner scanner = new NumberScanner();
  private final FeatureCollector features;
  private final LabelCollector labels;
  private final int wantedFirst;

  LibsvmParser(String source, ReadOptions options, LabelDictionary fileNames) {
    wantedFirst = options.firstIndex();
    // Which index is the first shows at the end, so a model's bound waits until then.
    features = new FeatureCollector(source, options.features());
    labels = new LabelCollector(options.dictionary(), fileNames);
  }

  @Override
  void row(byte[] bytes, int from, int to) throws RowFault, IOException {
    NumberScanner s = scanner;
    s.reset(bytes, from, to);
    int first = s.peek();
    if (first >= 0 && first != ' ' && first != '\t') {
      int end = from;
      boolean feature = false;
      while (end < to && bytes[end] != ' ' && bytes[end] != '\t') {
        feature |= bytes[end++] == ':';
      }
      if (!feature) {
        LabelTokens.add(bytes, from, end, labels);
        s.at = end;
      }
    }
    while (true) {
      s.skipSpace();
      if (s.atEnd()) {
        break;
      }
      int at = s.at;
      int index = s.id("feature index", Integer.MAX_VALUE, "");
      if (s.peek() != ':') {
        throw new RowFault(at, "feature must be index:value: " + s.token(at));
      }
      if (index == 0 && wantedFirst == 1) {
        throw new RowFault(at, "feature index must be at least 1: 0");
      }
      s.at++;
      features.add(index, s.value("feature value"));
    }
    features.sortRow();
    features.endRow();
    labels.endRow();
  }

  @Override
  void cancelRow() {
    features.cancelRow();
    labels.cancelRow();
  }

  @Override
  int firstIndex() {
    if (wantedFirst >= 0) {
      return wantedFirst;
    }
    return features.smallestIndex() == 0 ? 0 : 1;
  }

  @Override
  long unknownFeatures() {
    return features.unknownFeatures();
  }

  @Override
  Dataset finish() {
    LabelDictionary dictionary = labels.dictionary();
    return new SparseDataset(
        features.finish(firstIndex(), 0), labels.finish(dictionary.size()), dictionary);
  }
}
