package org.sluice.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sluice.active.Selection;
import org.sluice.config.SelectionKind;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.Execution;
import org.sluice.deep.HiddenLayer;
import org.sluice.inspect.InspectOptions;
import org.sluice.inspect.SweepGrid;
import org.sluice.inspect.TableCell;
import picocli.CommandLine.Option;

/** Which networks {@code sluice inspect course} trains, and what it asks of them. */
final class CourseSettings {
  @Option(
      names = "--layers",
      paramLabel = "N",
      split = ",",
      description =
          "Hidden layers looked at, counted from 1, of one width (default: all of the first's"
              + " width).")
  List<Integer> layers = List.of();

  @Option(
      names = "--selections",
      paramLabel = "S",
      split = ",",
      description =
          "How active units are chosen, as in 'sluice deep train' (default: as the model does)."
              + " Everything but --widening stays as the model was trained.")
  List<String> selections = List.of();

  @Option(
      names = "--shares",
      paramLabel = "X",
      split = ",",
      description = "Shares of the units that are active (default: the model's).")
  List<Double> shares = List.of();

  @Option(
      names = "--k",
      paramLabel = "N",
      split = ",",
      description =
          "Elementary hashes a code, of hashed layers and of tables that ask others (default: the"
              + " selection's; 6).")
  List<Integer> k = List.of();

  @Option(
      names = "--l",
      paramLabel = "N",
      split = ",",
      description = "Tables, likewise (default: the selection's; 5).")
  List<Integer> l = List.of();

