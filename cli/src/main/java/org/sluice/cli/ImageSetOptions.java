package org.sluice.cli;

import java.nio.file.Path;
import java.util.List;
import org.sluice.reproduce.ImageSets;
import picocli.CommandLine.Option;

/** Which sets of images an experiment learns from. */
final class ImageSetOptions {
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

  /** Opens the sets that come from files. */
  ImageSets open() {
    ReproduceOptions.requireSets(sets);
    return new ImageSets(ReproduceOptions.reader(data, sets), ReproduceOptions.DATA_SEED);
  }
}
