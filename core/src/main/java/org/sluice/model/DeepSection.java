package org.sluice.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sluice.active.Selection;
import org.sluice.config.ConfigFields;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.HiddenLayer;

/** The settings of a deep network in its manifest. */
final class DeepSection {
  private static final String HIDDEN = "hidden";
  private static final String UNITS = "units";
  private static final String SELECTION = "selection";

  private DeepSection() {}

  /** Settings by name; each hidden layer has its units and its selection with that one's. */
  static Map<String, Object> fields(DeepConfig config) {
    // The layers have fields of their own below one name.
    Map<String, Object> fields = new LinkedHashMap<>();
    List<Map<String, Object>> hidden = new ArrayList<>();
    for (HiddenLayer layer : config.hidden()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put(UNITS, layer.units());
      one.put(SELECTION, name(layer.selection()));
      one.putAll(ConfigFields.toMap((Record) layer.selection()));
      hidden.add(one);
    }
    fields.put(HIDDEN, hidden);
    ConfigFields.toMap(config).forEach(fields::putIfAbsent);
    return fields;
  }

  private static String name(Selection selection) {
    return selection
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=.)([A-Z])", "-$1")
        .toLowerCase(Locale.ROOT);
  }

  static DeepConfig config(Section section) throws ModelFormatException {
    List<HiddenLayer> hidden = new ArrayList<>();
    for (Section layer : section.sections(HIDDEN)) {
      int units = (int) layer.whole(UNITS, 1, Integer.MAX_VALUE);
      Map<String, Object> rest = new LinkedHashMap<>(layer.strings());
      rest.remove(UNITS);
      rest.remove(SELECTION);
      try {
        hidden.add(new HiddenLayer(units, selection(layer, rest)));
      } catch (IllegalArgumentException e) {
        throw new ModelFormatException(layer.file(), layer.name() + ": " + e.getMessage(), e);
      }
    }
    Map<String, Object> rest = new LinkedHashMap<>(section.strings());
    rest.remove(HIDDEN);
    try {
      DeepConfig base = DeepConfig.of(1, 1, new Selection.WinnerTakeAll(1)).withHidden(hidden);
      return ConfigFields.with(base, rest);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(section.file(), section.name() + ": " + e.getMessage(), e);
    }
  }

  private static Selection selection(Section layer, Map<String, Object> rest)
      throws ModelFormatException {
    List<Record> kinds =
        List.of(
            new Selection.Full(),
            new Selection.Dropout(1),
            new Selection.Standout(1),
            new Selection.WinnerTakeAll(1),
            Selection.Hashed.best(1));
    String wanted = layer.text(SELECTION);
    for (Record kind : kinds) {
      if (name((Selection) kind).equals(wanted)) {
        return (Selection) ConfigFields.with(kind, rest);
      }
    }
    throw layer.wrong(
        SELECTION,
        "must be of "
            + String.join(", ", kinds.stream().map(kind -> name((Selection) kind)).toList()),
        wanted);
  }

  static Map<String, FileRecord> files(Section manifest) throws ModelFormatException {
    return Manifest.files(manifest.section("files"));
  }
}
