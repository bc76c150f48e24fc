package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sluice.config.ActiveSetConfig;
import org.sluice.config.HashConfig;
import org.sluice.config.HashKind;
import org.sluice.config.SelectionKind;
import org.sluice.config.TrainingConfig;
import org.sluice.data.Dataset;
import org.sluice.data.DatasetSplit;
import org.sluice.index.RebuildSchedule;
import org.sluice.inspect.InspectReport;
import org.sluice.inspect.Inspector;
import org.sluice.inspect.Layer;
import org.sluice.inspect.SweepGrid;
import org.sluice.inspect.TableCell;
import org.sluice.inspect.TrainedCell;
import org.sluice.inspect.TrainingSweep;
import org.sluice.model.Model;
import org.sluice.train.Trainer;
import org.sluice.train.TrainingListener;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice inspect sweep}: what family, K, L, probes, selection and schedule change. */
@Command(
    name = "sweep",
    sortOptions = false,
    customSynopsis = "sluice inspect sweep [OPTIONS] MODEL|DATA",
    description = {
      "Try every combination of hash settings.",
      "",
      "With a MODEL, rows of --data ask its output layer as 'sluice inspect' does. With a DATA"
          + " file a network is trained on four fifths of its rows, at most 10,000 being held"
          + " out, and the held rows ask it; with --train a network is trained for every"
          + " combination, and its accuracy is measured on them.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice inspect sweep model --data test.txt --families fast-simhash",
      "  sluice inspect sweep train.txt --train --families simhash --k 4 --l 9",
      "  sluice inspect sweep train.txt --train --families simhash --k 4 --l 9 --rebuild-after"
          + " 50,500"
    })
final class SweepCommand implements Callable<Integer> {
  private static final double HELD_SHARE = 0.2;
  private static final double MOST_HELD = 10_000;

  @Parameters(
      index = "0",
      paramLabel = "MODEL|DATA",
      description = "Folder of a model, or a file of rows to train on.")
  Path source;

  @Mixin InspectSettings settings;

  @Option(
      names = "--k",
      paramLabel = "N",
      split = ",",
      description = "Elementary hashes a code, a third of it for winners (default: 8,10).")
  List<Integer> k = List.of(8, 10);

  @Option(names = "--l", paramLabel = "N", split = ",", description = "Tables (default: 20,50).")
  List<Integer> l = List.of(20, 50);

  @Option(
      names = "--probes",
      paramLabel = "N",
      split = ",",
      description = "Buckets a table and row (default: 1,4; with --train: 1).")
  List<Integer> probes;

  @Option(
      names = "--selections",
      paramLabel = "S",
      split = ",",
      description = "vanilla, top-k, threshold (default: vanilla,top-k; with --train: top-k).")
  List<String> selections;

  @Option(names = "--train", description = "Train a network for every combination.")
  boolean train;

  @Option(
      names = "--active",
      paramLabel = "N",
      split = ",",
      description = "Labels of an active set in training (default: as sluice train chooses).")
  List<Integer> active;

  @Option(
      names = "--rebuild-after",
      paramLabel = "N",
      split = ",",
      description =
          "Batches before tables are first rebuilt in training (default: as sluice train chooses).")
  List<Integer> rebuildAfter;

