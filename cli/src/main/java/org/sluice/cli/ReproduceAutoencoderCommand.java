package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.sluice.reproduce.Budget;
import org.sluice.reproduce.ImageSets;
import org.sluice.reproduce.WtaAutoencoders;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
          + " 2 to 20 %%, 15 epochs. full: 1,000 and 2,000 units, 50 epochs, three seeds.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice reproduce wta-autoencoder --data images -o results",
      "  sluice reproduce wta-autoencoder --data images --sets fashion-mnist --json"
    })
final class ReproduceAutoencoderCommand implements Callable<Integer> {
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

  ReproduceAutoencoderCommand(Console console) {
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
        WtaAutoencoders.of(budget.scale(), sets, options.seeds(), options.seed, images), console);
  }
}
