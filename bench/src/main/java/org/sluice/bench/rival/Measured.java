package org.sluice.bench.rival;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.sluice.metric.Evaluation;

/**
 * One program on one data set.
 *
 * @param data name of the data set
 * @param features what the program saw
 * @param program name of the program
 * @param accuracy how good its rankings are
 * @param training what training used
 * @param modelMb files of the model, MB of 1,000,000 bytes
 * @param msPerRow CPU milliseconds of one answer, one thread, one row at a time
 */
record Measured(
    String data,
    FeatureKind features,
    String program,
    Evaluation accuracy,
    Usage training,
    double modelMb,
    double msPerRow) {
  /** All figures by name, as JSON has them. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("data", data);
    map.put("features", features.title());
    map.put("program", program);
    for (int at : new int[] {1, 3, 5}) {
      map.put("P@" + at, accuracy.precision(at));
    }
    for (int at : new int[] {1, 3, 5}) {
      map.put("PSP@" + at, accuracy.propensityScoredPrecision(at));
    }
    map.put("rows", accuracy.rows());
    map.put("rows_without_labels", accuracy.rowsWithoutLabels());
    map.put("train_cpu_seconds", training.cpuSeconds());
    map.put("train_user_seconds", training.userSeconds());
    map.put("train_system_seconds", training.systemSeconds());
    map.put("train_wall_seconds", training.wallSeconds());
    map.put("train_peak_mb", training.peakMb());
    map.put("model_mb", modelMb);
    map.put("ms_per_row", msPerRow);
    return map;
  }

  /** MB of all files below a folder. */
  static double folderMb(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      long bytes = 0;
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        bytes += Files.size(file);
      }
      return bytes / 1e6;
    }
  }
}
