package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sluice.config.DataFigures;
import org.sluice.config.RunConfig;
import org.sluice.config.TrainingConfig;
import org.sluice.data.Dataset;
import org.sluice.data.ReadOptions;
import org.sluice.data.ReadResult;
import org.sluice.data.SparseDataset;
import org.sluice.data.TextDataset;
import org.sluice.model.Model;
import org.sluice.train.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice train}: data in, a model folder out. */
@Command(
    name = "train",
    sortOptions = false,
    customSynopsis = "sluice train [OPTIONS] DATA -o MODEL",
    description = {
      "Train a model.",
      "",
      "Settings that are not given are chosen from the data and shown. Ctrl-C (or SIGTERM) ends"
          + " training after the batches in hand; --on-interrupt says what becomes of the model.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice train titles.tsv -o titles-model",
      "  sluice train train.txt -o model --epochs 2 --hidden 64 --patience 1 \\",
      "      --validation-share 0.1",
      "  sluice train train.txt -o model --active-mode example --hash-family dwta \\",
      "      --epochs 1 --seed 7",
      "  sluice train train.txt -o model --config settings.json --json",
      "",
      "settings.json holds the same settings by their names, such as {\"epochs\": 2, \"hidden\":"
          + " [64]}."
    })
final class TrainCommand implements Callable<Integer> {
  /** Figures of a middling file, to check settings with before one is read. */
  static final DataFigures MIDDLING = new DataFigures(100_000, 10_000, 10_000, 10, 2, true);

  /** What becomes of the model when training is interrupted. */
  enum OnInterrupt {
    SAVE,
    DISCARD
  }

