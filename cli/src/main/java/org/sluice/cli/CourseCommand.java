package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.DivergedException;
import org.sluice.dense.DenseSets;
import org.sluice.inspect.CourseRow;
import org.sluice.inspect.DeepCourse;
import org.sluice.inspect.InspectOptions;
import org.sluice.model.DeepModel;
import org.sluice.reproduce.EnergyMeter;
import org.sluice.reproduce.RunWatch;
import org.sluice.reproduce.Stopped;
import org.sluice.reproduce.WatchedRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice inspect course}: hidden layers before a training and after each of its epochs. */
@Command(
    name = "course",
    sortOptions = false,
    customSynopsis = "sluice inspect course [OPTIONS] MODEL --data DATA",
    description = {
      "Follow hidden layers over the course of training.",
      "",
      "Trains a network anew with the settings of MODEL, made by 'sluice deep train', and one for"
          + " every combination of --selections, --shares, --k and --l. Before the first epoch and"
          + " after each, rows to test with ask its hidden layers for active sets of several sizes"
          + " as the layer itself chooses them: precision (share of the set that is in the exact"
          + " top of its size), share of the exact top that was found, and the accuracy on all"
          + " rows to test with. Layers that do not hash are also asked by tables of their weights"
          + " as published. Ctrl-C ends it with what was measured.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice inspect course deep-model --data images/mnist --epochs 2",
      "  sluice inspect course deep-model --data images/mnist --epochs 1 \\",
      "      --selections winner-take-all,hashed-published --json > course.json"
    })
final class CourseCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "MODEL", description = "Folder of the model.")
  Path modelFolder;

  @Option(
      names = "--data",
      paramLabel = "DATA",
      required = true,
      description = "Images or a table, as 'sluice deep train' takes them.")
  Path data;

  @Mixin CourseSettings settings;
  @Mixin DenseDataOptions dataOptions;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with charts that a browser opens from the file, needing no net.")
  Path html;

  @Option(names = "--json", description = "Print one JSON object with all figures.")
  boolean json;

  @Mixin StandardOptions standard;

  private final Console console;

  CourseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    dataOptions.check();
    settings.check();
    if (html != null) {
      OutputTarget.checkFile(html);
    }
    DeepModel model = DeepModel.load(modelFolder);
    List<DeepConfig> networks = settings.networks(modelFolder, model.config());
    List<Integer> layers = settings.layers(model.config());
    InspectOptions options = settings.options(networks, layers);
    DenseSets sets = dataOptions.open(data);
    DeepRows.checkWidth(data, sets, model.network());
    RunWatch watch = new RunWatch(EnergyMeter.none());
    DeepCourse course =
        new DeepCourse(
            new WatchedRows(sets.train(), Integer.MAX_VALUE, watch, true),
            new WatchedRows(sets.test(), Integer.MAX_VALUE, watch, false),
            layers,
            options,
            settings.rows,
            settings.cells(model.config(), layers));
    List<CourseRow> rows = new ArrayList<>();
    boolean interrupted = !run(course, networks, sets, watch, rows);
    if (interrupted && rows.isEmpty()) {
      console.note("interrupted; nothing was measured");
      return ExitCode.INTERRUPTED;
    }
    int units = model.config().hidden().get(layers.getFirst()).units();
    new CourseOutput(
            InspectCommand.name(modelFolder),
            units,
            Math.min(settings.rows, sets.test().size()),
            options,
            rows,
            interrupted)
        .write(console, json, html);
    if (interrupted) {
      console.note("interrupted; these are the figures up to then");
    }
    return interrupted ? ExitCode.INTERRUPTED : ExitCode.OK;
  }

  /** Trains all networks. Returns whether they came to their ends. */
  private boolean run(
      DeepCourse course,
      List<DeepConfig> networks,
      DenseSets sets,
      RunWatch watch,
      List<CourseRow> rows) {
    long start = System.nanoTime();
    long all =
        networks.stream().mapToLong(network -> (long) network.epochs() * sets.train().size()).sum();
    try (ProgressLine line = new ProgressLine(console);
        var ticker = new ProgressTicker(line, () -> Words.progress(watch.rows(), all, start));
        var registration = console.interrupts().onRequest(watch::stop)) {
      for (DeepConfig network : networks) {
        String name = CourseSettings.name(network);
        course.run(
            name,
            network,
            row -> {
              if (rows.isEmpty()
                  || rows.getLast().epoch() != row.epoch()
                  || !rows.getLast().network().equals(name)) {
                line.say(describe(row, network.epochs()));
              }
              rows.add(row);
            });
      }
    } catch (Stopped e) {
      return false;
    } catch (DivergedException e) {
      throw new UserException(e.getMessage(), e);
    }
    return true;
  }

  private static String describe(CourseRow row, int epochs) {
    return String.format(
        Locale.ROOT,
        "%s  epoch %d/%d  accuracy %.4f",
        row.network(),
        row.epoch(),
        epochs,
        row.accuracy());
  }
}
