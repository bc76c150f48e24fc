package org.sluice.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.sluice.index.VectorSource;
import org.sluice.json.Json;
import org.sluice.memory.FloatRows;
import org.sluice.mips.Metric;
import org.sluice.mips.Precision;
import org.sluice.mips.Structure;
import org.sluice.mips.VectorFile;
import org.sluice.mips.Vectors;

/**
 * Compares indexes over vectors: build time, memory, and recall@10 against queries a second of one
 * thread. Without a file it generates Gaussian clusters.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -Xmx3g \
 *     -cp 'bench/target/sluice-bench-0.1.0.jar:bench/target/lib/*' \
 *     org.sluice.bench.IndexComparison --rows 1000000 --clusters 2000 --engines lists,exact,jvector
 * </pre>
 *
 * Options: {@code --rows N --clusters N --spread X --dimension N}, or {@code --file F --tensor T}
 * and {@code --queries F}, of which the second half tunes this project's index and the first is
 * measured; {@code --metric ip|cosine|euclidean}; {@code --engines} of lists, lists-half, tables,
 * exact, jvector, lucene; {@code --json}.
 */
public final class IndexComparison {
  private static final int QUERIES = 1000;
  private static final int EXACT_QUERIES = 100;
  private static final int K = 10;

  private final Map<String, String> options = new HashMap<>();
  private final List<Map<String, Object>> results = new ArrayList<>();

  /** Queries to tune with, or null. */
  private VectorSource sample;

  private IndexComparison() {}

  /** Runs the comparison and prints a table in Markdown, or JSON. */
  public static void main(String[] args) throws IOException {
    IndexComparison comparison = new IndexComparison();
    for (int i = 0; i < args.length; i++) {
      if (args[i].equals("--json")) {
        comparison.options.put("--json", "");
      } else {
        comparison.options.put(args[i], args[++i]);
      }
    }
    comparison.run();
  }

  private int number(String option, int otherwise) {
    return Integer.parseInt(options.getOrDefault(option, Integer.toString(otherwise)));
  }

  private void run() throws IOException {
    if (options.containsKey("--file")) {
      try (VectorFile vectors =
              VectorFile.open(Path.of(options.get("--file")), options.get("--tensor"));
          VectorFile queries = VectorFile.open(Path.of(options.get("--queries")), null)) {
        int measured = Math.min(QUERIES, queries.rows() / 2);
        sample = new Slice(queries, measured, queries.rows() - measured);
        compare(vectors, read(new Slice(queries, 0, measured)));
      }
      return;
    }
    int rows = number("--rows", 1_000_000);
    int dimension = number("--dimension", 128);
    float spread = Float.parseFloat(options.getOrDefault("--spread", "0.5"));
    try (FloatRows all = FloatRows.allocate(rows + QUERIES, dimension)) {
      generate(all, number("--clusters", 2_000), spread);
      VectorSource source = Vectors.of(all);
      compare(new Slice(source, 0, rows), read(new Slice(source, rows, QUERIES)));
    }
  }

  private static void generate(FloatRows all, int clusters, float spread) {
    SplittableRandom random = new SplittableRandom(1);
    float[][] centers = new float[clusters][all.columns()];
    for (float[] center : centers) {
      for (int j = 0; j < center.length; j++) {
        center[j] = (float) random.nextGaussian();
      }
    }
    float[] vector = new float[all.columns()];
    for (long row = 0; row < all.rows(); row++) {
      float[] center = centers[random.nextInt(clusters)];
      for (int j = 0; j < vector.length; j++) {
        vector[j] = center[j] + spread * (float) random.nextGaussian();
      }
      all.set(row, vector, 0);
    }
  }

  private record Slice(VectorSource all, int first, int rows) implements VectorSource {
    @Override
    public int dimension() {
      return all.dimension();
    }

    @Override
    public void copy(int row, float[] target, int offset) {
      all.copy(first + row, target, offset);
    }
  }

  private static float[][] read(VectorSource source) {
    float[][] rows = new float[Math.min(QUERIES, source.rows())][source.dimension()];
    for (int i = 0; i < rows.length; i++) {
      source.copy(i, rows[i], 0);
    }
    return rows;
  }

