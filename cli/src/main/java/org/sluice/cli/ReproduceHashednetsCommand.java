package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sluice.reproduce.Budget;
import org.sluice.reproduce.HashedNets;
import org.sluice.reproduce.ImageSets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice reproduce hashednets}: few weights for many edges. */
@Command(
    name = "hashednets",
    sortOptions = false,
    customSynopsis = "sluice reproduce hashednets [OPTIONS] --data DIR",
    description = {
      "Networks whose edges share few weights through a hash (Chen et al., ICML 2015).",
      "",
      "Hidden layers of 1,000 units at compression 1/8 and 1/64, beside a plain network of as many"
          + " weights, random edge removal and the plain network of full size. Trains on one"
          + " thread.",
      "",
      "quick: 6,000 rows, one hidden layer, 5 epochs. hour: all rows, one hidden layer, 12 epochs."
          + " full: one and three hidden layers, compression 1/2 to 1/64, 60 epochs, three seeds.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice reproduce hashednets --data images -o results",
      "  sluice reproduce hashednets --data images --sets fashion-mnist --json"
    })
final class ReproduceHashednetsCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder with the folders mnist and fashion-mnist.")
  Path data;

  @Option(
      names = "--sets",
      paramLabel = "S",
      split = ",",
      description = "mnist, fashion-mnist, convex, rectangles (default: mnist).")
  List<String> sets = List.of("mnist");

  @Mixin ReproduceOptions options;
  @Mixin StandardOptions standard;

  private final Console console;

  ReproduceHashednetsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Budget budget = options.budget();
    options.requireOneThread();
    ReproduceOptions.requireSets(sets);
    ImageSets images =
        new ImageSets(ReproduceOptions.reader(data, sets), ReproduceOptions.DATA_SEED);
    return options.run(
        HashedNets.of(budget.scale(), sets, options.seeds(), options.seed, images), console);
  }
}
