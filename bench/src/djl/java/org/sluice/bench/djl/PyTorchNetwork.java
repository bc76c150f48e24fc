package org.sluice.bench.djl;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import org.sluice.dense.BatchFeed;
import org.sluice.dense.DenseExamples;

/** A dense network of rectified units with softmax, trained by SGD with momentum in PyTorch. */
final class PyTorchNetwork implements AutoCloseable {
  private final Model model;
  private final Trainer trainer;
  private final int width;

  PyTorchNetwork(int layers, int units, int classes, int width, int batch) {
    this.width = width;
    SequentialBlock block = new SequentialBlock();
    for (int l = 0; l < layers; l++) {
      block.add(Linear.builder().setUnits(units).build());
      block.add(Activation::relu);
    }
    block.add(Linear.builder().setUnits(classes).build());
    model = Model.newInstance("dense", Device.cpu());
    model.setBlock(block);
    trainer =
        model.newTrainer(
            new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                .optDevices(new Device[] {Device.cpu()})
                .optOptimizer(
                    Optimizer.sgd()
                        .setLearningRateTracker(Tracker.fixed(0.05f))
                        .optMomentum(0.9f)
                        .build()));
    trainer.initialize(new Shape(batch, width));
  }

  /** Trains one epoch. Returns the mean loss. */
  double epoch(DenseExamples rows, int batch, long seed) {
    BatchFeed feed = new BatchFeed(rows, batch, width, seed);
    feed.shuffle();
    double loss = 0;
    int batches = 0;
    while (feed.next()) {
      int count = feed.count();
      float[] values = java.util.Arrays.copyOf(feed.values(), count * width);
      float[] labels = new float[count];
      for (int i = 0; i < count; i++) {
        labels[i] = feed.labels()[i];
      }
      try (NDManager step = trainer.getManager().newSubManager()) {
        NDArray x = step.create(values, new Shape(count, width));
        NDArray y = step.create(labels, new Shape(count));
        try (GradientCollector gradients = trainer.newGradientCollector()) {
          NDList answers = trainer.forward(new NDList(x));
          NDArray error = trainer.getLoss().evaluate(new NDList(y), answers);
          gradients.backward(error);
          loss += error.getFloat();
          answers.close();
          error.close();
        }
        trainer.step();
      }
      batches++;
    }
    return loss / batches;
  }

  @Override
  public void close() {
    trainer.close();
    model.close();
  }
}
