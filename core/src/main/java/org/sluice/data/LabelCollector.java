package org.sluice.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Gathers label sets one after the other and numbers the labels: by the dictionary of a model where
 * there is one, else by a labels file, else in the order of first appearance. A row may be taken
 * back until it is ended.
 */
final class LabelCollector {
  private final LabelDictionary model;
  private final LabelDictionary fileNames;

  /** Labels beyond {@link #base}, in the order of first appearance. */
  private final List<String> added = new ArrayList<>();

  private final Map<String, Integer> addedIds = new HashMap<>();
  private final LabelDictionary base;
  private final int[] fileIds;
  private int[] offsets = new int[1 << 10];
  private int[] ids = new int[1 << 12];
  private int rows;
  private int size;
  private int rowStart;
  private int addedAtRowStart;

  /**
   * @param model dictionary of a model, or null
   * @param fileNames names of the ids in the file, or null where labels are names
   */
  LabelCollector(LabelDictionary model, LabelDictionary fileNames) {
    this.model = model;
    this.fileNames = fileNames;
    this.base = model != null ? model : fileNames;
    boolean mapped = model != null && fileNames != null && model != fileNames;
    this.fileIds = mapped ? new int[fileNames.size()] : null;
    if (mapped) {
      Arrays.fill(fileIds, -1);
    }
  }

  /** Names of the ids in the file, or null. */
  LabelDictionary fileNames() {
    return fileNames;
  }

  /** Adds a label by its id in the file. */
  void addId(int id) {
    if (fileIds == null) {
      add(id);
      return;
    }
    if (fileIds[id] < 0) {
      int resolved = resolve(fileNames.name(id));
      if (resolved < model.size()) {
        fileIds[id] = resolved; // additions may be taken back, so they are not remembered
      }
      add(resolved);
    } else {
      add(fileIds[id]);
    }
  }

  /** Adds a label by its name. */
  void addName(String name) {
    add(resolve(name));
  }

  private int resolve(String name) {
    if (base != null) {
      OptionalInt id = base.id(name);
      if (id.isPresent()) {
        return id.getAsInt();
      }
    }
    Integer id = addedIds.get(name);
    if (id == null) {
      id = (base == null ? 0 : base.size()) + added.size();
      added.add(name);
      addedIds.put(name, id);
    }
    return id;
  }

  private void add(int id) {
    if (size == ids.length) {
      ids = Arrays.copyOf(ids, Math.addExact(size, size >> 1));
    }
    ids[size++] = id;
  }

  /** Ends the row: its labels are sorted and each is kept once. */
  void endRow() {
    Arrays.sort(ids, rowStart, size);
    int kept = rowStart;
    for (int k = rowStart; k < size; k++) {
      if (k == rowStart || ids[k] != ids[kept - 1]) {
        ids[kept++] = ids[k];
      }
    }
    size = kept;
    if (rows + 1 == offsets.length) {
      offsets = Arrays.copyOf(offsets, offsets.length * 2);
    }
    offsets[++rows] = size;
    rowStart = size;
    addedAtRowStart = added.size();
  }

  void cancelRow() {
    size = rowStart;
    while (added.size() > addedAtRowStart) {
      addedIds.remove(added.removeLast());
    }
  }

  int rows() {
    return rows;
  }

  LabelDictionary dictionary() {
    if (base != null && added.isEmpty()) {
      return base;
    }
    List<String> names = new ArrayList<>(base == null ? List.of() : base.names());
    names.addAll(added);
    return new LabelDictionary(names);
  }

  LabelRows finish(int labels) {
    return new LabelRows(labels, Arrays.copyOf(offsets, rows + 1), Arrays.copyOf(ids, size));
  }
}
