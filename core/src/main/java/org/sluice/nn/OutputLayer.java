package org.sluice.nn;

import java.util.SplittableRandom;
import org.sluice.config.ActiveMode;
import org.sluice.config.TrainingConfig;
import org.sluice.data.LabelRows;
import org.sluice.index.HashTables;

/**
 * The label layer in training: chooses the active labels, computes their scores and the loss, steps
 * their rows and sends the gradient back. Holds one thread's work space.
 */
public sealed interface OutputLayer permits PooledOutput, ExampleOutput {
  /**
   * One step for rows {@code rows[from .. from + count)}.
   *
   * @param hidden their last hidden activations, by row
   * @param truth labels of all rows
   * @param gradient receives the gradient by {@code hidden}
   * @return the rows' losses, added up
   */
  double step(
      float[] hidden,
      LabelRows truth,
      int[] rows,
      int from,
      int count,
      SplittableRandom random,
      float rate,
      float[] gradient);

  /** Takes over tables that were built anew; null when labels are not hashed. */
  void use(HashTables tables);

  /** Labels computed by the last step, summed over its sets. */
  long activeLabels();

  /** The output layer that a configuration asks for. */
  static OutputLayer of(Network network, NetworkOptimizer state, TrainingConfig config) {
    return config.activeSet().activeMode() == ActiveMode.POOLED
        ? new PooledOutput(network, state, config)
        : new ExampleOutput(network, state, config);
  }
}
