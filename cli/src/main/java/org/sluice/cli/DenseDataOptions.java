package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.sluice.dense.CsvOptions;
import org.sluice.dense.CsvOptions.LabelColumn;
import org.sluice.dense.DenseFiles;
import org.sluice.dense.DenseOptions;
import org.sluice.dense.DenseSets;
import picocli.CommandLine.Option;

/** How images and tables are read. */
final class DenseDataOptions {
  @Option(
      names = "--label-column",
      paramLabel = "first|last",
      defaultValue = "last",
      description = "Column of a table that holds the class, a whole number (default: last).")
  LabelColumn labelColumn;

  @Option(
      names = "--unit",
      paramLabel = "X",
      defaultValue = "1",
      description = "Values of a table are multiplied by it; 0.00392157 for grey values.")
  float unit;

  @Option(
      names = "--test-share",
      paramLabel = "X",
      defaultValue = "0.1666667",
      description =
          "Share of the rows that is held out for testing, where DATA has no test rows of its own"
              + " (default: a sixth); drawn by --data-seed.")
  double testShare;

  @Option(
      names = "--data-seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Chooses the rows held out (default: 1).")
  long seed;

  void check() {
    options();
  }

  private DenseOptions options() {
    Usage.require(unit > 0 && Float.isFinite(unit), "--unit", "above 0 and finite", unit);
    Usage.require(testShare > 0 && testShare < 1, "--test-share", "above 0 and below 1", testShare);
    return new DenseOptions(new CsvOptions(labelColumn, unit), testShare, seed);
  }

  DenseSets open(Path data) throws IOException {
    return DenseFiles.open(data, options());
  }
}
