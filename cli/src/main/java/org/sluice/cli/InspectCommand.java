package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sluice.config.HashConfig;
import org.sluice.config.HashKind;
import org.sluice.config.SelectionKind;
import org.sluice.data.Dataset;
import org.sluice.inspect.InspectReport;
import org.sluice.inspect.Inspector;
import org.sluice.inspect.Layer;
import org.sluice.inspect.SweepGrid;
import org.sluice.model.DeepModel;
import org.sluice.model.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice inspect}: how well hashing finds the labels that answer most strongly. */
@Command(
    name = "inspect",
    sortOptions = false,
    customSynopsis = {
      "sluice inspect [OPTIONS] MODEL --data DATA",
      "sluice inspect sweep [OPTIONS] MODEL|DATA",
      "sluice inspect course [OPTIONS] MODEL --data DATA"
    },
    description = {
      "Compare hashed active sets with the exact top.",
      "",
      "The label vectors of the model's output layer (of a deep model the units of a hidden layer)"
          + " are hashed, and rows of DATA ask for the"
          + " labels that answer most strongly. For each family and size of the active set: the"
          + " share of the exact top that was found, precision (share of the set that is in the"
          + " exact top of its size), softmax mass, P@1 of answers from the set; beside uniform"
          + " choice, learned buckets, query lists and the exact top. Then rank correlation of"
          + " hits and activations, collisions beside the family's formula, and table statistics.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice inspect model --data test.txt",
      "  sluice inspect model --data test.txt --rows 50 --sizes 10,20",
      "  sluice inspect model --data test.txt --families dwta,simhash --json",
      "  sluice inspect deep-model --data images/mnist --layer 1 --rows 50"
    })
final class InspectCommand implements Callable<Integer> {
  /** Further rows that learned structures are filled from at most. */
  static final int MOST_SEEN = 60_000;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "MODEL",
      description = "Folder of the model.")
  Path modelFolder;

  @Mixin InspectSettings settings;

  @Option(
      names = "--k",
      paramLabel = "N",
      description =
          "Elementary hashes a code (default: as the model was trained); families of winners, whose"
              + " hashes have three bits, take a third.")
  Integer k;

  @Option(
      names = "--l",
      paramLabel = "N",
      description = "Tables (default: as the model was trained).")
  Integer l;

  @Option(
      names = "--probes",
      paramLabel = "N",
      description = "Buckets a table and row (default: as the model was trained).")
  Integer probes;

  @Option(
      names = "--selection",
      paramLabel = "S",
      defaultValue = "top-k",
      description = "vanilla, top-k or threshold (default: top-k).")
  String selection;

  @Option(
      names = "--layer",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Hidden layer of a model of 'sluice deep', counted from 1 (default: 1): its units take"
              + " the place of labels, and DATA holds images or a table, whose test rows ask.")
  int hiddenLayer;

  @Mixin DataOptions dataOptions;
  @Mixin StandardOptions standard;

  private final Console console;

  InspectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    require(modelFolder, "MODEL");
    require(settings.data, "--data");
    dataOptions.check();
    settings.check();
    List<SelectionKind> rule =
        InspectSettings.parse("--selection", SelectionKind.values(), List.of(selection));
    if (DeepModel.isAt(modelFolder)) {
      HiddenInspection hidden =
          new HiddenInspection(DeepModel.load(modelFolder), hiddenLayer, settings);
      SweepGrid grid = hidden.grid(k, l, probes, rule);
      inspect(hidden.layer(), grid, name(modelFolder) + ", hidden layer " + hiddenLayer);
      return ExitCode.OK;
    }
    Usage.require(
        hiddenLayer == 1, "--layer", "for models of 'sluice deep' only, not given", hiddenLayer);
    try (Model model = Models.load(modelFolder)) {
      HashConfig trained = model.config().hash();
      SweepGrid grid =
          settings.grid(
              settings.kinds(List.of(HashKind.values())),
              List.of(k == null ? trained.k() : k),
              List.of(l == null ? trained.l() : l),
              settings.capacity == null ? trained.bucketCapacity() : settings.capacity,
              List.of(probes == null ? trained.probes() : probes),
              rule);
      inspect(layer(model, settings, dataOptions, console), grid, name(modelFolder));
    }
    return ExitCode.OK;
  }

  private void inspect(Layer layer, SweepGrid grid, String title) throws IOException {
    InspectReport report;
    try (ProgressLine line = new ProgressLine(console)) {
      report =
          new Inspector(layer, settings.options(), text -> line.update(() -> text))
              .inspect(grid.cells());
    }
    InspectOutput.write(console, title, report, List.of(), settings.json, settings.html);
  }

  static void require(Object given, String what) {
    if (given == null) {
      throw new Usage.WrongOption("missing: " + what);
    }
  }

  static String name(Path path) {
    return String.valueOf(path.toAbsolutePath().normalize().getFileName());
  }

  /** The output layer of a model, with the rows that shall ask it. */
  static Layer layer(
      Model model, InspectSettings settings, DataOptions dataOptions, Console console)
      throws IOException {
    Dataset data = Models.read(settings.data, dataOptions, model, console).dataset();
    if (data.rows() == 0) {
      throw new UserException(settings.data + ": there are no rows to ask");
    }
    Dataset fill =
        settings.fill == null
            ? null
            : Models.read(settings.fill, dataOptions, model, console).dataset();
    return Layer.of(model, data, settings.rows, fill, MOST_SEEN, settings.seed, settings.threads());
  }
}
