package org.sluice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sluice.deep.DeepPredictor;
import org.sluice.dense.DenseExamples;
import org.sluice.model.DeepModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice deep predict}: rows in, their classes out. */
@Command(
    name = "predict",
    sortOptions = false,
    customSynopsis = "sluice deep predict [OPTIONS] MODEL DATA",
    description = {
      "Print the class of each row, one a line.",
      "",
      "DATA is a folder as 'sluice deep train' takes it, of which the test rows are asked, or a"
          + " file of rows alone, without a column for the class: numbers separated by commas or"
          + " spaces, a row a line; - for the input."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice deep predict deep-model images/mnist > classes.txt",
      "  sluice deep predict deep-model images/mnist --part all --json"
    })
final class DeepPredictCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "Folder of the model.")
  Path modelFolder;

  @Parameters(index = "1", paramLabel = "DATA", description = "Rows to ask about.")
  String data;

  @Option(
      names = "--part",
      paramLabel = "test|train|all",
      defaultValue = "test",
      description = "Rows of a folder that are asked (default: test).")
  DeepRows part;

  @Mixin DenseDataOptions dataOptions;

  @Option(
      names = "--json",
      description = "Print a JSON object a row: class, and the probabilities of all classes.")
  boolean json;

  @Mixin StandardOptions standard;

  private final Console console;

  DeepPredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    dataOptions.check();
    DeepModel model = DeepModel.load(modelFolder);
    DeepPredictor predictor = model.network().newPredictor();
    if (!data.equals("-") && Files.isDirectory(Path.of(data))) {
      DenseExamples rows = part.open(Path.of(data), dataOptions, model.network());
      for (int row = 0; row < rows.size(); row++) {
        tell(predictor.predict(rows, row), predictor);
      }
    } else if (data.equals("-")) {
      lines(console.in(), "standard input", model.network().widths()[0], predictor);
    } else {
      try (InputStream in = Files.newInputStream(Path.of(data))) {
        lines(in, data, model.network().widths()[0], predictor);
      }
    }
    return ExitCode.OK;
  }

  private void lines(InputStream in, String name, int width, DeepPredictor predictor)
      throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    float[] row = new float[width];
    int number = 0;
    for (String line; (line = reader.readLine()) != null; ) {
      number++;
      if (!line.isBlank()) {
        parse(line, name + ":" + number, row);
        tell(predictor.predict(row, 0), predictor);
      }
    }
  }

  private void parse(String line, String place, float[] row) {
    String[] parts = line.strip().split("\\s*[,\\s]\\s*", -1);
    if (parts.length != row.length) {
      throw new UserException(
          place + ": a row must have the " + row.length + " numbers of the model: " + parts.length);
    }
    for (int i = 0; i < parts.length; i++) {
      try {
        row[i] = dataOptions.unit * Float.parseFloat(parts[i]);
      } catch (NumberFormatException e) {
        throw new UserException(
            place + ": number " + (i + 1) + " must be a number: " + parts[i], e);
      }
      if (!Float.isFinite(row[i])) {
        throw new UserException(place + ": number " + (i + 1) + " must be finite: " + parts[i]);
      }
    }
  }

  private void tell(int answer, DeepPredictor predictor) throws IOException {
    if (!json) {
      console.out().println(answer);
      return;
    }
    float[] scores = predictor.scores();
    double[] probabilities = new double[scores.length];
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      probabilities[c] = Math.exp(scores[c] - scores[answer]);
      sum += probabilities[c];
    }
    for (int c = 0; c < scores.length; c++) {
      probabilities[c] /= sum;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("class", answer);
    line.put("probabilities", probabilities);
    console.out().println(JsonOutput.line(line));
  }
}
