package org.sluice.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sluice.active.Selection;
import org.sluice.config.DecayKind;
import org.sluice.config.OptimizerKind;
import org.sluice.deep.DeepConfig;
import org.sluice.deep.DeepEpoch;
import org.sluice.deep.DeepListener;
import org.sluice.deep.DeepNetwork;
import org.sluice.deep.DeepResult;
import org.sluice.deep.DeepTrainer;
import org.sluice.deep.DivergedException;
import org.sluice.deep.Execution;
import org.sluice.dense.DenseSets;
import org.sluice.model.DeepModel;
import org.sluice.reproduce.EnergyMeter;
import org.sluice.reproduce.RunWatch;
import org.sluice.reproduce.Stopped;
import org.sluice.reproduce.WatchedRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice deep train}: images or a table in, a model folder out. */
@Command(
    name = "train",
    sortOptions = false,
    customSynopsis = "sluice deep train [OPTIONS] DATA -o MODEL",
    description = {
      "Train a deep network on images or a table of numbers.",
      "",
      "Each hidden layer chooses its active units for every row: full (all), dropout, standout"
          + " (adaptive dropout), winner-take-all (the strongest, found by computing all),"
          + " hashed-published (Spring and Shrivastava, KDD 2017) or hashed-best (hashing proposes,"
          + " the strongest of what it proposes are active). The rows of DATA to test with tell the"
          + " accuracy after every epoch; nothing is chosen by them. Ctrl-C ends training after"
          + " saving the epochs that have ended.",
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice deep train images/mnist -o deep-model --epochs 2 --units 200",
      "  sluice deep train images/mnist -o deep-model --selection full --layers 2 \\",
      "      --units 100 --epochs 2 --count-operations --json"
    })
