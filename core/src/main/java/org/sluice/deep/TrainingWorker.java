package org.sluice.deep;

import java.util.Arrays;
import org.sluice.active.OperationCounts;

/** What one thread trains with, and what it has seen since the epoch began. */
abstract sealed class TrainingWorker permits SparseWorker, MatrixWorker, SimulatedWorker {
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

  void clear() {
    counts.clear();
    Arrays.fill(kept, 0);
    loss = 0;
    present = 0;
  }
}
