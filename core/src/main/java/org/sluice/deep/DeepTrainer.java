package org.sluice.deep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.sluice.active.OperationCounts;
import org.sluice.dense.DenseExamples;

/** Trains deep networks. Stateless. */
public final class DeepTrainer {
  private DeepTrainer() {}

  /**
   * Trains a network.
   *
   * @param test tells the accuracy after epochs; nothing is chosen by it
   * @throws IllegalArgumentException if the two sets differ in width or classes
   * @throws DivergedException if the loss is no number any more
   */
  public static DeepResult train(
      DeepConfig config, DenseExamples train, DenseExamples test, DeepListener listener) {
    return train(config, train, test, Optional.empty(), listener);
  }

  /**
   * Trains a network as threads without locks would. Runs on one thread and is repeatable.
   *
   * @param config of {@link Execution#SPARSE}; its threads and batch are not used
   */
  public static DeepResult simulateThreads(
      DeepConfig config,
      DenseExamples train,
      DenseExamples test,
      ThreadModel model,
      DeepListener listener) {
    DeepConfig.require(
        config.execution() == Execution.SPARSE,
        "execution",
        "SPARSE to simulate threads",
        config.execution());
    int together = model instanceof ThreadModel.Lockstep ? model.threads() : 1;
    DeepConfig alone =
        config.withRun(config.epochs(), 1, config.seed()).withExecution(Execution.SPARSE, together);
    return train(alone, train, test, Optional.of(model), listener);
  }

  private static DeepResult train(
      DeepConfig config,
      DenseExamples train,
      DenseExamples test,
      Optional<ThreadModel> model,
      DeepListener listener) {
    DeepConfig.require(
        train.width() == test.width(), "test width", "" + train.width(), test.width());
    DeepConfig.require(
        train.classes() == test.classes(), "test classes", "" + train.classes(), test.classes());
    DeepNetwork network = new DeepNetwork(config, train);
    listener.start(network);
    TrainingRun run = new TrainingRun(config, network, train, model);
    List<DeepEpoch> epochs = new ArrayList<>();
    for (int epoch = 1; epoch <= config.epochs(); epoch++) {
      TrainingRun.Outcome outcome = run.epoch(epoch);
      boolean tested = epoch % config.evaluateEvery() == 0 || epoch == config.epochs();
      DeepTest result = tested ? DeepTest.of(network, test, config.threads()) : null;
      List<Double> missing = new ArrayList<>();
      config.hidden().forEach(_ -> missing.add(Double.NaN));
      DeepEpoch report =
          new DeepEpoch(
              epoch,
              outcome.loss(),
              tested ? result.accuracy() : Double.NaN,
              outcome.seconds(),
              tested ? result.seconds() : 0,
              outcome.activeShare(),
              tested ? result.winnersFound() : missing,
              config.countOperations() ? outcome.operations() : null);
      epochs.add(report);
      listener.epoch(report);
    }
    return new DeepResult(network, epochs, record(config, network, train));
  }

  /** The active sets of the first examples in training. */
  private static List<ActiveSets> record(
      DeepConfig config, DeepNetwork network, DenseExamples train) {
    List<ActiveSets> sets = new ArrayList<>();
    ExamplePass pass = new ExamplePass(network, new OperationCounts(network.layers()));
    SplittableRandom random = new SplittableRandom(config.seed());
    // What the result answers must not depend on whether something was recorded.
    learning(network, false);
    for (int l = 0; l < network.layers() - 1; l++) {
      network.selector(l).widen(1);
    }
    for (int i = 0; i < Math.min(config.recordedExamples(), train.size()); i++) {
      pass.load(train, i);
      pass.dropInputs(config.inputKeep(), random);
      pass.forward(true, random);
      sets.add(pass.sets());
    }
    learning(network, true);
    return sets;
  }

  private static void learning(DeepNetwork network, boolean learning) {
    for (int l = 0; l < network.layers() - 1; l++) {
      network.selector(l).learning(learning);
    }
  }
}
