package org.sluice.deep;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sluice.active.OperationCounts;
import org.sluice.dense.DenseExamples;

/** What one thread trains with, and what it has seen since the epoch began. */
abstract sealed class TrainingWorker
    permits SparseWorker, MatrixWorker, LockstepWorker, StaggeredWorker {
  final OperationCounts counts;

  /** Active units in each hidden layer, summed over examples. */
  final long[] kept;

  double loss;

  /** Inputs that were not 0, summed over examples. */
  long present;

  TrainingWorker(DeepNetwork network) {
    counts = new OperationCounts(network.layers());
    kept = new long[network.layers() - 1];
  }

  /** Takes a step along the mean gradient of {@code order[from .. from + count)}. */
  abstract void batch(int[] order, int from, int count, float rate);

  /** Takes the steps that are still to come. */
  void end() {}

  /** Takes an example up and down the network and sums what an epoch reports. */
  final void see(
      ExamplePass pass, DenseExamples train, int row, double inputKeep, SplittableRandom random) {
    pass.load(train, row);
    pass.dropInputs(inputKeep, random);
    pass.forward(true, random);
    loss += pass.backward(train.label(row));
    present += pass.input(0).count();
    for (int l = 0; l < kept.length; l++) {
      kept[l] += pass.chosen(l);
    }
  }

  void clear() {
    counts.clear();
    Arrays.fill(kept, 0);
    loss = 0;
    present = 0;
  }
}
