package org.sluice.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.sluice.reproduce.Budget;
import org.sluice.reproduce.WtaAutoencoders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code sluice reproduce wta-autoencoder}: features without labels. */
@Command(
    name = "wta-autoencoder",
    sortOptions = false,
    customSynopsis = "sluice reproduce wta-autoencoder [OPTIONS] --data DIR",
    description = {
      "Features of winner-take-all autoencoders (Makhzani and Frey, NIPS 2015).",
      "",
      "Features are learned without labels under a lifetime sparsity and feed a linear classifier,"
          + " beside the same classifier on the raw numbers. Trains on one thread.",
      "",
      "quick: 3,000 rows, 500 units, sparsity 5 %%, 5 epochs. hour: all rows, 2,000 units, sparsity"
          + " 2 to 20 %%, 10 epochs. full: 1,000 and 2,000 units, 50 epochs, three seeds.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice reproduce wta-autoencoder --data images -o results",
      "  sluice reproduce wta-autoencoder --data images --sets fashion-mnist --json"
    })
final class ReproduceAutoencoderCommand implements Callable<Integer> {
  @Mixin ImageSetOptions images;
  @Mixin ReproduceOptions options;
  @Mixin StandardOptions standard;

  private final Console console;

  ReproduceAutoencoderCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Budget budget = options.budget();
    options.requireOneThread();
    return options.run(
        WtaAutoencoders.of(
            budget.scale(), images.sets, options.seeds(), options.seed, images.open()),
        console);
  }
}
