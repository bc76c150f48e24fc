package org.sluice.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.sluice.mips.Effort;
import org.sluice.mips.Hits;
import org.sluice.mips.MipsIndex;
import org.sluice.mips.Structure;
import org.sluice.mips.VectorFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice index eval}: recall and speed against exact search. */
@Command(
    name = "eval",
    description = {
      "Measure recall and queries a second against exact search, as the index is tuned and at other"
          + " efforts."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice index eval vectors.index --queries queries.npy",
      "  sluice index eval vectors.index --queries queries.npy --most 100 --json"
    })
final class IndexEvalCommand implements Callable<Integer> {
  @Mixin QueryOptions asked;

  @Option(
      names = "--most",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Queries used, from the first on (default: 1000).")
  int most;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Workers (default: 1).")
  int threads;

  @Option(
      names = "--json",
      description = "Print one JSON object: exact queries a second, and recall and speed a point.")
  boolean json;

  @Mixin StandardOptions standard;

  private final Console console;

  IndexEvalCommand(Console console) {
    this.console = console;
  }

  /** Recall and speed at an effort. */
  private record Point(String effort, double recall, double queriesPerSecond) {}

  @Override
  public Integer call() throws IOException {
    Usage.require(most >= 1, "--most", "at least 1", most);
    MipsIndex index = asked.open(threads);
    try (VectorFile source = asked.queries(index);
        ProgressLine progress = new ProgressLine(console)) {
      IndexQueries sample = new IndexQueries(source, 0, most);
      long start = System.nanoTime();
      Hits[] exact =
          IndexQueries.search(index, sample, asked.queries, asked.top, Effort.EXACT, threads);
      double exactSpeed = sample.rows() / ((System.nanoTime() - start) / 1e9);
      List<Point> points = new ArrayList<>();
      for (Map.Entry<String, Effort> entry : efforts(index).entrySet()) {
        progress.update(() -> "measuring " + entry.getKey());
        points.add(measure(index, sample, exact, entry.getKey(), entry.getValue()));
      }
      print(index, sample.rows(), exactSpeed, points);
    }
    return ExitCode.OK;
  }

  private Map<String, Effort> efforts(MipsIndex index) {
    Map<String, Effort> efforts = new LinkedHashMap<>();
    efforts.put("tuned", Effort.TUNED);
    switch (index.config().structure()) {
      case Structure.Lists _ -> {
        for (int probes = 1; probes <= 64; probes *= 2) {
          efforts.put(probes + " probes", new Effort(probes, 0));
        }
      }
      case Structure.Tables _ -> {
        for (int rescored = 4; rescored <= 256; rescored *= 2) {
          efforts.put(rescored * asked.top + " rescored", new Effort(0, rescored * asked.top));
        }
      }
      case Structure.Exact _ -> {}
    }
    return efforts;
  }

  private Point measure(
      MipsIndex index, IndexQueries sample, Hits[] exact, String name, Effort effort) {
    Hits[] hits = index.searchAll(sample, asked.top, effort, threads); // warms up
    long start = System.nanoTime();
    index.searchAll(sample, asked.top, effort, threads);
    double seconds = (System.nanoTime() - start) / 1e9;
    long found = 0;
    long wanted = 0;
    for (int q = 0; q < hits.length; q++) {
      long[] right = LongStream.of(exact[q].ids()).sorted().toArray();
      wanted += right.length;
      found +=
          LongStream.of(hits[q].ids()).filter(id -> Arrays.binarySearch(right, id) >= 0).count();
    }
    return new Point(name, (double) found / Math.max(1, wanted), sample.rows() / seconds);
  }

  private void print(MipsIndex index, int rows, double exactSpeed, List<Point> points) {
    if (json) {
      Map<String, Object> report = new LinkedHashMap<>();
      report.put("vectors", index.size());
      report.put("queries", rows);
      report.put("k", asked.top);
      report.put("threads", threads);
      report.put("exact_queries_per_second", exactSpeed);
      List<Map<String, Object>> list = new ArrayList<>();
      for (Point point : points) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("effort", point.effort);
        facts.put("recall", point.recall);
        facts.put("queries_per_second", point.queriesPerSecond);
        list.add(facts);
      }
      report.put("points", list);
      console.out().println(JsonOutput.line(report));
      return;
    }
    console
        .out()
        .printf(Locale.ROOT, "%-16s %10s %12s %8s%n", "", "recall@" + asked.top, "queries/s", "x");
    console.out().printf(Locale.ROOT, "%-16s %10s %12.1f %8s%n", "exact", "1", exactSpeed, "1");
    for (Point p : points) {
      console
          .out()
          .printf(
              Locale.ROOT,
              "%-16s %10.4f %12.1f %8.1f%n",
              p.effort,
              p.recall,
              p.queriesPerSecond,
              p.queriesPerSecond / exactSpeed);
    }
  }
}