  @Option(
      names = "--sizes",
      paramLabel = "X",
      split = ",",
      description =
          "Active sets asked, as shares of the units (default: 0.01,0.05,0.1,0.2); the networks'"
              + " own shares are added.")
  List<Double> sizes = List.of(0.01, 0.05, 0.1, 0.2);

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Rows that ask, drawn by --seed (default: 1000).")
  int rows;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the rows (default: as the model was trained).")
  Integer epochs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the training and of the rows that ask (default: the model's).")
  Long seed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads of the training and of asking (default: the model's).")
  Integer threads;

  /** Fails where an option breaks its rule, before anything is read. */
  void check() {
    Usage.require(rows >= 1, "--rows", "at least 1", rows);
    Usage.require(
        epochs == null || epochs >= 1 && epochs <= 1_000_000,
        "--epochs",
        "from 1 to 1000000",
        epochs);
    Usage.require(
        threads == null || threads >= 1 && threads <= 256, "--threads", "from 1 to 256", threads);
    Usage.require(!sizes.isEmpty(), "--sizes", "at least one", sizes);
    for (double share : shares) {
      Usage.require(share > 0 && share <= 1, "--shares", "above 0 and at most 1", share);
    }
    for (double share : sizes) {
      Usage.require(share > 0 && share <= 1, "--sizes", "above 0 and at most 1", share);
    }
    for (String name : selections) {
      DeepSelections.of("--selections", name, DeepSelections.SHARE);
    }
    grid(1);
  }

  /** The layers looked at, counted from 0. */
  List<Integer> layers(DeepConfig config) {
    List<HiddenLayer> hidden = config.hidden();
    if (layers.isEmpty()) {
      int width = hidden.getFirst().units();
      return IntStream.range(0, hidden.size())
          .filter(layer -> hidden.get(layer).units() == width)
          .boxed()
          .toList();
    }
    for (int layer : layers) {
      Usage.require(
          layer >= 1 && layer <= hidden.size(), "--layers", "from 1 to " + hidden.size(), layer);
      Usage.require(
          hidden.get(layer - 1).units() == hidden.get(layers.getFirst() - 1).units(),
          "--layers",
          "of one width",
          layers);
    }
    return layers.stream().map(layer -> layer - 1).distinct().toList();
  }

  /** The networks to train, none twice. */
  List<DeepConfig> networks(Path model, DeepConfig base) {
    List<DeepConfig> networks = new ArrayList<>();
    for (String name : orNone(selections)) {
      for (Double share : orNone(shares)) {
        for (Integer ownK : orNone(k)) {
          for (Integer ownL : orNone(l)) {
            networks.add(network(model, base, name, share, ownK, ownL));
          }
        }
      }
    }
    return networks.stream().distinct().toList();
  }

  private static <T> List<T> orNone(List<T> values) {
    return values.isEmpty() ? Collections.singletonList(null) : values;
  }

  /** The model's settings with what is not null changed. */
  private DeepConfig network(
      Path model, DeepConfig base, String name, Double share, Integer ownK, Integer ownL) {
    try {
      List<HiddenLayer> hidden = new ArrayList<>();
      boolean other = false;
      for (HiddenLayer layer : base.hidden()) {
        Selection own = layer.selection();
        Selection chosen = share == null ? own : own.withShare(share);
        if (name != null) {
          double usual = own.share() < 1 ? own.share() : DeepSelections.usualShare(name);
          chosen = DeepSelections.of("--selections", name, share == null ? usual : share);
        }
        other |= !chosen.equals(own);
        if (chosen instanceof Selection.Hashed hashed) {
          if (base.execution() == Execution.MATRIX) {
            throw new UserException(
                model
                    + ": was trained by whole matrices, which cannot hash; train it with"
                    + " --execution sparse to compare "
                    + name);
          }
          chosen =
              hashed.withTables(ownK == null ? hashed.k() : ownK, ownL == null ? hashed.l() : ownL);
        }
        hidden.add(new HiddenLayer(layer.units(), chosen));
      }
      DeepConfig changed =
          base.withHidden(hidden)
              .withRun(
                  epochs == null ? base.epochs() : epochs,
                  threads == null ? base.threads() : threads,
                  seed == null ? base.seed() : seed);
      double usual = DeepConfig.of(1, 1, hidden.getFirst().selection()).widening();
      return other ? changed.withWidening(usual, base.narrowing()) : changed;
    } catch (IllegalArgumentException e) {
      throw new Usage.WrongOption("--" + e.getMessage());
    }
  }

  /** What is asked of the layers. */
  InspectOptions options(List<DeepConfig> networks, List<Integer> looked) {
    int units = networks.getFirst().hidden().get(looked.getFirst()).units();
    Stream<Double> own =
        networks.stream()
            .flatMap(network -> looked.stream().map(network.hidden()::get))
            .map(layer -> layer.selection().share())
            .filter(share -> share < 1);
    List<Integer> counts =
        new ArrayList<>(
            Stream.concat(sizes.stream(), own)
                .map(share -> Selection.count(share, units))
                .collect(Collectors.toCollection(TreeSet::new)));
    DeepConfig first = networks.getFirst();
    return new InspectOptions(counts, counts, false, first.seed(), first.threads());
  }

  /** Tables as published, which ask layers that do not hash. */
  List<TableCell> cells(DeepConfig config, List<Integer> looked) {
    return grid(config.hidden().get(looked.getFirst()).units()).cells();
  }

  private SweepGrid grid(int units) {
    Selection.Hashed published = Selection.Hashed.published(1);
    try {
      SweepGrid grid =
          new SweepGrid(
              List.of(published.family()),
              k.isEmpty() ? List.of(published.k()) : k,
              l.isEmpty() ? List.of(published.l()) : l,
              units,
              List.of(published.probes()),
              List.of(SelectionKind.TOP_K),
              1);
      grid.cells();
      return grid;
    } catch (IllegalArgumentException e) {
      throw new Usage.WrongOption("--" + e.getMessage());
    }
  }

  /** The selections of a network in short, each once. */
  static String name(DeepConfig network) {
    return network.hidden().stream()
        .map(layer -> DeepSelections.describe(layer.selection()))
        .distinct()
        .collect(Collectors.joining(" / "));
  }
}