  @Option(
      names = "--rebuild-growth",
      paramLabel = "X",
      split = ",",
      description =
          "How fast the gaps between rebuilds grow (default: as sluice train chooses; 0: not).")
  List<Double> rebuildGrowth;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "1",
      description = "Epochs of a training (default: 1).")
  int epochs;

  @Mixin DataOptions dataOptions;
  @Mixin StandardOptions standard;

  private final Console console;

  SweepCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    dataOptions.check();
    settings.check();
    Usage.require(epochs >= 1 && epochs <= 10_000, "--epochs", "from 1 to 10000", epochs);
    boolean folder = Files.isDirectory(source);
    Usage.require(!folder || !train, "--train", "without a model, with DATA to train on", source);
    Usage.require(train || active == null, "--active", "with --train", active);
    checkSchedules();
    if (folder) {
      InspectCommand.require(settings.data, "--data");
      grid(1);
      try (Model model = Models.load(source)) {
        HashConfig hash = model.config().hash();
        Layer layer = InspectCommand.layer(model, settings, dataOptions, console);
        tell(sweep(layer, grid(hash.bucketCapacity()).cells()), List.of());
      }
    } else {
      Usage.require(settings.data == null, "--data", "with a model", settings.data);
      Usage.require(settings.fill == null, "--fill", "with a model", settings.fill);
      grid(1);
      ofData(Reading.read(source.toString(), dataOptions.toReadOptions(), console).dataset());
    }
    return ExitCode.OK;
  }

  private void checkSchedules() {
    Usage.require(train || rebuildAfter == null, "--rebuild-after", "with --train", rebuildAfter);
    Usage.require(
        train || rebuildGrowth == null, "--rebuild-growth", "with --train", rebuildGrowth);
    for (int gap : rebuildAfter == null ? List.<Integer>of() : rebuildAfter) {
      Usage.require(gap >= 1, "--rebuild-after", "at least 1", gap);
    }
    for (double growth : rebuildGrowth == null ? List.<Double>of() : rebuildGrowth) {
      Usage.require(growth >= 0 && growth <= 5, "--rebuild-growth", "from 0 to 5", growth);
    }
  }

  private SweepGrid grid(int capacity) {
    List<String> rules =
        selections != null ? selections : train ? List.of("top-k") : List.of("vanilla", "top-k");
    return settings.grid(
        settings.kinds(List.of(HashKind.FAST_SIMHASH, HashKind.DWTA, HashKind.SIMPLE_ALSH)),
        k,
        l,
        settings.capacity == null ? capacity : settings.capacity,
        probes != null ? probes : train ? List.of(1) : List.of(1, 4),
        InspectSettings.parse("--selections", SelectionKind.values(), rules));
  }

  private void ofData(Dataset data) throws IOException {
    if (data.rows() < 2) {
      throw new UserException(source + ": a sweep needs at least 2 rows: " + data.rows());
    }
    double share = Math.min(HELD_SHARE, MOST_HELD / data.rows());
    DatasetSplit split = data.split(Math.max(share, 1.0 / data.rows()), settings.seed);
    TrainingConfig base =
        Trainer.defaults(data)
            .with(
                Map.of(
                    "epochs",
                    epochs,
                    "rank",
                    false,
                    "threads",
                    settings.threads(),
                    "seed",
                    settings.seed));
    ActiveSetConfig sets = base.activeSet();
    List<TableCell> cells = grid(base.hash().bucketCapacity()).cells();
    List<Integer> sizes = active == null ? List.of(sets.activeSize()) : active;
    sizes.forEach(size -> base.with(Map.of("activeSize", size)));
    List<RebuildSchedule> schedules = schedules(base);
    List<TrainedCell> trained = List.of();
    try (ProgressLine line = new ProgressLine(console)) {
      if (train) {
        trained =
            new TrainingSweep(
                    split.train(),
                    split.validation(),
                    base,
                    settings.options(),
                    settings.rows,
                    text -> line.update(() -> text))
                .run(cells, schedules, sizes);
      } else {
        line.update(() -> "training on " + Words.count(split.train().rows()) + " rows");
      }
    }
    try (Model model = Trainer.train(split.train(), base, TrainingListener.SILENT)) {
      Layer layer =
          Layer.of(
              model,
              split.validation(),
              settings.rows,
              split.train(),
              InspectCommand.MOST_SEEN,
              settings.seed,
              settings.threads());
      tell(sweep(layer, cells), trained);
    }
  }

  /** Every first gap with every growth. */
  private List<RebuildSchedule> schedules(TrainingConfig base) {
    HashConfig hash = base.hash();
    List<Integer> gaps = rebuildAfter == null ? List.of(hash.rebuildAfter()) : rebuildAfter;
    List<Double> growths = rebuildGrowth == null ? List.of(hash.rebuildGrowth()) : rebuildGrowth;
    return gaps.stream()
        .distinct()
        .flatMap(gap -> growths.stream().distinct().map(x -> new RebuildSchedule(gap, x)))
        .toList();
  }

  private InspectReport sweep(Layer layer, List<TableCell> cells) {
    try (ProgressLine line = new ProgressLine(console)) {
      return new Inspector(layer, settings.options(), text -> line.update(() -> text)).sweep(cells);
    }
  }

  private void tell(InspectReport report, List<TrainedCell> trained) throws IOException {
    InspectOutput.write(
        console, InspectCommand.name(source), report, trained, settings.json, settings.html);
  }
}
