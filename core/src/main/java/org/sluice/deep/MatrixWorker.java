package org.sluice.deep;

import java.util.SplittableRandom;
import org.sluice.dense.DenseExamples;

/** Mini-batches through whole matrices. */
final class MatrixWorker extends TrainingWorker {
  private final DeepConfig config;
  private final DenseExamples train;
  private final SplittableRandom random;
  private final MatrixPass pass;

  MatrixWorker(
      DeepConfig config, DeepNetwork network, DenseExamples train, SplittableRandom random) {
    super(network);
    this.config = config;
    this.train = train;
    this.random = random;
    pass = new MatrixPass(network, counts, Math.min(config.batch(), train.size()));
  }

  @Override
  void batch(int[] order, int from, int count, float rate) {
    loss += pass.gradients(train, order, from, count, config.inputKeep(), random);
    present += pass.present();
    for (int l = 0; l < kept.length; l++) {
      kept[l] += pass.kept(l);
    }
    pass.step(rate);
  }
}
