package org.sluice.cli;

import java.nio.file.Path;
import org.sluice.data.DataFormat;
import org.sluice.data.ReadOptions;
import picocli.CommandLine.Option;

/** How rows are to be read; shared by the commands that read some. */
final class DataOptions {
  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description =
          "Names of the labels, label k on line k, counted from 0; labels in the data are then ids."
              + " A labels.tsv beside TSV data is used without being asked for.")
  Path labels;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "auto",
      description =
          "xmc (header 'rows features labels', then 'label,label feature:value ...'), tsv"
              + " (label,label TAB text), libsvm, jsonl (keys text or features, and labels) or"
              + " auto, which looks at the first lines. Files may be packed with gzip or xz.")
  DataFormat format;

  @Option(
      names = "--first-index",
      paramLabel = "0|1",
      description = "Smallest feature index of LIBSVM data; found out where it is not given.")
  Integer firstIndex;

  @Option(
      names = "--skip-bad-rows",
      description = "Count rows that break a rule and go on, instead of stopping at the first.")
  boolean skipBadRows;

  /** Fails where an option's value breaks its rule. */
  void check() {
    boolean known = firstIndex == null || firstIndex == 0 || firstIndex == 1;
    Usage.require(known, "--first-index", "0 or 1", firstIndex);
  }

  ReadOptions toReadOptions() {
    ReadOptions options =
        ReadOptions.defaults()
            .withFormat(format)
            .withLabelsFile(labels)
            .withSkipBadRows(skipBadRows);
    return firstIndex == null ? options : options.withFirstIndex(firstIndex);
  }
}
