package org.sluice.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sluice.data.SyntheticData;
import org.sluice.data.SyntheticShape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice generate}: synthetic data of any size. */
@Command(
    name = "generate",
    description = {
      "Make synthetic data that can be learnt, in extreme classification text.",
      "",
      "Without sizes it has those of Amazon-670K: 135,909 features, 670,091 labels, 75 features and"
          + " 5.5 labels a row. The same seed makes the same data."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice generate -o train.txt --rows 2000 --features 1000 --labels 500",
      "  sluice generate -o train.txt --rows 2000 --features 1000 --labels 500 \\",
      "      --features-per-row 20 --labels-per-row 2 --seed 7 \\",
      "      --test-rows 500 --test-output test.txt"
    })
final class GenerateCommand implements Callable<Integer> {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where the rows go.")
  Path output;

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "490449",
      description = "Rows (default: 490449).")
  int rows;

  @Option(
      names = "--features",
      paramLabel = "N",
      defaultValue = "135909",
      description = "Features (default: 135909).")
  int features;

  @Option(
      names = "--labels",
      paramLabel = "N",
      defaultValue = "670091",
      description = "Labels (default: 670091).")
  int labels;

  @Option(
      names = "--features-per-row",
      paramLabel = "X",
      defaultValue = "75",
      description = "Mean number of features a row (default: 75).")
  double featuresPerRow;

  @Option(
      names = "--labels-per-row",
      paramLabel = "X",
      defaultValue = "5.5",
      description = "Mean number of labels a row (default: 5.5).")
  double labelsPerRow;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Where all randomness comes from (default: 1).")
  long seed;

  @Option(
      names = "--test-rows",
      paramLabel = "N",
      defaultValue = "0",
      description = "Further rows of the same kind for --test-output (default: 0).")
  int testRows;

  @Option(names = "--test-output", paramLabel = "FILE", description = "Where the test rows go.")
  Path testOutput;

  @Mixin StandardOptions standard;

  private final Console console;

  GenerateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Usage.require(rows >= 1, "--rows", "at least 1", rows);
    Usage.require(testRows >= 0, "--test-rows", "at least 0", testRows);
    Usage.require(
        (testRows > 0) == (testOutput != null),
        "--test-rows",
        "given together with --test-output",
        testRows);
    Usage.require((long) rows + testRows <= Integer.MAX_VALUE, "--test-rows", "fewer", testRows);
    SyntheticData data = data();
    OutputTarget.checkFile(output);
    if (testOutput != null) {
      OutputTarget.checkFile(testOutput);
    }
    write(data, output, 0, rows);
    if (testOutput != null) {
      write(data, testOutput, rows, testRows);
    }
    return ExitCode.OK;
  }

  private SyntheticData data() {
    try {
      return new SyntheticData(
          new SyntheticShape(features, labels, featuresPerRow, labelsPerRow), seed);
    } catch (IllegalArgumentException e) {
      throw new Usage.WrongOption(e.getMessage());
    }
  }

  private void write(SyntheticData data, Path file, int first, int count) throws IOException {
    OutputTarget.writeWhole(
        file,
        fresh ->
            data.write(
                new BufferedOutputStream(Files.newOutputStream(fresh), 1 << 16), first, count));
    console.note(file + ": " + Words.count(count) + " rows");
  }
}
