package org.sluice.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.sluice.model.Model;
import org.sluice.model.Ranking;
import org.sluice.model.Scoring;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice show}: what a model is and how it was made. */
@Command(
    name = "show",
    description = "Show what a model is, how it was trained and how large it is.",
    footerHeading = "%nExamples:%n",
    footer = {"  sluice show model", "  sluice show model --json"})
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "MODEL", description = "Folder of the model.")
  Path modelFolder;

  @Option(
      names = "--json",
      description =
          "Print one JSON object; its member 'config' can be given to 'sluice train --config'.")
  boolean json;

  @Mixin StandardOptions standard;

  private final Console console;

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (Model model = Models.load(modelFolder)) {
      long bytes = ProcessFigures.folderBytes(modelFolder);
      if (json) {
        console.out().println(JsonOutput.line(facts(model, bytes)));
      } else {
        print(model, bytes);
      }
    }
    return ExitCode.OK;
  }

  private static Map<String, Object> facts(Model model, long bytes) {
    var shape = model.network().shape();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("input", Models.takesText(model) ? "text" : "features");
    facts.put("features", shape.features());
    facts.put("hidden", shape.hidden());
    facts.put("labels", shape.labels());
    facts.put("parameters", parameters(model));
    facts.put("training_rows", model.trainingRows());
    facts.put("model_mb", bytes / 1e6);
    Scoring scoring = scoring(model);
    facts.put("calibration_rows", scoring.rows());
    facts.put(
        "thresholds",
        scoring.targets().stream()
            .map(
                target -> {
                  Map<String, Object> threshold = new LinkedHashMap<>();
                  threshold.put("wanted", target.precision());
                  threshold.putAll(target.point().toMap());
                  return threshold;
                })
            .toList());
    facts.put("provenance", model.provenance().facts());
    facts.put("config", model.config().toMap());
    return facts;
  }

  private static Scoring scoring(Model model) {
    return model.ranking().map(Ranking::scoring).orElse(Scoring.UNMEASURED);
  }

  private static long parameters(Model model) {
    var shape = model.network().shape();
    long inputs = shape.features();
    long total = 0;
    for (int width : shape.hidden()) {
      total += (inputs + 1) * width;
      inputs = width;
    }
    return total + (inputs + 1) * shape.labels();
  }

  private void print(Model model, long bytes) {
    PrintStream out = console.out();
    var shape = model.network().shape();
    String layers = shape.hidden().stream().map(Words::count).collect(Collectors.joining(" -> "));
    out.printf(
        "%s: takes %s, answers with %s labels%n",
        modelFolder, Models.takesText(model) ? "text" : "features", Words.count(shape.labels()));
    row("network", Words.count(shape.features()) + " features -> " + layers + " -> labels");
    row("parameters", Words.count(parameters(model)) + ", " + Words.bytes(bytes) + " on disk");
    row("trained on", Words.count(model.trainingRows()) + " rows");
    Scoring scoring = scoring(model);
    if (scoring.rows() > 0) {
      row("measured on", Words.count(scoring.rows()) + " rows kept aside");
      scoring.targets().forEach(target -> row("", Thresholds.words(target)));
    }
    model.provenance().facts().forEach((name, value) -> row(name, inWords(value)));
    List<String> settings = Settings.describe(model.config(), Models.takesText(model));
    settings.forEach(
        line -> row(line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 2)));
  }

  private static String inWords(Object value) {
    return switch (value) {
      case Double number -> Words.decimal(number);
      case Map<?, ?> inner ->
          inner.entrySet().stream()
              .map(entry -> entry.getKey() + " " + inWords(entry.getValue()))
              .collect(Collectors.joining(", "));
      case null, default -> String.valueOf(value);
    };
  }

  private void row(String name, String value) {
    console.out().printf("  %-14s %s%n", name, Failures.oneLine(value));
  }
}
