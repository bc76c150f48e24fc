package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.sluice.config.DataFigures;
import org.sluice.config.TrainingConfig;
import org.sluice.data.Dataset;
import org.sluice.json.Json;
import org.sluice.train.Trainer;
import org.sluice.tune.Goal;
import org.sluice.tune.Trial;
import org.sluice.tune.TuneOptions;
import org.sluice.tune.TuneResult;
import org.sluice.tune.Tuner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice tune}: data in, settings out. */
@Command(
    name = "tune",
    sortOptions = false,
    customSynopsis = "sluice tune [OPTIONS] DATA [-o CONFIG]",
    description = {
      "Search for better settings than the defaults.",
      "",
      "A fifth of the rows, at most 10,000, is held out. Candidates, the defaults among them, are"
          + " trained on few of the other rows; the best third of them goes on to three times as"
          + " many rows, and so on until the rows or the time are used up. Rates, hidden width,"
          + " dropout, epochs, active labels and the second stage's cost, dropBelow, mined and"
          + " candidates are varied; settings given here stay as given. Ctrl-C (or SIGTERM) ends"
          + " the search; the best so far is written all the same.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice tune train.txt -o settings.json --budget 10",
      "  sluice train train.txt -o model --config settings.json",
      "  sluice tune titles.tsv -o settings.json --metric psp1 --hidden 256",
      "  sluice tune train.txt --trials 9 --threads 1 --seed 7 > settings.json"
    })
final class TuneCommand implements Callable<Integer> {
  private static final double USUAL_MINUTES = 10;

  @Parameters(
      index = "0",
      paramLabel = "DATA",
      description = "Rows to learn from: a file, or - for standard input.")
  String data;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "CONFIG",
      description =
          "File for the settings, as 'sluice train --config' takes it; replaced where there is one."
              + " Without it they go to standard output.")
  Path output;

  @Mixin DataOptions dataOptions;

  @Option(
      names = "--budget",
      paramLabel = "MINUTES",
      description = "Time to search (default: 10, or none with --trials).")
  Double budget;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description =
          "Candidates, the defaults among them, instead of as many as the time allows; the search"
              + " then ends on all rows.")
  Integer trials;

  @Option(
      names = "--metric",
      paramLabel = "METRIC",
      defaultValue = "p1",
      description = "What to make high: p1 (the default), p3, p5, ndcg3, ndcg5, psp1, psp3, psp5.")
  Goal goal;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "JSON object of settings that stay as they are. Options win over it.")
  Path configFile;

  @Option(
      names = "--json",
      description =
          "End with one JSON object: metric, score and defaults (of the best and of the default"
              + " settings on the same rows), share (of the rows trained on), changes, config,"
              + " trials, seconds, complete, interrupted.")
  boolean json;

  @Mixin StandardOptions standard;

  private final SettingOptions options = new SettingOptions();
  private final Console console;

  TuneCommand(Console console) {
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
    TuneOptions asked = asked(settings);
    TrainCommand.choose(settings, TrainCommand.MIDDLING);
    if (output != null) {
      OutputTarget.checkFile(output);
    }
    Dataset rows = Reading.read(data, dataOptions.toReadOptions(), console).dataset();
    if (rows.rows() < Tuner.LEAST_ROWS) {
      throw new UserException(
          data + ": tuning needs at least " + Tuner.LEAST_ROWS + " rows: " + rows.rows());
    }
    DataFigures figures = Trainer.figures(rows);
    TrainingConfig base = TrainCommand.choose(settings, figures);
    try (TuneProgress progress = new TuneProgress(console, goal);
        var registration = console.interrupts().onRequest(progress::stop)) {
      Tuner tuner = new Tuner(rows, base, asked, progress);
      progress.begin(tuner);
      TuneResult result = tuner.run();
      progress.close();
      return tell(result, settings, (System.nanoTime() - start) / 1e9);
    }
  }

  private TuneOptions asked(Settings settings) {
    Usage.require(
        budget == null || (budget > 0 && budget <= 1e6), "--budget", "above 0 minutes", budget);
    Usage.require(
        trials == null || (trials >= 1 && trials <= 10_000), "--trials", "from 1 to 10000", trials);
    Double minutes = budget == null && trials == null ? Double.valueOf(USUAL_MINUTES) : budget;
    return new TuneOptions(
        goal,
        Optional.ofNullable(minutes).map(m -> m * 60),
        trials == null ? OptionalInt.empty() : OptionalInt.of(trials),
        settings.names());
  }

  private int tell(TuneResult result, Settings settings, double seconds) throws IOException {
    boolean interrupted = console.interrupts().requested();
    Map<String, Object> config = new LinkedHashMap<>(result.config().toMap());
    if (!settings.names().contains("threads")) {
      config.remove("threads"); // a matter of the machine
    }
    String text = Json.write(config, 2) + "\n";
    if (output != null) {
      OutputTarget.writeWhole(output, file -> Files.writeString(file, text));
    }
    if (json) {
      console.out().println(JsonOutput.line(report(result, config, seconds, interrupted)));
    } else if (output == null) {
      console.out().print(text);
    }
    console.note(summary(result));
    if (output != null) {
      console.note("'sluice train DATA -o MODEL --config " + output + "' trains with it");
    }
    if (interrupted) {
      console.note("interrupted; these are the best settings so far");
    }
    return interrupted ? ExitCode.INTERRUPTED : ExitCode.OK;
  }

  private String summary(TuneResult result) {
    if (result.best().isEmpty()) {
      return "no trial was finished: the settings are the defaults";
    }
    Trial best = result.best().get();
    if (result.trials().stream().allMatch(trial -> trial.candidate() == 0)) {
      return "there was time for the defaults alone: more --budget is needed";
    }
    String defaults =
        result.defaults().map(score -> String.format(Locale.ROOT, "%.4f", score)).orElse("?");
    return best.changes().isEmpty()
        ? String.format(
            Locale.ROOT,
            "no candidate was better than the defaults: %s %s",
            goal.metric(),
            defaults)
        : String.format(
            Locale.ROOT,
            "%s %.4f instead of %s on %.0f %% of the rows with %s",
            goal.metric(),
            best.score(),
            defaults,
            100 * best.share(),
            TuneProgress.words(best.changes()));
  }

  private Map<String, Object> report(
      TuneResult result, Map<String, Object> config, double seconds, boolean interrupted) {
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("metric", goal.metric());
    report.put("score", result.best().map(Trial::score).orElse(null));
    report.put("defaults", result.defaults().orElse(null));
    report.put("share", result.best().map(Trial::share).orElse(null));
    report.put("changes", result.best().map(Trial::changes).orElse(Map.of()));
    report.put("config", config);
    report.put("trials", result.trials().stream().map(TuneCommand::member).toList());
    report.put("seconds", seconds);
    report.put("complete", result.complete());
    report.put("interrupted", interrupted);
    return report;
  }

  private static Map<String, Object> member(Trial trial) {
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("candidate", trial.candidate());
    member.put("share", trial.share());
    member.put("score", trial.score());
    member.put("seconds", trial.seconds());
    member.put("changes", trial.changes());
    return member;
  }
}
