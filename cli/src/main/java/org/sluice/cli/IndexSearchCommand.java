package org.sluice.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sluice.mips.Effort;
import org.sluice.mips.Hits;
import org.sluice.mips.MipsIndex;
import org.sluice.mips.VectorFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice index search}: the best vectors for each query. */
@Command(
    name = "search",
    description = {
      "Find the best vectors for each query.",
      "",
      "Each query gets a line of id:score pairs, the best first; for euclidean the score is the"
          + " distance."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice index search vectors.index --queries queries.npy",
      "  sluice index search vectors.index --queries queries.npy -k 3 --json"
    })
final class IndexSearchCommand implements Callable<Integer> {
  /** Queries searched before their answers are printed. */
  private static final int BLOCK = 4096;

  @Mixin QueryOptions asked;

  @Option(names = "--exact", description = "Score every vector.")
  boolean exact;

  @Option(names = "--threads", paramLabel = "N", description = "Workers (default: all processors).")
  Integer threads;

  @Option(names = "--json", description = "Print a JSON object a query: query, ids, scores.")
  boolean json;

  @Mixin StandardOptions standard;

  private final Console console;

  IndexSearchCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    int workers = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
    MipsIndex index = asked.open(workers);
    try (VectorFile source = asked.queries(index);
        ProgressLine progress = new ProgressLine(console)) {
      Effort effort = exact ? Effort.EXACT : Effort.TUNED;
      for (int first = 0; first < source.rows(); first += BLOCK) {
        int at = first;
        IndexQueries block = new IndexQueries(source, first, BLOCK);
        print(first, IndexQueries.search(index, block, asked.queries, asked.top, effort, workers));
        progress.update(() -> Words.count(at + block.rows()) + " queries");
        console.checkOutput();
      }
    }
    return ExitCode.OK;
  }

  private void print(int first, Hits[] answers) {
    PrintStream out = console.out();
    for (int q = 0; q < answers.length; q++) {
      Hits hits = answers[q];
      if (json) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("query", first + q);
        object.put("ids", hits.ids());
        object.put("scores", hits.scores());
        out.println(JsonOutput.line(object));
      } else {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < hits.size(); i++) {
          line.append(i == 0 ? "" : " ").append(hits.ids()[i]).append(':').append(hits.scores()[i]);
        }
        out.println(line);
      }
    }
  }
}
