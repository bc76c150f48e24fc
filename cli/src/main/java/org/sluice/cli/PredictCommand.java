package org.sluice.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.sluice.data.DataFormat;
import org.sluice.data.DataReader;
import org.sluice.data.Dataset;
import org.sluice.data.SparseDataset;
import org.sluice.data.SparseRows;
import org.sluice.data.TextDataset;
import org.sluice.metric.Propensity;
import org.sluice.model.Model;
import org.sluice.predict.Prediction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice predict}: texts or features in, labels with scores out. */
@Command(
    name = "predict",
    description = {
      "Answer with the most probable labels.",
      "",
      "Every line of the input is a text, or features as 'feature:value feature:value', or a line"
          + " of one of the data formats, whose labels are ignored. Every line of the output"
          + " answers one line of the input: label TAB score TAB label TAB score ..., best first; a"
          + " blank line is answered by a blank line. Scores are probabilities from 0 to 1. The"
          + " input may be of any length, and what has arrived is answered at once."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice predict titles-model --text 'history of the steam engine'",
      "  echo '17:1 230:0.5' | sluice predict model -k 3",
      "  sluice predict model test.txt --threshold 0.5",
      "  sluice predict model test.txt --json > answers.jsonl"
    })
final class PredictCommand implements Callable<Integer> {
  private static final int CHUNK = 256;

  @Parameters(index = "0", paramLabel = "MODEL", description = "Folder of the model.")
  Path modelFolder;

  @Parameters(
      index = "1",
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = DataReader.STANDARD_INPUT,
      description = "Lines to answer; standard input where it is - or missing.")
  String input;

  @Option(names = "--text", paramLabel = "TEXT", description = "Answer this text only.")
  String text;

  @Option(
      names = {"-k", "--top"},
      paramLabel = "N",
      description =
          "Most labels in an answer (default: 5; with a threshold all that the model finds).")
  Integer top;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description = "Give only labels whose score is at least this, from 0 to 1.")
  Double threshold;

  @Option(
      names = "--precision",
      paramLabel = "P",
      description =
          "Give only labels above the threshold that had this precision on rows kept aside in"
              + " training, above 0 to 1; 'sluice show' lists those that were measured.")
  Double precision;

  @Option(
      names = "--propensity",
      paramLabel = "X",
      description =
          "Favour rare labels: 0 not at all, 1 by their inverse propensity (default: as in"
              + " training). Scores stay probabilities and then do not fall from label to label.")
  Double propensityStrength;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "auto",
      description =
          "text, xmc, tsv, libsvm, jsonl or auto, which looks at the first line: text with a tab is"
              + " tsv.")
  DataFormat format;

  @Option(
      names = "--first-index",
      paramLabel = "0|1",
      description = "Smallest feature index, other than in xmc (default: as in training).")
  Integer firstIndex;

  @Option(names = "--threads", paramLabel = "N", description = "Workers (default: all processors).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--json",
      description =
          "Print one JSON object a line: {\"predictions\": [{\"label\": ..., \"id\": ...,"
              + " \"score\": ...}, ...]}.")
  boolean json;

  @Mixin StandardOptions standard;

  private final Console console;

  PredictCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Usage.require(top == null || (top >= 1 && top <= 100_000), "--top", "from 1 to 100000", top);
    Thresholds.checkThreshold(threshold);
    Thresholds.checkPrecision(precision);
    Thresholds.checkStrength(propensityStrength);
    Usage.require(
        threshold == null || precision == null,
        "--threshold",
        "given without --precision",
        threshold);
    Usage.require(
        firstIndex == null || firstIndex == 0 || firstIndex == 1,
        "--first-index",
        "0 or 1",
        firstIndex);
    Usage.require(
        text == null || input.equals(DataReader.STANDARD_INPUT),
        "--text",
        "given without FILE",
        input);
    Usage.require(threads >= 1 && threads <= 1024, "--threads", "from 1 to 1024", threads);
    try (Model model = Models.load(modelFolder);
        ForkJoinPool workers = new ForkJoinPool(threads)) {
      Answerer answerer =
          Answerer.of(
              Thresholds.predictor(model, propensityStrength, Propensity.DEFAULT),
              least(model),
              top);
      if (text != null) {
        byte[] only = text.replaceAll("\\R", " ").getBytes(StandardCharsets.UTF_8);
        DataFormat whole = Models.takesText(model) ? DataFormat.TEXT : format;
        answer(questions("--text", whole, model).rows(List.of(only)), answerer, workers);
      } else {
        stream(model, answerer, workers);
      }
    }
    return ExitCode.OK;
  }

  /** Least score of a label that is given, or null. */
  private Double least(Model model) {
    return precision == null
        ? threshold
        : Double.valueOf(Thresholds.forPrecision(model, precision, console));
  }

  private void stream(Model model, Answerer answerer, ForkJoinPool workers) throws IOException {
    if (console.inputTerminal() && input.equals(DataReader.STANDARD_INPUT)) {
      console.note("type a line and press Enter; Ctrl-D ends");
    }
    try (LineInput lines = LineInput.open(input, console.in())) {
      Questions questions = questions(lines.name(), format, model);
      for (List<byte[]> chunk = lines.chunk(CHUNK); !chunk.isEmpty(); chunk = lines.chunk(CHUNK)) {
        answer(questions.rows(chunk), answerer, workers);
        console.checkOutput(); // also hands the answers over at once
      }
    }
  }

  private Questions questions(String name, DataFormat asked, Model model) {
    return new Questions(
        name,
        asked,
        Models.takesText(model),
        model.network().shape().features(),
        Models.firstIndex(model, firstIndex));
  }

  private void answer(Questions.Block block, Answerer answerer, ForkJoinPool workers) {
    int rows = block.rows() == null ? 0 : block.rows().rows();
    List<List<Prediction>> answers =
        workers
            .submit(
                () ->
                    IntStream.range(0, rows)
                        .parallel()
                        .mapToObj(row -> answer(block.rows(), row, answerer))
                        .toList())
            .join();
    for (int row : block.rowOf()) {
      List<Prediction> best = row < 0 ? List.of() : answers.get(row);
      console.out().println(json ? JsonOutput.line(object(best)) : line(best));
    }
  }

  private static List<Prediction> answer(Dataset rows, int row, Answerer answerer) {
    return switch (rows) {
      case TextDataset texts -> answerer.answer(texts.texts().get(row));
      case SparseDataset sparse -> {
        SparseRows x = sparse.features();
        int from = x.offsets()[row];
        int to = x.offsets()[row + 1];
        yield answerer.answer(
            java.util.Arrays.copyOfRange(x.indices(), from, to),
            java.util.Arrays.copyOfRange(x.values(), from, to));
      }
    };
  }

  private static String line(List<Prediction> best) {
    StringBuilder line = new StringBuilder();
    for (Prediction answer : best) {
      line.append(line.isEmpty() ? "" : "\t")
          .append(answer.name().replaceAll("[\\t\\r\\n]", " "))
          .append('\t')
          .append(String.format(Locale.ROOT, "%.6f", answer.score()));
    }
    return line.toString();
  }

  private static Map<String, Object> object(List<Prediction> best) {
    List<Map<String, Object>> answers = new ArrayList<>();
    for (Prediction answer : best) {
      Map<String, Object> member = new LinkedHashMap<>();
      member.put("label", answer.name());
      member.put("id", answer.label());
      member.put("score", answer.score());
      answers.add(member);
    }
    return Map.of("predictions", answers);
  }
}
