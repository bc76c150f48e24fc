package org.sluice.deep;

import java.util.Collections;
import java.util.List;
import org.sluice.active.Selection;
import org.sluice.config.DecayKind;
import org.sluice.config.OptimizerKind;

/**
 * A network and its training. The output layer has a unit for each class, softmax and cross
 * entropy.
 *
 * @param hidden the hidden layers from the input up, at least one, at most 16
 * @param execution how training computes
 * @param optimizer the rule for a step; its state moves only with the weight it belongs to
 * @param momentum for {@link OptimizerKind#SGD} and {@link OptimizerKind#ADAGRAD}, from 0 to below
 *     1: the share of a weight's last step that is repeated when the weight moves again
 * @param rate learning rate, above 0 and at most 1,000
 * @param decay how the rate falls
 * @param warmup share of the run over which the rate rises from 0 in a straight line, from 0 to
 *     below 1
 * @param batch examples whose mean gradient is taken from the same weights, at least 1
 * @param epochs passes over the training rows, at least 1
 * @param threads threads that train without locks, from 1 to 256; 1 makes runs repeatable to the
 *     bit
 * @param seed of everything random
 * @param inputKeep probability that an input stays in training, the others being 0 and those that
 *     stay divided by it, above 0 and at most 1
 * @param widening how many times as many units as its share says a layer of the strongest units
 *     begins training with, all at most; from 1 to 1,000. Answers always have the share alone
 * @param narrowing share of the run over which that falls to the layer's share in a straight line,
 *     from 0 to 1
 * @param countOperations whether multiplications are counted
 * @param evaluateEvery epochs from one test to the next, at least 1; the last is always tested
 * @param recordedExamples training examples, the first ones, whose active sets the result tells,
 *     from 0 to 100,000
 */
