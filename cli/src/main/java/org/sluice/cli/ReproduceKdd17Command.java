package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sluice.reproduce.Budget;
import org.sluice.reproduce.ImageSets;
import org.sluice.reproduce.Kdd17;
import org.sluice.reproduce.Kdd17Method;
import org.sluice.reproduce.Kdd17Options;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice reproduce kdd17}: deep networks by hashing. */
@Command(
    name = "kdd17",
    sortOptions = false,
    customSynopsis = "sluice reproduce kdd17 [OPTIONS] --data DIR",
    description = {
      "Deep networks that compute few of their units (Spring and Shrivastava, KDD 2017).",
      "",
      "Part accuracy: hidden layers of 1,000 units on MNIST, Fashion-MNIST, Convex and Rectangles;"
          + " dense, with and without dropout, dropout, adaptive dropout (standout), exact"
          + " winner-take-all, hashing as published and the best hashing known, at several shares"
          + " of active units, with every multiplication counted. Part threads: hashing with 1, 2,"
          + " 4, ... threads, at least two. Part conflicts: simulated threads, out of step and at"
          + " worst. Part widths: time of a row at 5 %% active and dense.",
      "",
      "quick: 6,000 rows a set, one hidden layer, 5 and 25 %%, widths to 2,000. hour: all rows,"
          + " three layers, 5 %%, fewer epochs; the other shares on the first set with one layer."
          + " full: 1 to 3 layers, 5, 10, 25, 50 and 90 %%, widths of 250 to 8,192, three seeds.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice reproduce kdd17 --data images -o results --methods dense,hashed-best",
      "  sluice reproduce kdd17 --sets rectangles --parts accuracy --shares 0.1 --json"
    })
final class ReproduceKdd17Command implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Folder with the folders mnist and fashion-mnist, each of the usual four files, packed"
              + " or not. Convex and Rectangles are generated.")
  Path data;

  @Option(
      names = "--sets",
      paramLabel = "S",
      split = ",",
      description = "mnist, fashion-mnist, convex, rectangles (default: all).")
  List<String> sets = List.of();

  @Option(
      names = "--parts",
      paramLabel = "P",
      split = ",",
      description = "accuracy, threads, conflicts, widths (default: all).")
  List<String> parts = List.of();

  @Option(
      names = "--methods",
      paramLabel = "M",
      split = ",",
      description =
          "dense, dense-dropout, dropout, standout, winner-take-all, hashed-published, hashed-best"
              + " (default: all).")
  List<String> methods = List.of();

  @Option(
      names = "--layers",
      paramLabel = "N",
      split = ",",
      description = "Hidden layers (default: by budget).")
  List<Integer> layers = List.of();

  @Option(
      names = "--shares",
      paramLabel = "X",
      split = ",",
      description = "Shares of active units, from above 0 to 1 (default: by budget).")
  List<Double> shares = List.of();

  @Option(
      names = "--widths",
      paramLabel = "N",
      split = ",",
      description = "Units a layer of part widths (default: by budget).")
  List<Integer> widths = List.of();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description =
          "Passes over MNIST and Fashion-MNIST, five times as many over Convex, 25 times over"
              + " Rectangles (default: by budget).")
  Integer epochs;

  @Option(
      names = "--validate",
      description =
          "Measure on rows that settings may be chosen by instead of the test rows: the last 10,000"
              + " training rows of MNIST and Fashion-MNIST, which are then not trained with, and"
              + " 10,000 rows of their own of Convex and Rectangles. Part accuracy alone.")
  boolean validate;

  @Option(
      names = "--rate-scale",
      paramLabel = "X",
      defaultValue = "1",
      description = "Multiply all learning rates, to compare them with --validate (default: 1).")
  double rateScale;

  @Mixin ReproduceOptions options;
  @Mixin StandardOptions standard;

  private final Console console;

  ReproduceKdd17Command(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Budget budget = options.budget();
    Usage.require(epochs == null || epochs >= 1, "--epochs", "from 1 to 10000", epochs);
    Kdd17Options asked =
        ReproduceOptions.checked(
            () ->
                new Kdd17Options(
                    budget.scale(),
                    parts,
                    sets,
                    methods.stream().map(Kdd17Method::of).toList(),
                    layers,
                    shares,
                    widths,
                    epochs == null ? 0 : epochs,
                    options.seeds(),
                    options.seed,
                    rateScale,
                    options.threads));
    ImageSets images =
        new ImageSets(ReproduceOptions.reader(data, sets), ReproduceOptions.DATA_SEED, validate);
    return options.run(Kdd17.of(asked, images), console);
  }
}