  @Parameters(
      index = "0",
      paramLabel = "DATA",
      description = "Rows to learn from: a file, or - for standard input.")
  String data;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "MODEL",
      required = true,
      description =
          "Folder for the model. A model there is replaced once the new one is complete; anything"
              + " else there is left alone and is an error.")
  Path output;

  @Mixin DataOptions dataOptions;

  @Option(
      names = "--validation-file",
      paramLabel = "FILE",
      description = "Rows to watch the run on, instead of a share of DATA.")
  String validationFile;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "JSON object of settings; names are those of the options below without hyphens, as in"
              + " 'sluice show MODEL --json'. Options on the command line win.")
  Path configFile;

  @Option(
      names = "--on-interrupt",
      paramLabel = "save|discard",
      defaultValue = "save",
      description =
          "After Ctrl-C save the model as far as it has come (the default), or write nothing.")
  OnInterrupt onInterrupt;

  @Option(
      names = "--json",
      description =
          "End with one JSON object: rows, seconds and cpu_seconds (of the whole command),"
              + " read_seconds, train_seconds, save_seconds, rows_per_second (rows trained, over"
              + " all epochs, by train_seconds), peak_memory_mb, model_mb, epochs, loss,"
              + " validation, interrupted.")
  boolean json;

  @Mixin StandardOptions standard;

  private final SettingOptions options = new SettingOptions();
  private final Console console;

  TrainCommand(Console console) {
    this.console = console;
  }

  SettingOptions options() {
    return options;
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    Settings settings = new Settings(configFile, options.given());
    dataOptions.check();
    checkEarly(settings);
    Model.checkTarget(output);
    ReadResult read = Reading.read(data, dataOptions.toReadOptions(), console);
    Optional<Dataset> validation =
        validationFile == null ? Optional.empty() : Optional.of(validation(read));
    DataFigures figures = Trainer.figures(read.dataset());
    TrainingConfig config = choose(settings, figures);
    describe(figures, config);
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("rows", read.dataset().rows());
    report.put("read_seconds", secondsSince(start));

    try (TrainingProgress progress = new TrainingProgress(console);
        var registration = console.interrupts().onRequest(progress::stop)) {
      long begin = System.nanoTime();
      try (Model bare = train(read.dataset(), validation, config, progress)) {
        report.put("train_seconds", secondsSince(begin));
        progress.close();
        if (console.interrupts().requested() && onInterrupt == OnInterrupt.DISCARD) {
          console.note("interrupted; nothing was saved");
          return ExitCode.INTERRUPTED;
        }
        long saving = System.nanoTime();
        Models.withDataFacts(bare, read, data).save(output);
        report.put("save_seconds", secondsSince(saving));
        report.put("seconds", secondsSince(start));
        return tell(report, progress);
      }
    }
  }

  /** Says what the run took and gave; returns the exit code. */
  private int tell(Map<String, Object> report, TrainingProgress progress) throws IOException {
    boolean interrupted = console.interrupts().requested();
    double trainSeconds = (double) report.get("train_seconds");
    report.put("cpu_seconds", ProcessFigures.cpuSeconds());
    report.put("rows_per_second", progress.rowsDone() / Math.max(1e-9, trainSeconds));
    report.put("peak_memory_mb", ProcessFigures.peakMemoryMb());
    report.put("model_mb", ProcessFigures.folderBytes(output) / 1e6);
    report.put("interrupted", interrupted);
    progress.report(report);
    console.out().println(json ? JsonOutput.line(report) : summary(report));
    if (interrupted) {
      console.note("interrupted; the model as far as it had come is in " + output);
    }
    return interrupted ? ExitCode.INTERRUPTED : ExitCode.OK;
  }

  private static Model train(
      Dataset rows,
      Optional<Dataset> validation,
      TrainingConfig config,
      TrainingProgress progress) {
    return validation.isPresent()
        ? Trainer.train(rows, validation, config, progress)
        : Trainer.train(rows, config, progress);
  }

  /** Wrong settings must not wait for a large file. */
  private void checkEarly(Settings settings) {
    RunConfig run = choose(settings, MIDDLING).run();
    Usage.require(
        validationFile == null || run.validationShare() == 0,
        "validationShare",
        "0 with --validation-file",
        run.validationShare());
    Usage.require(
        run.patience() == 0 || validationFile != null || run.validationShare() > 0,
        "patience",
        "0 without --validation-share or --validation-file",
        run.patience());
  }

  static TrainingConfig choose(Settings settings, DataFigures figures) {
    try {
      return settings.choose(figures);
    } catch (IllegalArgumentException e) {
      throw new Usage.WrongOption(e.getMessage());
    }
  }

  private Dataset validation(ReadResult training) throws IOException {
    int features =
        training.dataset() instanceof SparseDataset sparse ? sparse.features().columns() : -1;
    ReadOptions exact =
        dataOptions.toReadOptions().withModel(training.dataset().dictionary(), features);
    if (dataOptions.firstIndex == null && features >= 0) {
      exact = exact.withFirstIndex(training.firstIndex());
    }
    Dataset rows = Reading.read(validationFile, exact, console).dataset();
    if (rows instanceof TextDataset != training.dataset() instanceof TextDataset) {
      throw new UserException(
          validationFile + ": must hold text or features like the training data");
    }
    return rows;
  }

  private void describe(DataFigures figures, TrainingConfig config) {
    console.note(
        String.format(
            Locale.ROOT,
            "%s rows, %s labels, %s labels a row",
            Words.count(figures.rows()),
            Words.count(figures.labels()),
            Words.decimal(figures.labelsPerRow())));
    Settings.describe(config, figures.text()).forEach(console::note);
  }

  private String summary(Map<String, Object> report) {
    return String.format(
        Locale.ROOT,
        "%s: %s, trained in %s (%,.0f rows/s), at most %s of memory",
        output,
        Words.bytes((long) ((double) report.get("model_mb") * 1e6)),
        Words.duration((double) report.get("train_seconds")),
        (double) report.get("rows_per_second"),
        Words.bytes((long) ((double) report.get("peak_memory_mb") * 1e6)));
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
