package org.sluice.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.sluice.metric.Calibration;
import org.sluice.metric.Evaluation;
import org.sluice.metric.OperatingPoint;
import org.sluice.metric.ReliabilityBin;
import org.sluice.predict.Assessment;

/** What a test has shown, for people and for programs. */
final class TestReport {
  private static final int BINS = 20;

  private TestReport() {}

  /** Measures of rankings as a table. */
  static String table(Evaluation result) {
    int[] cuts = {1, 3, 5, 10, 20, 50, 100};
    StringBuilder table = new StringBuilder(" ".repeat(10));
    for (int cut : cuts) {
      if (cut <= result.k()) {
        table.append(String.format("%8s", "@" + cut));
      }
    }
    for (String metric : new String[] {"P", "nDCG", "PSP", "recall", "coverage"}) {
      table.append(String.format("%n%-10s", metric));
      for (int cut : cuts) {
        Double value = result.toMap().get(metric + "@" + cut);
        table.append(value == null ? "" : String.format(Locale.ROOT, "%8.4f", value));
      }
    }
    return table.toString();
  }

  /**
   * Lines on what scores are worth.
   *
   * @param precision wanted, or null
   */
  static List<String> scores(Assessment assessment, Double precision) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "calibration error %.4f of the first answer, %.4f of the first five",
            error(assessment.first()),
            error(assessment.firstFive())));
    if (precision != null) {
      Optional<OperatingPoint> point = assessment.thresholds().forPrecision(precision, 1);
      lines.add(
          point.isPresent()
              ? Thresholds.words(precision, point.get())
              : String.format(
                  Locale.ROOT,
                  "precision %s is not reached; the highest at any threshold is %.4f",
                  precision,
                  assessment.thresholds().highestPrecision(1)));
    }
    return lines;
  }

  private static double error(Calibration calibration) {
    return Calibration.error(calibration.bins(BINS));
  }

  /** Adds the same to a JSON object. */
  static void addScores(Map<String, Object> report, Assessment assessment, Double precision) {
    report.put("ECE@1", error(assessment.first()));
    report.put("ECE@5", error(assessment.firstFive()));
    report.put("bins@1", bins(assessment.first()));
    report.put("bins@5", bins(assessment.firstFive()));
    if (precision != null) {
      Optional<OperatingPoint> point = assessment.thresholds().forPrecision(precision, 1);
      report.put("threshold", point.map(OperatingPoint::toMap).orElse(null));
      report.put("highest_precision", assessment.thresholds().highestPrecision(1));
    }
  }

  private static List<Map<String, Object>> bins(Calibration calibration) {
    List<Map<String, Object>> bins = new ArrayList<>();
    for (ReliabilityBin bin : calibration.bins(BINS)) {
      Map<String, Object> member = new LinkedHashMap<>();
      member.put("answers", bin.answers());
      member.put("lowest", bin.lowest());
      member.put("highest", bin.highest());
      member.put("score", bin.meanScore());
      member.put("right", bin.right());
      bins.add(member);
    }
    return bins;
  }
}
