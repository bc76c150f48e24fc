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
          + " labels counts 0."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice test model test.txt",
      "  sluice test model test.txt --json",
      "  sluice test model test.txt -k 20 --propensity-a 0.6 --propensity-b 2.6"
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
          "Print one JSON object: the metrics, rows, seconds (of scoring, without reading), and"
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
    try (Model model = Models.load(modelFolder)) {
      long start = System.nanoTime();
      Dataset rows = Models.read(data, dataOptions, model, console).dataset();
      if (rows.rows() == 0) {
        throw new UserException(data + ": there are no rows to test on");
      }
      long read = System.nanoTime();
      int k = Math.min(top, Math.max(LEAST_K, model.dictionary().size()));
      Evaluation result = new Predictor(model).evaluate(rows, k, workers, propensity);
      double seconds = (System.nanoTime() - read) / 1e9;
      Map<String, Object> report = new LinkedHashMap<>(result.toMap());
      report.put("rows", result.rows());
      report.put("rows_without_labels", result.rowsWithoutLabels());
      report.put("seconds", seconds);
      report.put("ms_per_point", seconds * workers / result.rows() * 1000);
      report.put("threads", workers);
      report.put("read_seconds", (read - start) / 1e9);
      console.out().println(json ? JsonOutput.line(report) : table(result, seconds, workers));
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

  private static String table(Evaluation result, double seconds, int workers) {
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
    return table
        + String.format(
            Locale.ROOT,
            "%n%n%s rows%s in %s, %.3f ms a row and thread",
            Words.count(result.rows()),
            result.rowsWithoutLabels() == 0
                ? ""
                : " (" + Words.count(result.rowsWithoutLabels()) + " without labels)",
            Words.duration(seconds),
            seconds * workers / result.rows() * 1000);
  }
}
