package org.sluice.data;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.sluice.json.Json;
import org.sluice.json.JsonException;

/** Rows as JSON objects, one a line; all with text or all with features. */
final class JsonLineParser extends RowParser {
  private final LabelCollector labels;
  private final FeatureCollector features;
  private final List<String> texts = new ArrayList<>();
  private String kind;

  JsonLineParser(String source, ReadOptions options, LabelDictionary fileNames) {
    labels = new LabelCollector(options.dictionary(), fileNames);
    features = new FeatureCollector(source, options.features());
  }

  @Override
  void row(byte[] bytes, int from, int to) throws RowFault, IOException {
    Map<String, Object> row;
    try {
      row = Json.parseObject(decode(bytes, from, to));
    } catch (JsonException e) {
      throw new RowFault(from + e.column() - 1, "line must be a JSON object: " + e.problem());
    }
    boolean text = row.containsKey("text");
    if (text == row.containsKey("features")) {
      throw new RowFault(
          -1, "row must have either \"text\" or \"features\": it has " + (text ? "both" : "none"));
    }
    String rowKind = text ? "text" : "features";
    if (kind != null && !kind.equals(rowKind)) {
      throw new RowFault(
          -1, "rows of a file must all have \"" + kind + "\": this one has \"" + rowKind + "\"");
    }
    addLabels(row.get("labels"));
    if (text) {
      if (!(row.get("text") instanceof String string)) {
        throw new RowFault(-1, "\"text\" must be a string: " + shown(row.get("text")));
      }
      if (string.indexOf('\0') >= 0) {
        throw new RowFault(-1, "text must not hold NUL characters: \\u0000");
      }
      texts.add(string);
    } else {
      addFeatures(row.get("features"));
      features.sortRow();
      features.endRow();
    }
    kind = rowKind;
    labels.endRow();
  }

  private void addLabels(Object value) throws RowFault {
    if (value == null) {
      return;
    }
    if (!(value instanceof List<?> list)) {
      throw new RowFault(-1, "\"labels\" must be an array: " + shown(value));
    }
    for (Object label : list) {
      switch (label) {
        case String name -> addName(name);
        case Long id -> addNumber(id);
        case null, default ->
            throw new RowFault(-1, "a label must be a string or a whole number: " + shown(label));
      }
    }
  }

  private void addName(String name) throws RowFault {
    if (name.isEmpty()) {
      throw new RowFault(-1, "label must not be empty: \"\"");
    }
    if (labels.fileNames() == null) {
      labels.addName(name);
      return;
    }
    OptionalInt id = labels.fileNames().id(name);
    if (id.isEmpty()) {
      throw new RowFault(-1, "label must be a name of the labels file: " + shown(name));
    }
    labels.addId(id.getAsInt());
  }

  private void addNumber(long id) throws RowFault {
    if (labels.fileNames() == null) {
      labels.addName(Long.toString(id));
      return;
    }
    int bound = labels.fileNames().size();
    if (id < 0 || id >= bound) {
      throw new RowFault(-1, "label must be from 0 to " + (bound - 1) + " (labels file): " + id);
    }
    labels.addId((int) id);
  }

  private void addFeatures(Object value) throws RowFault, IOException {
    switch (value) {
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          String key = (String) entry.getKey();
          long index;
          try {
            index = Long.parseLong(key);
          } catch (NumberFormatException e) {
            throw new RowFault(-1, "feature index must be a whole number: " + shown(key));
          }
          addFeature(index, entry.getValue());
        }
      }
      case List<?> list -> {
        for (Object pair : list) {
          if (!(pair instanceof List<?> two
              && two.size() == 2
              && two.getFirst() instanceof Long index)) {
            throw new RowFault(-1, "a feature must be [index, value]: " + shown(pair));
          }
          addFeature(index, two.getLast());
        }
      }
      case null, default ->
          throw new RowFault(
              -1, "\"features\" must be an object or an array of pairs: " + shown(value));
    }
  }

  private void addFeature(long index, Object value) throws RowFault, IOException {
    if (index < 0 || index >= Integer.MAX_VALUE) {
      throw new RowFault(
          -1, "feature index must be from 0 to " + (Integer.MAX_VALUE - 1) + ": " + index);
    }
    if (!(value instanceof Number number)) {
      throw new RowFault(-1, "feature value must be a number: " + shown(value));
    }
    float single = number.floatValue();
    if (!Float.isFinite(single)) {
      throw new RowFault(-1, "feature value is beyond the range of float: " + number);
    }
    features.add((int) index, single);
  }

  private static String shown(Object value) {
    return Shown.of(Json.write(value));
  }

  @Override
  void cancelRow() {
    features.cancelRow();
    labels.cancelRow();
  }

  @Override
  boolean skipsEmptyLines() {
    return true;
  }

  @Override
  long unknownFeatures() {
    return features.unknownFeatures();
  }

  @Override
  Dataset finish() {
    LabelDictionary dictionary = labels.dictionary();
    LabelRows sets = labels.finish(dictionary.size());
    return "features".equals(kind)
        ? new SparseDataset(features.finish(0, 0), sets, dictionary)
        : new TextDataset(Collections.unmodifiableList(texts), sets, dictionary);
  }
}
