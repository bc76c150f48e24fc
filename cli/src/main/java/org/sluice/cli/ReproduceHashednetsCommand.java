package org.sluice.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.sluice.reproduce.Budget;
import org.sluice.reproduce.HashedNets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
          + " full: one and three hidden layers, compression 1/2 to 1/64, 40 epochs, three seeds.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice reproduce hashednets --data images -o results",
      "  sluice reproduce hashednets --data images --sets fashion-mnist --json"
    })
final class ReproduceHashednetsCommand implements Callable<Integer> {
  @Mixin ImageSetOptions images;
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
    return options.run(
        HashedNets.of(budget.scale(), images.sets, options.seeds(), options.seed, images.open()),
        console);
  }
}
