package org.sluice.data;

import java.io.IOException;

/** Rows of the extreme classification repository's text format. */
final class XmcParser extends RowParser {
  /** More labels or features than this are taken for a damaged header. */
  private static final int MOST_LABELS = 100_000_000;

  private final String source;
  private final NumberScanner scanner = new NumberScanner();
  private final int rows;
  private final int featureCount;
  private final int labelCount;
  private final FeatureCollector features;
  private final LabelCollector labels;
  private long seen;

  /** Reads the header line and prepares for the rows that it announces. */
  XmcParser(ByteLines lines, String source, ReadOptions options, LabelDictionary fileNames)
      throws IOException {
    this.source = source;
    if (!lines.next()) {
      throw new BadDataException(source, 0, 0, "file must not be empty");
    }
    int[] header = header(lines);
    rows = header[0];
    featureCount = header[1];
    labelCount = header[2];
    if (options.features() >= 0 && featureCount > options.features()) {
      throw new BadDataException(
          source,
          1,
          0,
          "header must not name more features than the model has ("
              + options.features()
              + "): "
              + featureCount);
    }
    if (labelCount > MOST_LABELS) {
      throw new BadDataException(
          source, 1, 0, "header must name at most " + MOST_LABELS + " labels: " + labelCount);
    }
    if (fileNames != null && fileNames.size() != labelCount) {
      throw new BadDataException(
          source,
          1,
          0,
          "header must name as many labels as the labels file has ("
              + fileNames.size()
              + "): "
              + labelCount);
    }
    features = new FeatureCollector(source, options.features());
    labels =
        fileNames != null
            ? new LabelCollector(options.dictionary(), fileNames)
            : new LabelCollector(null, positional(options.dictionary()));
  }

  /** Without names, label k of the file is label k of the model. */
  private LabelDictionary positional(LabelDictionary model) {
    if (model == null || (model.isNumbered() && model.size() < labelCount)) {
      return LabelDictionary.numbered(labelCount);
    }
    if (model.size() >= labelCount) {
      return model;
    }
    LabelCollector extended = new LabelCollector(model, null);
    for (int id = model.size(); id < labelCount; id++) {
      extended.addName("#" + id);
    }
    return extended.dictionary();
  }

  private int[] header(ByteLines lines) throws IOException {
    scanner.reset(lines.buffer(), lines.start(), lines.end());
    int[] header = new int[3];
    String[] names = {"number of rows", "number of features", "number of labels"};
    try {
      for (int i = 0; i < header.length; i++) {
        scanner.skipSpace();
        if (scanner.atEnd()) {
          throw wrongHeader(lines);
        }
        header[i] = scanner.id(names[i], Integer.MAX_VALUE, "");
        if (!scanner.atEnd() && scanner.peek() != ' ' && scanner.peek() != '\t') {
          throw wrongHeader(lines);
        }
      }
      scanner.skipSpace();
      if (!scanner.atEnd()) {
        throw wrongHeader(lines);
      }
    } catch (RowFault e) {
      int column = e.position < 0 ? 0 : e.position - lines.start() + 1;
      throw new BadDataException(source, 1, column, e.getMessage());
    }
    return header;
  }

  private static RowFault wrongHeader(ByteLines lines) {
    return new RowFault(
        -1,
        "header must be `rows features labels`: "
            + Shown.of(lines.buffer(), lines.start(), lines.end()));
  }

  @Override
  void row(byte[] bytes, int from, int to) throws RowFault, IOException {
    if (seen == rows) {
      if (isBlank(bytes, from, to)) {
        return; // empty lines at the end of a file are no rows
      }
      throw new BadDataException(
          source, seen + 2, 0, "file must not have more rows than its header says: " + rows);
    }
    seen++;
    NumberScanner s = scanner;
    s.reset(bytes, from, to);
    readLabels(s);
    while (true) {
      s.skipSpace();
      if (s.atEnd()) {
        break;
      }
      readFeature(s);
    }
    features.sortRow();
    features.endRow();
    labels.endRow();
  }

  private void readLabels(NumberScanner s) throws RowFault {
    int first = s.peek();
    if (first < 0 || first == ' ' || first == '\t') {
      return;
    }
    int from = s.at;
    while (true) {
      int idFrom = s.at;
      int id = s.id("label", Integer.MAX_VALUE, "");
      int next = s.peek();
      if (next == ':' && idFrom == from) {
        s.at = from; // a row without labels whose line starts with its first feature
        return;
      }
      if (id >= labelCount) {
        throw new RowFault(
            idFrom, "label must be below " + labelCount + " (header): " + s.token(idFrom));
      }
      labels.addId(id);
      if (next != ',') {
        if (next == ':') {
          throw new RowFault(s.at, "labels must be separated by commas: ':'");
        }
        return;
      }
      s.at++;
    }
  }

  private void readFeature(NumberScanner s) throws RowFault, IOException {
    int from = s.at;
    int index = s.id("feature index", featureCount, " (header)");
    if (s.peek() != ':') {
      throw new RowFault(from, "feature must be index:value: " + s.token(from));
    }
    s.at++;
    features.add(index, s.value("feature value"));
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  @Override
  void cancelRow() {
    features.cancelRow();
    labels.cancelRow();
  }

  @Override
  Dataset finish() throws IOException {
    if (seen < rows) {
      throw new BadDataException(
          source, 0, 0, "file must have as many rows as its header says (" + rows + "): " + seen);
    }
    LabelDictionary dictionary = labels.dictionary();
    return new SparseDataset(
        features.finish(0, featureCount), labels.finish(dictionary.size()), dictionary);
  }
}