  private void compare(VectorSource vectors, float[][] queries) throws IOException {
    Metric metric =
        switch (options.getOrDefault("--metric", "euclidean")) {
          case "ip" -> Metric.INNER_PRODUCT;
          case "cosine" -> Metric.COSINE;
          case "euclidean" -> Metric.EUCLIDEAN;
          default -> throw new IllegalArgumentException("--metric must be ip, cosine or euclidean");
        };
    List<Set<Long>> truth = new ArrayList<>();
    try (VectorEngine exact = sluice("exact", new Structure.Exact(), Precision.SINGLE)) {
      exact.build(vectors, metric);
      for (int q = 0; q < Math.min(EXACT_QUERIES, queries.length); q++) {
        truth.add(set(exact.search(queries[q], K, 0)));
      }
    }
    PrintStream out = System.out;
    if (!options.containsKey("--json")) {
      out.println("| index | built, s | CPU s | MB | effort | recall@10 | queries/s |");
      out.println("|---|---|---|---|---|---|---|");
    }
    for (String name : options.getOrDefault("--engines", "lists,exact,jvector,lucene").split(",")) {
      try (VectorEngine engine = engine(name)) {
        measure(engine, vectors, metric, queries, truth);
      }
      System.gc(); // the memory of the last index before the next is built
    }
    if (options.containsKey("--json")) {
      out.println(Json.write(results));
    }
  }

  private VectorEngine engine(String name) throws IOException {
    return switch (name) {
      case "lists" -> sluice("Sluice lists", new Structure.Lists(0), Precision.SINGLE);
      case "lists-half" ->
          sluice("Sluice lists, 16-bit values", new Structure.Lists(0), Precision.HALF);
      case "tables" -> sluice("Sluice hash tables", new Structure.Tables(0, 0), Precision.SINGLE);
      case "exact" -> sluice("Sluice exact", new Structure.Exact(), Precision.SINGLE);
      case "jvector" -> new JVectorEngine();
      case "lucene" -> new LuceneEngine();
      default ->
          throw new IllegalArgumentException(
              "--engines must be of lists, lists-half, tables, exact, jvector, lucene: " + name);
    };
  }

  private SluiceEngine sluice(String name, Structure structure, Precision precision) {
    return new SluiceEngine(name, structure, precision, sample);
  }

  private void measure(
      VectorEngine engine,
      VectorSource vectors,
      Metric metric,
      float[][] queries,
      List<Set<Long>> truth)
      throws IOException {
    long start = System.nanoTime();
    long cpu = processCpu();
    engine.build(vectors, metric);
    double[] built = {(System.nanoTime() - start) / 1e9, (processCpu() - cpu) / 1e9};
    for (int effort : engine.efforts()) {
      run(engine, queries, effort, .7); // warms up
      double speed = Math.max(run(engine, queries, effort, .5), run(engine, queries, effort, .5));
      long found = 0;
      for (int q = 0; q < truth.size(); q++) {
        Set<Long> got = set(engine.search(queries[q], K, effort));
        got.retainAll(truth.get(q));
        found += got.size();
      }
      row(engine, built, effort, (double) found / (K * truth.size()), speed);
    }
  }

  private void row(VectorEngine engine, double[] built, int effort, double recall, double speed)
      throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("index", engine.name());
    facts.put("built_seconds", built[0]);
    facts.put("built_cpu_seconds", built[1]);
    facts.put("mb", engine.bytes() / 1e6);
    facts.put("effort", engine.effortName(effort));
    facts.put("recall", recall);
    facts.put("queries_per_second", speed);
    results.add(facts);
    if (!options.containsKey("--json")) {
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %.1f | %s | %.4f | %,.0f |%n",
          engine.name(),
          built[0],
          built[1],
          engine.bytes() / 1e6,
          engine.effortName(effort),
          recall,
          speed);
    }
  }

  private static long processCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
  }

  /**
   * Queries a second of the thread's CPU time, which other work on the machine changes little,
   * measured for at least so many seconds.
   */
  private static double run(VectorEngine engine, float[][] queries, int effort, double seconds)
      throws IOException {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long start = clock.getCurrentThreadCpuTime();
    long used = 0;
    int done = 0;
    while (used < seconds * 1e9) {
      for (int i = 0; i < 4; i++) {
        engine.search(queries[done++ % queries.length], K, effort);
      }
      used = clock.getCurrentThreadCpuTime() - start;
    }
    return done / (used / 1e9);
  }

  private static Set<Long> set(long[] ids) {
    Set<Long> set = new HashSet<>();
    for (long id : ids) {
      set.add(id);
    }
    return set;
  }
}