public record DeepConfig(
    List<HiddenLayer> hidden,
    Execution execution,
    OptimizerKind optimizer,
    double momentum,
    double rate,
    DecayKind decay,
    double warmup,
    int batch,
    int epochs,
    int threads,
    long seed,
    double inputKeep,
    double widening,
    double narrowing,
    boolean countOperations,
    int evaluateEvery,
    int recordedExamples) {
  /** Learning rate of plain steps by mini-batches, known to be good. */
  public static final double MATRIX_RATE = 0.05;

  /** Learning rate of plain steps row by row, chosen on rows kept aside of two sets of images. */
  public static final double SPARSE_RATE = 0.02;

  private static final double WIDENING = 5;
  private static final double NARROWING = 0.5;

  /** No more units than this share are active for the sake of {@link #widening}. */
  private static final double WIDEST = 0.25;

  public DeepConfig {
    require(hidden != null, "hidden", "given", null);
    hidden = List.copyOf(hidden);
    require(
        !hidden.isEmpty() && hidden.size() <= 16, "hidden", "from 1 to 16 layers", hidden.size());
    require(execution != null, "execution", "given", null);
    require(optimizer != null, "optimizer", "given", null);
    require(momentum >= 0 && momentum < 1, "momentum", "from 0 to below 1", momentum);
    require(
        momentum == 0 || optimizer != OptimizerKind.ADAM,
        "momentum",
        "0 for ADAM, which has its own",
        momentum);
    require(rate > 0 && rate <= 1000, "rate", "above 0 and at most 1000", rate);
    require(decay != null, "decay", "given", null);
    require(warmup >= 0 && warmup < 1, "warmup", "from 0 to below 1", warmup);
    require(batch >= 1 && batch <= 65_536, "batch", "from 1 to 65536", batch);
    require(epochs >= 1 && epochs <= 1_000_000, "epochs", "from 1 to 1000000", epochs);
    require(threads >= 1 && threads <= 256, "threads", "from 1 to 256", threads);
    require(inputKeep > 0 && inputKeep <= 1, "inputKeep", "above 0 and at most 1", inputKeep);
    require(widening >= 1 && widening <= 1000, "widening", "from 1 to 1000", widening);
    require(narrowing >= 0 && narrowing <= 1, "narrowing", "from 0 to 1", narrowing);
    require(evaluateEvery >= 1, "evaluateEvery", "at least 1", evaluateEvery);
    require(
        recordedExamples >= 0 && recordedExamples <= 100_000,
        "recordedExamples",
        "from 0 to 100000",
        recordedExamples);
    for (HiddenLayer layer : hidden) {
      require(
          execution == Execution.SPARSE || !(layer.selection() instanceof Selection.Hashed),
          "execution",
          "SPARSE for a hashed layer",
          execution);
    }
  }

  /** Hidden layers of equal width and selection, everything else as known to be good. */
  public static DeepConfig of(int layers, int units, Selection selection) {
    boolean dense = selection instanceof Selection.Full || selection instanceof Selection.Dropout;
    return new DeepConfig(
        Collections.nCopies(Math.max(0, layers), new HiddenLayer(units, selection)),
        dense ? Execution.MATRIX : Execution.SPARSE,
        OptimizerKind.SGD,
        dense ? 0.9 : 0,
        dense ? MATRIX_RATE : SPARSE_RATE,
        DecayKind.LINEAR,
        0,
        dense ? 64 : 1,
        10,
        1,
        1,
        1,
        widening(selection),
        NARROWING,
        false,
        1,
        0);
  }

  /** Few of the strongest units learn more together with some that are a little weaker. */
  private static double widening(Selection selection) {
    return switch (selection) {
      case Selection.WinnerTakeAll(double share) -> widening(share);
      case Selection.Hashed hashed when hashed.proposed() > hashed.share() ->
          widening(hashed.share());
      default -> 1;
    };
  }

  private static double widening(double share) {
    return Math.max(1, Math.min(WIDENING, WIDEST / share));
  }

  /** These settings for other hidden layers. */
  public DeepConfig withHidden(List<HiddenLayer> hidden) {
    Draft draft = new Draft(this);
    draft.hidden = hidden;
    return draft.finished();
  }

  /** These settings computed otherwise, with another batch. */
  public DeepConfig withExecution(Execution execution, int batch) {
    Draft draft = new Draft(this);
    draft.execution = execution;
    draft.batch = batch;
    return draft.finished();
  }

  /** These settings with another rule and momentum. */
  public DeepConfig withOptimizer(OptimizerKind optimizer, double momentum) {
    Draft draft = new Draft(this);
    draft.optimizer = optimizer;
    draft.momentum = momentum;
    return draft.finished();
  }

  /** These settings with another course of the rate. */
  public DeepConfig withRate(double rate, DecayKind decay, double warmup) {
    Draft draft = new Draft(this);
    draft.rate = rate;
    draft.decay = decay;
    draft.warmup = warmup;
    return draft.finished();
  }

  /** These settings for another length of training, threads and seed. */
  public DeepConfig withRun(int epochs, int threads, long seed) {
    Draft draft = new Draft(this);
    draft.epochs = epochs;
    draft.threads = threads;
    draft.seed = seed;
    return draft.finished();
  }

  /** These settings with another dropout of inputs. */
  public DeepConfig withInputKeep(double inputKeep) {
    Draft draft = new Draft(this);
    draft.inputKeep = inputKeep;
    return draft.finished();
  }

  /** These settings with another course of how many units are active. */
  public DeepConfig withWidening(double widening, double narrowing) {
    Draft draft = new Draft(this);
    draft.widening = widening;
    draft.narrowing = narrowing;
    return draft.finished();
  }

  /** These settings with other things reported. */
  public DeepConfig withReports(boolean countOperations, int evaluateEvery, int recordedExamples) {
    Draft draft = new Draft(this);
    draft.countOperations = countOperations;
    draft.evaluateEvery = evaluateEvery;
    draft.recordedExamples = recordedExamples;
    return draft.finished();
  }

  /** Settings that are being changed. */
  private static final class Draft {
    List<HiddenLayer> hidden;
    Execution execution;
    OptimizerKind optimizer;
    double momentum;
    double rate;
    DecayKind decay;
    double warmup;
    int batch;
    int epochs;
    int threads;
    long seed;
    double inputKeep;
    double widening;
    double narrowing;
    boolean countOperations;
    int evaluateEvery;
    int recordedExamples;

    Draft(DeepConfig from) {
      hidden = from.hidden;
      execution = from.execution;
      optimizer = from.optimizer;
      momentum = from.momentum;
      rate = from.rate;
      decay = from.decay;
      warmup = from.warmup;
      batch = from.batch;
      epochs = from.epochs;
      threads = from.threads;
      seed = from.seed;
      inputKeep = from.inputKeep;
      widening = from.widening;
      narrowing = from.narrowing;
      countOperations = from.countOperations;
      evaluateEvery = from.evaluateEvery;
      recordedExamples = from.recordedExamples;
    }

    DeepConfig finished() {
      return new DeepConfig(
          hidden,
          execution,
          optimizer,
          momentum,
          rate,
          decay,
          warmup,
          batch,
          epochs,
          threads,
          seed,
          inputKeep,
          widening,
          narrowing,
          countOperations,
          evaluateEvery,
          recordedExamples);
    }
  }

  static void require(boolean holds, String field, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(field + " must be " + rule + ", not " + value);
    }
  }
}
