package org.sluice.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.metric.OperatingPoint;
import org.sluice.rank.Calibrator;

/** What scores are worth, as the manifest has it; models without it stay readable. */
final class ScoringSection {
  private static final String FROM = "calibrationFrom";
  private static final String TO = "calibrationTo";
  private static final String ROWS = "calibrationRows";
  private static final String THRESHOLDS = "thresholds";
  private static final String WANTED = "wanted";

  private ScoringSection() {}

  static void add(Scoring scoring, Map<String, Object> fields) {
    if (scoring.rows() == 0) {
      return;
    }
    fields.put(ROWS, scoring.rows());
    fields.put(FROM, Arrays.stream(scoring.calibrator().from()).boxed().toList());
    fields.put(TO, Arrays.stream(scoring.calibrator().to()).boxed().toList());
    List<Map<String, Object>> thresholds = new ArrayList<>();
    for (Scoring.Target target : scoring.targets()) {
      Map<String, Object> threshold = new LinkedHashMap<>();
      threshold.put(WANTED, target.precision());
      threshold.putAll(target.point().toMap());
      thresholds.add(threshold);
    }
    fields.put(THRESHOLDS, thresholds);
  }

  static Scoring read(Section section) throws ModelFormatException {
    if (!section.has(ROWS)) {
      return Scoring.UNMEASURED;
    }
    int rows = (int) section.whole(ROWS, 1, Integer.MAX_VALUE);
    List<Scoring.Target> targets = new ArrayList<>();
    for (Section threshold : section.sections(THRESHOLDS)) {
      targets.add(target(threshold));
    }
    try {
      Calibrator calibrator = new Calibrator(section.numbers(FROM), section.numbers(TO));
      return new Scoring(calibrator, rows, targets);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(section.file(), section.name() + ": " + e.getMessage(), e);
    }
  }

  private static Scoring.Target target(Section section) throws ModelFormatException {
    try {
      return new Scoring.Target(
          section.number(WANTED),
          new OperatingPoint(
              section.number("threshold"),
              section.number("precision"),
              section.number("recall"),
              section.number("labelsPerRow"),
              section.number("rowsAnswered")));
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(section.file(), section.name() + ": " + e.getMessage(), e);
    }
  }
}