final class DeepTrainCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "DATA",
      description =
          "A folder with the four files of MNIST's kind, with X_train.npy, y_train.npy, X_test.npy"
              + " and y_test.npy, with X.npy and y.npy, or with train.csv and test.csv; or one"
              + " table of comma-separated numbers. Each may end in .gz.")
  Path data;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "MODEL",
      required = true,
      description =
          "Folder for the model. A model of this kind there is replaced once the new one is"
              + " complete; anything else there is left alone and is an error.")
  Path output;

  @Option(
      names = "--layers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Hidden layers, from 1 to 16 (default: 1).")
  int layers;

  @Option(
      names = "--units",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Units of each hidden layer (default: 1000).")
  int units;

  @Option(
      names = "--selection",
      paramLabel = "S",
      defaultValue = "hashed-best",
      description = "How active units are chosen (default: hashed-best).")
  String selection;

  @Option(
      names = "--share",
      paramLabel = "X",
      description =
          "Share of a hidden layer's units that are active (default: 0.05; for dropout the share"
              + " that stays, 0.5).")
  Double share;

  @Option(
      names = "--execution",
      paramLabel = "sparse|matrix",
      description =
          "Row by row by active units alone, or mini-batches through whole matrices (default:"
              + " matrix for full and dropout, else sparse; hashing is always sparse).")
  Execution execution;

  @Option(names = "--optimizer", paramLabel = "O", description = "sgd (default), adagrad or adam.")
  OptimizerKind optimizer;

  @Option(
      names = "--rate",
      paramLabel = "X",
      description =
          "Learning rate (default: with sgd 0.05 for matrix and 0.02 for sparse; adagrad 0.01; adam"
              + " 0.001).")
  Double rate;

  @Option(
      names = "--momentum",
      paramLabel = "X",
      description =
          "Of sgd or adagrad, from 0 to below 1 (default: 0.9 for matrix and sgd, else 0).")
  Double momentum;

  @Option(
      names = "--decay",
      paramLabel = "D",
      defaultValue = "linear",
      description = "How the rate falls: linear (default), cosine or constant.")
  DecayKind decay;

  @Option(
      names = "--batch",
      paramLabel = "N",
      description = "Rows of a step (default: 64 for matrix, else 1).")
  Integer batch;

  @Option(
      names = "--input-keep",
      paramLabel = "X",
      defaultValue = "1",
      description = "Probability that a number of a row stays in training (default: 1).")
  double inputKeep;

  @Option(
      names = "--widening",
      paramLabel = "X",
      description =
          "Begin training with so many times the share of units where the strongest are active, and"
              + " fall to it (default: 5, at most 0.25 / share, for winner-take-all and"
              + " hashed-best; else 1).")
  Double widening;

  @Option(
      names = "--narrowing",
      paramLabel = "X",
      defaultValue = "0.5",
      description = "Share of the training over which it falls to it (default: 0.5).")
  double narrowing;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Passes over the rows (default: 10).")
  int epochs;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "1",
      description = "Threads that train without locks (default: 1, which repeats bit for bit).")
  int threads;

  @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Default: 1.")
  long seed;

  @Option(
      names = "--on-interrupt",
      paramLabel = "save|discard",
      defaultValue = "save",
      description =
          "After Ctrl-C save the model as far as it has come, if an epoch has ended (the default),"
              + " or write nothing.")
  TrainCommand.OnInterrupt onInterrupt;

  @Option(
      names = "--count-operations",
      description = "Count every multiplication, hashing included, by layer and purpose.")
  boolean countOperations;

  @Mixin DenseDataOptions dataOptions;

  @Option(
      names = "--json",
      description =
          "End with one JSON object: rows, testRows, accuracy, seconds, epochs (loss, accuracy,"
              + " seconds, activeShare and winnersFound by layer), operations.")
  boolean json;

  @Mixin StandardOptions standard;

  private final Console console;

  DeepTrainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    DeepConfig config = config();
    dataOptions.check();
    DeepModel.checkTarget(output);
    DenseSets sets = dataOptions.open(data);
    console.note(
        String.format(
            "%s rows of %s numbers to train with, %s to test with, %s classes",
            Words.count(sets.train().size()),
            Words.count(sets.train().width()),
            Words.count(sets.test().size()),
            Words.count(sets.train().classes())));
    RunWatch watch = new RunWatch(EnergyMeter.none());
    Heard heard = new Heard();
    long visits = (long) epochs * sets.train().size();
    long start = System.nanoTime();
    DeepResult result;
    try (ProgressLine line = new ProgressLine(console);
        var ticker = new ProgressTicker(line, () -> Words.progress(watch.rows(), visits, start));
        var registration = console.interrupts().onRequest(watch::stop)) {
      result =
          DeepTrainer.train(
              config,
              new WatchedRows(sets.train(), Integer.MAX_VALUE, watch, true),
              new WatchedRows(sets.test(), Integer.MAX_VALUE, watch, false),
              heard.saying(epoch -> line.say(DeepTrainReport.describe(epoch, epochs))));
    } catch (Stopped e) {
      return interrupted(heard, config, sets);
    } catch (DivergedException e) {
      throw new UserException(e.getMessage(), e);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    result.network().settle(threads);
    double accuracy = DeepTestCommand.accuracy(result.network(), sets.test());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("testAccuracy", accuracy);
    facts.put("seconds", seconds);
    save(result.network(), config, sets, facts);
    if (json) {
      console
          .out()
          .println(JsonOutput.line(DeepTrainReport.toMap(result, sets, accuracy, seconds)));
    } else {
      DeepTrainReport.lines(output, result, accuracy, seconds).forEach(console.out()::println);
    }
    return ExitCode.OK;
  }

  /** The network that is trained, and how many epochs have ended. */
  private static final class Heard {
    DeepNetwork network;
    int epochs;

    DeepListener saying(DeepListener words) {
      return new DeepListener() {
        @Override
        public void start(DeepNetwork begun) {
          network = begun;
        }

        @Override
        public void epoch(DeepEpoch epoch) {
          epochs++;
          words.epoch(epoch);
        }
      };
    }
  }

  private int interrupted(Heard heard, DeepConfig config, DenseSets sets) throws IOException {
    if (onInterrupt == TrainCommand.OnInterrupt.DISCARD || heard.epochs == 0) {
      console.note("interrupted; nothing was saved");
      return ExitCode.INTERRUPTED;
    }
    heard.network.settle(threads);
    save(heard.network, config, sets, Map.of("interruptedAfterEpoch", heard.epochs));
    console.note("interrupted; the model as far as it had come is in " + output);
    return ExitCode.INTERRUPTED;
  }

  private void save(DeepNetwork network, DeepConfig config, DenseSets sets, Map<String, Object> how)
      throws IOException {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("data", String.valueOf(data.getFileName()));
    facts.putAll(how);
    DeepModel.of(network, config, sets.train().size(), facts).save(output);
  }

  /** The settings; those not given are what is known to be good for how it is computed. */
  private DeepConfig config() {
    Usage.require(layers >= 1 && layers <= 16, "--layers", "from 1 to 16", layers);
    try {
      DeepConfig usual = DeepConfig.of(layers, units, chosen());
      Execution how = execution == null ? usual.execution() : execution;
      boolean matrix = how == Execution.MATRIX;
      OptimizerKind rule = optimizer == null ? OptimizerKind.SGD : optimizer;
      boolean sgd = rule == OptimizerKind.SGD;
      double usualMomentum = matrix && sgd ? 0.9 : 0;
      return usual
          .withExecution(how, batch == null ? (matrix ? 64 : 1) : batch)
          .withOptimizer(rule, momentum == null ? usualMomentum : momentum)
          .withRate(rate == null ? usualRate(rule, matrix) : rate, decay, 0)
          .withInputKeep(inputKeep)
          .withWidening(widening == null ? usual.widening() : widening, narrowing)
          .withRun(epochs, threads, seed)
          .withReports(countOperations, 1, 0);
    } catch (IllegalArgumentException e) {
      throw new Usage.WrongOption("--" + e.getMessage());
    }
  }

  private static double usualRate(OptimizerKind rule, boolean matrix) {
    return switch (rule) {
      case SGD -> matrix ? DeepConfig.MATRIX_RATE : DeepConfig.SPARSE_RATE;
      case ADAGRAD -> 0.01;
      case ADAM -> 0.001;
    };
  }

  private Selection chosen() {
    double active = share == null ? DeepSelections.usualShare(selection) : share;
    Usage.require(active > 0 && active <= 1, "--share", "above 0 and at most 1", active);
    return DeepSelections.of("--selection", selection, active);
  }
}
