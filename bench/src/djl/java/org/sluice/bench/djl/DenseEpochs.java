package org.sluice.bench.djl;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.sluice.active.Selection;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.DeepEpoch;
import org.sluice.deep.DeepListener;
import org.sluice.deep.DeepTrainer;
import org.sluice.dense.DenseExamples;
import org.sluice.dense.DenseFiles;
import org.sluice.dense.Rectangles;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Wall time to train a row: a dense network in DJL with PyTorch, our own dense mode, and 5 % of the
 * units active by hashing; the same shape, rows and batch.
 */
@Command(
    name = "dense-epochs",
    mixinStandardHelpOptions = true,
    description = "Times epochs of dense networks in PyTorch, in our matrices, and by hashing.")
public final class DenseEpochs implements Callable<Integer> {
  @Option(names = "--data", description = "Folder of images; rectangles are generated without it.")
  Path data;

  @Option(names = "--units", split = ",", description = "Units a hidden layer (1000,8192).")
  List<Integer> units = List.of(1000, 8192);

  @Option(names = "--layers", description = "Hidden layers (default: 3).")
  int layers = 3;

  @Option(names = "--batch", description = "Rows of a step of the dense networks (default: 64).")
  int batch = 64;

  @Option(names = "--rows", description = "Rows of an epoch (default: 2000).")
  int rows = 2000;

  @Option(
      names = "--epochs",
      description = "Epochs, of which the fastest counts: the first warms up (default: 3).")
  int epochs = 3;

  @Option(names = "--threads", description = "Threads; one number a process (default: 1).")
  int threads = 1;

  private DenseEpochs() {}

  /** Runs the program. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new DenseEpochs()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    // PyTorch reads these once, when it is loaded.
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(threads));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    DenseExamples all = data == null ? new Rectangles(1, rows) : DenseFiles.open(data).train();
    DenseExamples train = new First(all, Math.min(rows, all.size()));
    System.out.println("| units | threads | PyTorch | own dense mode | 5 % by hashing |");
    System.out.println("|---|---|---|---|---|");
    for (int width : units) {
      System.out.printf(
          Locale.ROOT,
          "| %,d | %d | %.0f us | %.0f us | %.0f us |%n",
          width,
          threads,
          pyTorch(train, width),
          own(train, new Selection.Full(), width),
          own(train, Selection.Hashed.best(0.05), width));
    }
    return 0;
  }

  private double pyTorch(DenseExamples train, int width) {
    try (PyTorchNetwork network =
        new PyTorchNetwork(layers, width, train.classes(), train.width(), batch)) {
      double fastest = Double.POSITIVE_INFINITY;
      for (int epoch = 0; epoch < epochs; epoch++) {
        long start = System.nanoTime();
        double loss = network.epoch(train, batch, epoch);
        fastest = Math.min(fastest, (System.nanoTime() - start) / 1e9);
        System.err.printf(Locale.ROOT, "PyTorch %d units, loss %.4f%n", width, loss);
      }
      return 1e6 * fastest / train.size();
    }
  }

  private double own(DenseExamples train, Selection selection, int width) {
    DeepConfig usual = DeepConfig.of(layers, width, selection).withRun(epochs, threads, 1);
    // A rate at which 8,192 units do not diverge; it changes no time.
    DeepConfig config = usual.withRate(0.01, usual.decay(), usual.warmup());
    if (selection instanceof Selection.Full) {
      config = config.withExecution(config.execution(), batch);
    }
    DenseExamples few = new First(train, Math.min(64, train.size()));
    List<DeepEpoch> reports = new ArrayList<>();
    DeepListener listener = reports::add;
    DeepTrainer.train(config.withReports(false, epochs, 0), train, few, listener);
    double fastest = reports.stream().mapToDouble(DeepEpoch::seconds).min().orElseThrow();
    System.err.printf(
        Locale.ROOT, "%s, %d units, loss %.4f%n", selection, width, reports.getLast().loss());
    return 1e6 * fastest / train.size();
  }

  /** The first rows of a set. */
  private record First(DenseExamples all, int size) implements DenseExamples {
    @Override
    public int width() {
      return all.width();
    }

    @Override
    public int classes() {
      return all.classes();
    }

    @Override
    public int label(int row) {
      return all.label(row);
    }

    @Override
    public void copyTo(int row, float[] target, int offset) {
      all.copyTo(row, target, offset);
    }
  }
}
