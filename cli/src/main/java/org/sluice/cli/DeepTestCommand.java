package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sluice.deep.DeepNetwork;
import org.sluice.deep.DeepPredictor;
import org.sluice.dense.DenseExamples;
import org.sluice.model.DeepModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice deep test}: how many rows a network answers right. */
@Command(
    name = "test",
    sortOptions = false,
    customSynopsis = "sluice deep test [OPTIONS] MODEL DATA",
    description = "Measure a deep network on rows whose classes are known.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice deep test deep-model images/mnist",
      "  sluice deep test deep-model images/fashion-mnist --part all --json"
    })
final class DeepTestCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "Folder of the model.")
  Path modelFolder;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "Images or a table, as 'sluice deep train' takes them.")
  Path data;

  @Option(
      names = "--part",
      paramLabel = "test|train|all",
      defaultValue = "test",
      description = "Rows of DATA that are asked (default: test).")
  DeepRows part;

  @Mixin DenseDataOptions dataOptions;

  @Option(
      names = "--json",
      description = "Print one JSON object: rows, right, accuracy, confusion (true by answered).")
  boolean json;

  @Mixin StandardOptions standard;

  private final Console console;

  DeepTestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    dataOptions.check();
    DeepModel model = DeepModel.load(modelFolder);
    DenseExamples rows = part.open(data, dataOptions, model.network());
    int[] widths = model.network().widths();
    int classes = widths[widths.length - 1];
    long[][] confusion = new long[classes][classes];
    long start = System.nanoTime();
    DeepPredictor predictor = model.network().newPredictor();
    int right = 0;
    try (ProgressLine line = new ProgressLine(console)) {
      for (int row = 0; row < rows.size(); row++) {
        int answer = predictor.predict(rows, row);
        confusion[rows.label(row)][answer]++;
        right += answer == rows.label(row) ? 1 : 0;
        int done = row;
        line.update(() -> "asking  " + 100L * done / rows.size() + " %");
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    double accuracy = right / (double) rows.size();
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("rows", rows.size());
      report.put("right", right);
      report.put("accuracy", accuracy);
      report.put("seconds", seconds);
      report.put("confusion", confusion);
      console.out().println(JsonOutput.line(report));
    } else {
      lines(confusion, accuracy, rows.size(), seconds).forEach(console.out()::println);
    }
    return ExitCode.OK;
  }

  /** Share of rows that a network answers right. */
  static double accuracy(DeepNetwork network, DenseExamples rows) {
    DeepPredictor predictor = network.newPredictor();
    int right = 0;
    for (int row = 0; row < rows.size(); row++) {
      right += predictor.predict(rows, row) == rows.label(row) ? 1 : 0;
    }
    return right / (double) rows.size();
  }

  private static List<String> lines(long[][] confusion, double accuracy, int rows, double seconds) {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "accuracy %.4f on %s rows, %.3f ms a row",
            accuracy,
            Words.count(rows),
            1000 * seconds / rows));
    if (confusion.length <= 20) {
      lines.add("");
      StringBuilder head = new StringBuilder("true \\ answered");
      for (int c = 0; c < confusion.length; c++) {
        head.append(String.format("%7d", c));
      }
      lines.add(head.toString());
      for (int c = 0; c < confusion.length; c++) {
        StringBuilder line = new StringBuilder(String.format("%-15d", c));
        for (long count : confusion[c]) {
          line.append(String.format("%7d", count));
        }
        lines.add(line.toString());
      }
    }
    return lines;
  }
}
