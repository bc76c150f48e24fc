package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sluice.mips.Metric;
import org.sluice.mips.MipsConfig;
import org.sluice.mips.MipsIndex;
import org.sluice.mips.Precision;
import org.sluice.mips.Structure;
import org.sluice.mips.VectorFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice index build}: an index file of a file of vectors. */
@Command(
    name = "build",
    description = {
      "Build an index; the vectors' ids are their row numbers.",
      "",
      "How much a search reads is measured while the index is built, so that it finds the wanted"
          + " share of the true best 10."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice index build vectors.npy -o vectors.index",
      "  sluice index build vectors.npy -o vectors.index --metric cosine --recall 0.9 --json"
    })
final class IndexBuildCommand implements Callable<Integer> {
  /** Metrics by the names of the command line. */
  enum MetricName {
    IP(Metric.INNER_PRODUCT),
    COSINE(Metric.COSINE),
    EUCLIDEAN(Metric.EUCLIDEAN);

    final Metric metric;

    MetricName(Metric metric) {
      this.metric = metric;
    }
  }

  /** Structures by the names of the command line. */
  enum StructureName {
    LISTS,
    TABLES,
    EXACT
  }

  @Parameters(paramLabel = "FILE", description = "Vectors: .npy, .fvecs or .safetensors.")
  Path vectors;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "INDEX",
      required = true,
      description = "File of the index.")
  Path output;

  @Option(
      names = "--tensor",
      paramLabel = "NAME",
      description = "Tensor of a .safetensors file (default: the only one).")
  String tensor;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      defaultValue = "ip",
      description = "ip (greatest inner product), cosine or euclidean (default: ip).")
  MetricName metric;

  @Option(
      names = "--structure",
      paramLabel = "NAME",
      defaultValue = "lists",
      description =
          "lists (learned, quickest to search), tables (hashed, quickest to build) or exact"
              + " (default: lists).")
  StructureName structure;

  @Option(
      names = "--lists",
      paramLabel = "N",
      defaultValue = "0",
      description = "Number of lists (default: twice the root of the number of vectors).")
  int lists;

  @Option(
      names = "--recall",
      paramLabel = "X",
      defaultValue = "0.95",
      description = "Wanted share of the true best 10 (default: 0.95).")
  double recall;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "single",
      description =
          "single (values as they are) or half (16 bits: half the memory, values up to 65504)"
              + " (default: single).")
  Precision precision;

  @Option(
      names = "--sample-queries",
      paramLabel = "FILE",
      description = "Queries to measure with (default: vectors of the index).")
  Path sample;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Where all randomness comes from (default: 1).")
  long seed;

  @Option(names = "--threads", paramLabel = "N", description = "Workers (default: all processors).")
  Integer threads;

  @Option(names = "--json", description = "Print one JSON object: vectors, bytes, seconds.")
  boolean json;

  @Mixin StandardOptions standard;

  private final Console console;

  IndexBuildCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    Usage.require(workers >= 1 && workers <= 1024, "--threads", "from 1 to 1024", workers);
    Usage.require(recall > 0 && recall < 1, "--recall", "above 0 and below 1", recall);
    Usage.require(lists >= 0 && lists <= 1 << 20, "--lists", "from 0 to 1048576", lists);
    OutputTarget.checkFile(output);
    MipsConfig config = new MipsConfig(metric.metric, structure(), recall, precision, seed);
    try (VectorFile source = VectorFile.open(vectors, tensor);
        VectorFile queries = sample == null ? null : VectorFile.open(sample, null)) {
      long start = System.nanoTime();
      MipsIndex index = build(source, queries, config, workers);
      double seconds = (System.nanoTime() - start) / 1e9;
      console.note(
          "%s: %s vectors of %d values"
              .formatted(vectors, Words.count(source.rows()), source.dimension()));
      index.describe().forEach(console::note);
      index.save(output);
      report(index, seconds);
    }
    return ExitCode.OK;
  }

  private Structure structure() {
    return switch (structure) {
      case LISTS -> new Structure.Lists(lists);
      case TABLES -> new Structure.Tables(0, 0);
      case EXACT -> new Structure.Exact();
    };
  }

  private MipsIndex build(VectorFile source, VectorFile queries, MipsConfig config, int workers) {
    try {
      return MipsIndex.build(source, null, queries, config, workers);
    } catch (IllegalArgumentException e) {
      throw new UserException(vectors + ": " + e.getMessage(), e);
    }
  }

  private void report(MipsIndex index, double seconds) {
    if (json) {
      Map<String, Object> facts = new LinkedHashMap<>();
      facts.put("vectors", index.size());
      facts.put("dimension", index.dimension());
      facts.put("metric", metric.name().toLowerCase(Locale.ROOT));
      facts.put("structure", structure.name().toLowerCase(Locale.ROOT));
      facts.put("precision", precision.name().toLowerCase(Locale.ROOT));
      facts.put("bytes", index.bytes());
      facts.put("seconds", seconds);
      console.out().println(JsonOutput.line(facts));
    } else {
      console
          .out()
          .printf(
              "%s: %s vectors, %s, built in %s%n",
              output,
              Words.count(index.size()),
              Words.bytes(index.bytes()),
              Words.duration(seconds));
    }
  }
}
