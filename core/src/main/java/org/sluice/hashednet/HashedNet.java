package org.sluice.hashednet;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.sluice.dense.BatchFeed;
import org.sluice.dense.DenseExamples;

/**
 * A network of layers with shared weights. Used by one thread at a time.
 *
 * @see HashedNetTrainer
 */
public final class HashedNet {
  private final int classes;
  private final int batchSize;
  private final List<NetLayer> layers = new ArrayList<>();
  private final List<float[]> inputDeltas = new ArrayList<>();

  HashedNet(HashedNetConfig config, int inputs, int classes, int batchSize) {
    this.classes = classes;
    this.batchSize = batchSize;
    int before = inputs;
    SplittableRandom seeds = new SplittableRandom(config.seed());
    for (int i = 0; i <= config.hidden().size(); i++) {
      int units = i < config.hidden().size() ? config.hidden().get(i) : classes;
      SharedWeights weights =
          SharedWeights.of(before, units, config.sharing(), config.compression(), seeds.nextLong());
      layers.add(new NetLayer(weights, before, units, batchSize));
      inputDeltas.add(i == 0 ? null : new float[batchSize * (before + 1)]);
      before = units;
    }
    unpack();
  }

  /** Weights that the network keeps. */
  public long realWeights() {
    return layers.stream().mapToLong(layer -> layer.weights.real.length).sum();
  }

  /** Edges of the network, biases included: what a plain network of its shape would keep. */
  public long edges() {
    return layers.stream().mapToLong(layer -> layer.weights.edges()).sum();
  }

  List<NetLayer> layers() {
    return layers;
  }

  void unpack() {
    layers.forEach(NetLayer::unpack);
  }

  int stride() {
    return layers.getFirst().inputs + 1;
  }

  /** Copies a batch of rows {@link #stride} apart into the network. */
  void load(float[] values, int count) {
    NetLayer first = layers.getFirst();
    for (int row = 0; row < count; row++) {
      int at = row * (first.inputs + 1);
      System.arraycopy(values, at, first.in, at, first.inputs);
    }
  }

  /**
   * Computes the outputs of what was loaded.
   *
   * @param drops what is dropped in training; null where nothing is
   */
  void forward(int count, Drops drops) {
    for (int i = 0; i < layers.size(); i++) {
      NetLayer layer = layers.get(i);
      if (drops != null) {
        drops.apply(i == 0, layer.in, count, layer.inputs);
      }
      layer.forward(count);
      if (i + 1 < layers.size()) {
        float[] next = layers.get(i + 1).in;
        for (int row = 0; row < count; row++) {
          for (int j = 0; j < layer.units; j++) {
            next[row * (layer.units + 1) + j] = Math.max(0, layer.out[row * layer.units + j]);
          }
        }
      }
    }
  }

  /**
   * Cross-entropy of a batch after {@link #forward}, summed, and its derivatives, averaged, in the
   * last layer.
   */
  double loss(int[] labels, int count) {
    NetLayer last = layers.getLast();
    double sum = 0;
    for (int row = 0; row < count; row++) {
      int from = row * classes;
      float most = last.out[from];
      for (int j = 1; j < classes; j++) {
        most = Math.max(most, last.out[from + j]);
      }
      double total = 0;
      for (int j = 0; j < classes; j++) {
        total += Math.exp(last.out[from + j] - most);
      }
      sum += Math.log(total) + most - last.out[from + labels[row]];
      for (int j = 0; j < classes; j++) {
        double share = Math.exp(last.out[from + j] - most) / total;
        last.delta[from + j] = (float) ((share - (j == labels[row] ? 1 : 0)) / count);
      }
    }
    return sum;
  }

  /** Derivatives by all weights after {@link #loss}. */
  void backward(int count, Drops drops) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      NetLayer layer = layers.get(i);
      float[] inputDelta = inputDeltas.get(i);
      layer.backward(count, inputDelta);
      if (i > 0) {
        // An input of 0 was below the bend, or was dropped; either way nothing flows back.
        float scale = drops == null ? 1 : drops.hiddenScale();
        NetLayer before = layers.get(i - 1);
        int units = layer.inputs;
        for (int row = 0; row < count; row++) {
          for (int j = 0; j < units; j++) {
            int at = row * (units + 1) + j;
            before.delta[row * units + j] = layer.in[at] > 0 ? scale * inputDelta[at] : 0;
          }
        }
      }
    }
  }

  void step(float rate, float momentum) {
    for (NetLayer layer : layers) {
      layer.step(rate, momentum);
      layer.unpack();
    }
  }

  /**
   * Classes of all rows of a set.
   *
   * @throws IllegalArgumentException if the rows are not as wide as those learned from
   */
  public int[] predict(DenseExamples examples) {
    int inputs = layers.getFirst().inputs;
    if (examples.width() != inputs) {
      throw new IllegalArgumentException(
          "examples must be of " + inputs + " numbers a row, got " + examples.width());
    }
    BatchFeed feed = new BatchFeed(examples, batchSize, stride(), 0);
    int[] predicted = new int[examples.size()];
    int done = 0;
    while (feed.next()) {
      load(feed.values(), feed.count());
      forward(feed.count(), null);
      float[] out = layers.getLast().out;
      for (int row = 0; row < feed.count(); row++) {
        int best = 0;
        for (int j = 1; j < classes; j++) {
          best = out[row * classes + j] > out[row * classes + best] ? j : best;
        }
        predicted[done++] = best;
      }
    }
    return predicted;
  }

  /** Share of a set's rows that are given a wrong class, from 0 to 1. */
  public double error(DenseExamples examples) {
    int[] predicted = predict(examples);
    int wrong = 0;
    for (int row = 0; row < predicted.length; row++) {
      wrong += predicted[row] == examples.label(row) ? 0 : 1;
    }
    return (double) wrong / predicted.length;
  }
}
