package org.sluice.deep;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.sluice.active.OperationCounts;
import org.sluice.active.OperationKind;
import org.sluice.dense.DenseExamples;
import org.sluice.kernel.Kernels;

/** A mini-batch on its way up and down a network through whole matrices. For one thread. */
final class MatrixPass {
  private final DeepNetwork network;
  private final OperationCounts counts;

  /** The rows, then the activations of each layer, by rows: {@code room x width}. */
  private final float[][] x;

  /** Gradients for the pre-activations of each layer, by rows. */
  private final float[][] deltas;

  /** The same by columns, and what they give for the layer below. */
  private final float[] transposed;

  private final float[] below;
  private final float[][] gradients;
  private final float[][] biasGradients;
  private final long[] kept;
  private long present;

  MatrixPass(DeepNetwork network, OperationCounts counts, int batch) {
    this.network = network;
    this.counts = counts;
    int layers = network.layers();
    x = new float[layers + 1][];
    deltas = new float[layers][];
    gradients = new float[layers][];
    biasGradients = new float[layers][];
    kept = new long[layers];
    int widest = 0;
    int[] widths = network.widths();
    for (int l = 0; l < widths.length; l++) {
      requireRoom(batch, widths[l], l == 0 ? " inputs" : " units");
    }
    x[0] = new float[batch * network.layer(0).dimension()];
    for (int l = 0; l < layers; l++) {
      int units = network.layer(l).rows();
      x[l + 1] = new float[batch * units];
      deltas[l] = new float[batch * units];
      gradients[l] = new float[network.layer(l).matrix.weights.length];
      biasGradients[l] = new float[units];
      widest = Math.max(widest, units);
    }
    transposed = new float[batch * widest];
    below = new float[batch * widest];
  }

  /** A batch's activations of a layer, or its inputs, lie in one array. */
  private static void requireRoom(int batch, int width, String what) {
    int most = (Integer.MAX_VALUE - 8) / width;
    DeepConfig.require(
        batch <= most, "batch", "at most " + most + " where a layer has " + width + what, batch);
  }

  /** Units that were active in a hidden layer in the last batch, summed over examples. */
  long kept(int layer) {
    return kept[layer];
  }

  /** Inputs that were not 0 in the last batch. */
  long present() {
    return present;
  }

  /**
   * Computes the mean gradient of some examples.
   *
   * @return the sum of their cross entropies in nats
   */
  double gradients(
      DenseExamples examples,
      int[] order,
      int from,
      int count,
      double inputKeep,
      SplittableRandom random) {
    load(examples, order, from, count, inputKeep, random);
    int top = network.layers() - 1;
    for (int l = 0; l <= top; l++) {
      forward(l, count);
      if (l < top) {
        activate(l, count, random);
      }
    }
    int classes = network.layer(top).rows();
    double loss = 0;
    for (int i = 0; i < count; i++) {
      loss +=
          CrossEntropy.of(
              x[top + 1],
              i * classes,
              classes,
              examples.label(order[from + i]),
              count,
              deltas[top]);
    }
    for (int l = top; l >= 0; l--) {
      weights(l, count);
      if (l > 0) {
        backward(l, count);
      }
    }
    return loss;
  }

  /** Moves all weights against the gradients. */
  void step(float rate) {
    for (int l = 0; l < gradients.length; l++) {
      network.layer(l).weightSteps.step(gradients[l], rate);
      network.layer(l).biasSteps.step(biasGradients[l], rate);
    }
  }

  private void load(
      DenseExamples examples,
      int[] order,
      int from,
      int count,
      double inputKeep,
      SplittableRandom random) {
    int width = network.layer(0).dimension();
    float scale = (float) (1 / inputKeep);
    present = 0;
    for (int i = 0; i < count; i++) {
      examples.copyTo(order[from + i], x[0], i * width);
      for (int j = i * width; j < (i + 1) * width; j++) {
        if (x[0][j] != 0) {
          if (inputKeep < 1) {
            x[0][j] = random.nextDouble() < inputKeep ? x[0][j] * scale : 0;
          }
          present += x[0][j] != 0 ? 1 : 0;
        }
      }
    }
    charge(0, OperationKind.FORWARD, count, present);
    charge(0, OperationKind.UPDATE, count, present);
  }

  private void charge(int layer, OperationKind kind, int examples, long present) {
    long units = network.layer(layer).rows();
    long all = examples * units * network.layer(layer).dimension();
    counts.charge(layer, kind, layer == 0 ? present * units : all, all);
  }

  private void forward(int l, int count) {
    DeepLayer layer = network.layer(l);
    int units = layer.rows();
    int inputs = layer.dimension();
    for (int i = 0; i < count; i++) {
      System.arraycopy(layer.biases(), 0, x[l + 1], i * units, units);
    }
    Kernels.gemm(
        count,
        units,
        inputs,
        x[l],
        0,
        inputs,
        1,
        layer.matrix.weights,
        0,
        units,
        x[l + 1],
        0,
        units,
        true);
    if (l > 0) {
      charge(l, OperationKind.FORWARD, count, 0);
    }
  }

  private void activate(int l, int count, SplittableRandom random) {
    int units = network.layer(l).rows();
    float[] y = x[l + 1];
    kept[l] = 0;
    for (int i = 0; i < count; i++) {
      kept[l] += network.selector(l).keep(y, i * units, random);
    }
    float scale = network.selector(l).trainingScale();
    for (int i = 0; i < count * units; i++) {
      y[i] = Math.max(0, y[i]) * scale;
    }
  }

  /** The gradient of a layer's weights and biases. */
  private void weights(int l, int count) {
    int units = network.layer(l).rows();
    int inputs = network.layer(l).dimension();
    Kernels.gemm(
        inputs,
        units,
        count,
        x[l],
        0,
        1,
        inputs,
        deltas[l],
        0,
        units,
        gradients[l],
        0,
        units,
        false);
    Arrays.fill(biasGradients[l], 0);
    for (int i = 0; i < count; i++) {
      Kernels.axpy(1, deltas[l], i * units, biasGradients[l], 0, units);
    }
    if (l > 0) {
      charge(l, OperationKind.UPDATE, count, 0);
    }
  }

  /**
   * The gradients of the layer below, where it was active. The product is taken with columns for
   * examples, since the weights lie by inputs.
   */
  private void backward(int l, int count) {
    int units = network.layer(l).rows();
    int inputs = network.layer(l).dimension();
    transpose(deltas[l], count, units, transposed);
    Kernels.gemm(
        inputs,
        count,
        units,
        network.layer(l).matrix.weights,
        0,
        units,
        1,
        transposed,
        0,
        count,
        below,
        0,
        count,
        false);
    transpose(below, inputs, count, deltas[l - 1]);
    float scale = network.selector(l - 1).trainingScale();
    float[] active = x[l];
    float[] delta = deltas[l - 1];
    for (int i = 0; i < count * inputs; i++) {
      delta[i] = active[i] > 0 ? delta[i] * scale : 0;
    }
    charge(l, OperationKind.BACKWARD, count, 0);
  }

  /** In blocks, so that both sides stay in the cache. */
  private static void transpose(float[] from, int rows, int columns, float[] to) {
    int block = 16;
    for (int r0 = 0; r0 < rows; r0 += block) {
      int r1 = Math.min(rows, r0 + block);
      for (int c0 = 0; c0 < columns; c0 += block) {
        int c1 = Math.min(columns, c0 + block);
        for (int c = c0; c < c1; c++) {
          for (int r = r0; r < r1; r++) {
            to[c * rows + r] = from[r * columns + c];
          }
        }
      }
    }
  }
}
