package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sluice.data.Dataset;
import org.sluice.metric.Evaluation;
import org.sluice.metric.Propensity;
import org.sluice.model.Model;
import org.sluice.predict.Assessment;
import org.sluice.predict.Predictor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice test}: how good a model is on rows whose labels are known. */
@Command(
    name = "test",
    description = {
      "Measure a model on rows whose labels are known.",
      "",
      "P@k is the share of the first k answers that are right, nDCG@k weighs early places more,"
          + " PSP@k weighs rare labels more, recall@k is the share of a row's labels among the"
          + " first k answers, coverage@k the share of all labels in the data that were answered"
          + " rightly at least once. All are fractions of 1, averaged over all rows; a row without"
          + " labels counts 0.",
      "",
      "The calibration error says how far the scores of the answers are from the share that is"
          + " right: answers are sorted by score and cut into 20 bins of equally many, and the"
          + " error is the mean distance between a bin's mean score and the share of its answers"
          + " that is right. --precision looks for the lowest score from which on so large a share"
          + " of the answers is right."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice test model test.txt",
      "  sluice test model test.txt --json",
      "  sluice test model test.txt --precision 0.8",
      "  sluice test model test.txt -k 20 --propensity-a 0.6 --propensity-b 2.6",
      "  sluice test model test.txt --propensity 1"
    })
final class TestCommand implements Callable<Integer> {
  private static final int LEAST_K = 5;

  @Parameters(index = "0", paramLabel = "MODEL", description = "Folder of the model.")
  Path modelFolder;

  @Parameters(index = "1", paramLabel = "DATA", description = "Rows to test on; - for the input.")
  String data;

  @Mixin DataOptions dataOptions;

  @Option(
      names = {"-k", "--top"},
      paramLabel = "N",
      defaultValue = "10",
      description = "Longest ranking for recall and coverage, at least 5 (default: 10).")
  int top;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description = "Look for the lowest threshold with this precision, above 0 to 1.")
  Double precision;

  @Option(
      names = "--propensity",
      paramLabel = "X",
      description =
          "Favour rare labels: 0 not at all, 1 by their inverse propensity (default: as in"
              + " training).")
  Double propensityStrength;

  @Option(
      names = "--propensity-a",
      paramLabel = "X",
      defaultValue = "0.55",
      description = "Constant A of PSP (default: 0.55; Wikipedia 0.5, Amazon 0.6).")
  double propensityA;

  @Option(
      names = "--propensity-b",
      paramLabel = "X",
      defaultValue = "1.5",
      description = "Constant B of PSP (default: 1.5; Wikipedia 0.4, Amazon 2.6).")
  double propensityB;

  @Option(names = "--threads", paramLabel = "N", description = "Workers (default: all processors).")
  Integer threads;

  @Option(
      names = "--json",
      description =
          "Print one JSON object: the metrics, calibration errors ECE@1 and ECE@5 with their bins,"
              + " threshold (with --precision), rows, seconds (of scoring, without reading), and"
              + " ms_per_point, the milliseconds of one thread for one row: seconds * threads /"
              + " rows * 1000.")
  boolean json;

  @Mixin StandardOptions standard;

  private final Console console;

  TestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Usage.require(workers >= 1 && workers <= 1024, "--threads", "from 1 to 1024", workers);
    Usage.require(top >= LEAST_K && top <= 1000, "--top", "from 5 to 1000", top);
    dataOptions.check();
    Propensity propensity = propensity();
    Thresholds.checkPrecision(precision);
    Thresholds.checkStrength(propensityStrength);
    try (Model model = Models.load(modelFolder)) {
      long start = System.nanoTime();
      Dataset rows = Models.read(data, dataOptions, model, console).dataset();
      if (rows.rows() == 0) {
        throw new UserException(data + ": there are no rows to test on");
      }
      long read = System.nanoTime();
      int k = Math.min(top, Math.max(LEAST_K, model.dictionary().size()));
      Predictor predictor = Thresholds.predictor(model, propensityStrength, propensity);
      Assessment assessment = predictor.assess(rows, k, workers, propensity);
      double seconds = (System.nanoTime() - read) / 1e9;
      Evaluation result = assessment.ranking();
      if (json) {
        Map<String, Object> report = new LinkedHashMap<>(result.toMap());
        TestReport.addScores(report, assessment, precision);
        report.put("rows", result.rows());
        report.put("rows_without_labels", result.rowsWithoutLabels());
        report.put("seconds", seconds);
        report.put("ms_per_point", seconds * workers / result.rows() * 1000);
        report.put("threads", workers);
        report.put("read_seconds", (read - start) / 1e9);
        console.out().println(JsonOutput.line(report));
      } else {
        console.out().println(TestReport.table(result));
        console.out().println();
        TestReport.scores(assessment, precision).forEach(console.out()::println);
        console.out().println(cost(result, seconds, workers));
      }
    }
    return ExitCode.OK;
  }

  private Propensity propensity() {
    try {
      return new Propensity(propensityA, propensityB);
    } catch (IllegalArgumentException e) {
      throw new Usage.WrongOption(e.getMessage());
    }
  }

  private static String cost(Evaluation result, double seconds, int workers) {
    return String.format(
        Locale.ROOT,
        "%s rows%s in %s, %.3f ms a row and thread",
        Words.count(result.rows()),
        result.rowsWithoutLabels() == 0
            ? ""
            : " (" + Words.count(result.rowsWithoutLabels()) + " without labels)",
        Words.duration(seconds),
        seconds * workers / result.rows() * 1000);
  }
}
