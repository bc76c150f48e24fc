package org.sluice.bench.rival;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.sluice.data.DataFormat;
import org.sluice.data.DataReader;
import org.sluice.data.Dataset;
import org.sluice.data.ReadOptions;
import org.sluice.data.SparseDataset;
import org.sluice.data.SparseRows;
import org.sluice.data.TextDataset;
import org.sluice.json.Json;
import org.sluice.model.Model;
import org.sluice.predict.Predictor;

/**
 * Asks one of our models in a process of its own: the time of single answers first, then rankings
 * of all test rows.
 *
 * <p>Time: one thread reads the file of the first rows and asks for one row after the other. Whole
 * passes over the rows, at least two and at least some seconds, warm the process; further ones of
 * at least as many seconds are measured. The CPU time is that of the whole process, which the
 * compiler and the collector of the virtual machine are part of.
 */
final class Probe {
  /** CPU milliseconds of one answer. */
  static final String MS_PER_ROW = "ms_per_row";

  private static final int WARM_PASSES = 2;

  private final Model model;
  private final Predictor predictor;

  private Probe(Model model) {
    this.model = model;
    this.predictor = new Predictor(model);
  }

  /**
   * A command that asks a model.
   *
   * @param head file of the rows that are timed, in {@code format}
   * @param test file of all test rows
   * @param rankings file to write
   * @param threads threads that rank all test rows
   * @param seconds least time of warming, and of measuring
   */
  static List<String> command(
      Path model,
      Path head,
      DataFormat format,
      Path test,
      Path rankings,
      int threads,
      double seconds) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-modules",
        "jdk.incubator.vector",
        "--enable-native-access=ALL-UNNAMED",
        "-XX:+UseSerialGC",
        "-XX:MaxRAMPercentage=70",
        "-cp",
        System.getProperty("java.class.path"),
        Probe.class.getName(),
        model.toString(),
        head.toString(),
        format.name(),
        test.toString(),
        rankings.toString(),
        Integer.toString(threads),
        Double.toString(seconds));
  }

  /** Arguments: MODEL HEAD FORMAT TEST RANKINGS THREADS SECONDS. Prints one JSON object. */
  public static void main(String[] args) throws IOException {
    try (Model model = Model.load(Path.of(args[0]))) {
      Probe probe = new Probe(model);
      DataFormat format = DataFormat.valueOf(args[2]);
      Map<String, Object> times = probe.time(Path.of(args[1]), format, Double.parseDouble(args[6]));
      Dataset test = probe.read(Path.of(args[3]), DataFormat.AUTO);
      int threads = Integer.parseInt(args[5]);
      Rankings.write(probe.predictor.topIds(test, Judge.K, threads), Judge.K, Path.of(args[4]));
      PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
      out.println(Json.write(times));
    }
  }

  private Dataset read(Path file, DataFormat format) throws IOException {
    int features = model.vectorizer().isPresent() ? -1 : model.network().shape().features();
    ReadOptions options =
        ReadOptions.defaults().withFormat(format).withModel(model.dictionary(), features);
    Object firstIndex = model.provenance().facts().get("firstIndex");
    if (features >= 0 && firstIndex instanceof Long index) {
      options = options.withFirstIndex(index.intValue());
    }
    return DataReader.read(file, options).dataset();
  }

  private Map<String, Object> time(Path head, DataFormat format, double seconds)
      throws IOException {
    int passes = 0;
    long start = System.nanoTime();
    while (passes < WARM_PASSES || secondsSince(start) < seconds) {
      pass(head, format);
      passes++;
    }
    long rows = 0;
    long cpu = cpuNanos();
    start = System.nanoTime();
    while (rows == 0 || secondsSince(start) < seconds) {
      rows += pass(head, format);
    }
    return Map.of(
        MS_PER_ROW,
        (cpuNanos() - cpu) / 1e6 / rows,
        "wall_ms_per_row",
        secondsSince(start) * 1e3 / rows);
  }

  /** Reads the rows and asks for them one by one. */
  private int pass(Path head, DataFormat format) throws IOException {
    Dataset data = read(head, format);
    for (int row = 0; row < data.rows(); row++) {
      switch (data) {
        case TextDataset text -> predictor.predict(text.texts().get(row), Judge.K);
        case SparseDataset sparse -> ask(sparse.features(), row);
      }
    }
    return data.rows();
  }

  private void ask(SparseRows rows, int row) {
    int from = rows.offsets()[row];
    int to = rows.offsets()[row + 1];
    predictor.predict(
        Arrays.copyOfRange(rows.indices(), from, to),
        Arrays.copyOfRange(rows.values(), from, to),
        Judge.K);
  }

  private static double secondsSince(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
