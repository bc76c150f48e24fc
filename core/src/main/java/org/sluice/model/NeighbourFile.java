package org.sluice.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.sluice.data.LabelRows;
import org.sluice.neighbour.NearestRows;

/** The training rows that a model asks, as a file of its folder. */
final class NeighbourFile {
  static final String NAME = "neighbours.safetensors";

  private static final String OFFSETS = "features.offsets";
  private static final String ROWS = "features.rows";
  private static final String VALUES = "features.values";
  private static final String LABEL_OFFSETS = "labels.offsets";
  private static final String LABEL_IDS = "labels.ids";

  private NeighbourFile() {}

  static FileRecord write(NearestRows neighbours, Path file) throws IOException {
    LabelRows labels = neighbours.labels();
    int[] ids = labels.ids();
    int used = labels.offsets()[labels.rows()];
    return new SafetensorsWriter()
        .metadata(Map.of("format", Manifest.FORMAT))
        .add(OFFSETS, neighbours.offsets())
        .add(ROWS, neighbours.rows())
        .add(LABEL_OFFSETS, labels.offsets())
        .add(LABEL_IDS, used == ids.length ? ids : Arrays.copyOf(ids, used))
        .add(VALUES, neighbours.values())
        .write(file);
  }

  /**
   * Reads the rows; what a search relies on is checked.
   *
   * @param features that the rankers see
   */
  static NearestRows read(Path file, int features, int labels) throws ModelFormatException {
    try (Safetensors tensors = Safetensors.open(file)) {
      int[] offsets = tensors.ints(OFFSETS, features + 1L);
      int[] rows = tensors.ints(ROWS, tensors.rows(ROWS));
      byte[] values = tensors.bytes(VALUES, rows.length);
      int[] labelOffsets = tensors.ints(LABEL_OFFSETS, tensors.rows(LABEL_OFFSETS));
      int[] ids = tensors.ints(LABEL_IDS, tensors.rows(LABEL_IDS));
      requireLabels(labelOffsets, ids, labels);
      return NearestRows.of(offsets, rows, values, new LabelRows(labels, labelOffsets, ids));
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(file, "neighbours: " + e.getMessage(), e);
    }
  }

  private static void requireLabels(int[] offsets, int[] ids, int labels) {
    for (int row = 0; row + 1 < offsets.length; row++) {
      if (offsets[row] > offsets[row + 1]) {
        throw new IllegalArgumentException("offsets of labels must not fall: row " + row);
      }
    }
    for (int id : ids) {
      if (id < 0 || id >= labels) {
        throw new IllegalArgumentException("labels must be in [0, " + labels + "): " + id);
      }
    }
  }
}
