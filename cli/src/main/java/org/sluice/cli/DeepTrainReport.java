package org.sluice.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sluice.deep.DeepEpoch;
import org.sluice.deep.DeepResult;
import org.sluice.dense.DenseSets;

/** What {@code sluice deep train} tells of its work. */
final class DeepTrainReport {
  private DeepTrainReport() {}

  /** One line on an epoch. */
  static String describe(DeepEpoch epoch, int epochs) {
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  loss %.4f  accuracy %.4f  %s%s",
        epoch.epoch(),
        epochs,
        epoch.loss(),
        epoch.testAccuracy(),
        Words.duration(epoch.seconds()),
        epoch.operations() == null
            ? ""
            : String.format(
                Locale.ROOT,
                "  %.1f %% of the multiplications",
                100 * epoch.operations().shareNonZero()));
  }

  /** What stands at the end on a terminal. */
  static List<String> lines(Path output, DeepResult result, double accuracy, double seconds) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: accuracy %.4f, trained in %s",
            output,
            accuracy,
            Words.duration(seconds)));
    DeepEpoch last = result.epochs().getLast();
    if (last.operations() != null) {
      lines.addAll(DeepOperations.lines(last.operations()));
    }
    return lines;
  }

  /** The same as one JSON object. */
  static Map<String, Object> toMap(
      DeepResult result, DenseSets sets, double accuracy, double seconds) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("rows", sets.train().size());
    report.put("testRows", sets.test().size());
    report.put("accuracy", accuracy);
    report.put("seconds", seconds);
    List<Map<String, Object>> epochs = new ArrayList<>();
    for (DeepEpoch epoch : result.epochs()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("epoch", epoch.epoch());
      one.put("loss", epoch.loss());
      one.put("accuracy", epoch.testAccuracy());
      one.put("seconds", epoch.seconds());
      one.put("activeShare", epoch.activeShare());
      one.put("winnersFound", epoch.winnersFound());
      epochs.add(one);
    }
    report.put("epochs", epochs);
    DeepEpoch last = result.epochs().getLast();
    if (last.operations() != null) {
      report.put("operations", DeepOperations.toMap(last.operations()));
    }
    return report;
  }
}
