package org.sluice.predict;

import java.util.Arrays;
import org.sluice.data.SparseRows;
import org.sluice.kernel.Kernels;
import org.sluice.memory.FloatRows;
import org.sluice.nn.HiddenLayers;
import org.sluice.nn.Network;

/**
 * Scores every label for batches of rows with matrix products and keeps the best. Holds one
 * thread's work space; the network is shared.
 */
final class ExactScorer {
  /** Labels scored together, few enough that their vectors stay in the cache. */
  private static final int BLOCK = 128;

  private final Network network;
  private final LabelOrder order;
  private final HiddenLayers hidden;
  private final int width;
  private final int stride;
  private final float[] transposed;
  private final float[] vectors;
  private final float[] scores;
  private final TopLabels[] best;

  private final float[] blockHighest;
  private final float[] blockLargest;

  /** Log of the sum of the exponentials of each row's scores so far. */
  private final double[] logNormalizers;

  /**
   * @param order which labels are best
   * @param batchSize most rows scored together
   * @param k labels kept a row
   */
  ExactScorer(Network network, LabelOrder order, int batchSize, int k) {
    this.network = network;
    this.order = order;
    this.hidden = new HiddenLayers(network, batchSize, 0);
    this.width = network.shape().lastWidth();
    this.stride = (batchSize + 15) / 16 * 16;
    this.transposed = new float[width * stride];
    this.vectors = new float[BLOCK * width];
    this.scores = new float[BLOCK * stride];
    this.best = new TopLabels[batchSize];
    Arrays.setAll(best, row -> new TopLabels(k));
    this.blockHighest = new float[batchSize];
    this.blockLargest = new float[batchSize];
    this.logNormalizers = new double[batchSize];
  }

  /**
   * Scores rows {@code rows[from .. from + count)} of {@code x}; afterwards {@link #best} holds
   * their labels and {@link #logNormalizer} is known where it was asked for.
   */
  void score(SparseRows x, int[] rows, int from, int count, boolean normalize) {
    float[] activations = hidden.forward(x, rows, from, count, null);
    for (int q = 0; q < count; q++) {
      best[q].clear();
      logNormalizers[q] = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < width; j++) {
        transposed[j * stride + q] = activations[q * width + j];
      }
    }
    FloatRows weights = network.output().weights();
    float[] biases = network.output().biases();
    int labels = network.shape().labels();
    for (int first = 0; first < labels; first += BLOCK) {
      int block = Math.min(BLOCK, labels - first);
      for (int u = 0; u < block; u++) {
        weights.get(first + u, vectors, u * width);
      }
      Kernels.gemm(
          block,
          count,
          width,
          vectors,
          0,
          width,
          1,
          transposed,
          0,
          stride,
          scores,
          0,
          stride,
          false);
      for (int u = 0; u < block; u++) {
        offer(first + u, biases[first + u], u * stride, count);
      }
      if (normalize) {
        accumulate(block, count);
      }
    }
  }

  private void offer(int label, float bias, int at, int count) {
    for (int q = 0; q < count; q++) {
      float score = scores[at + q] + bias;
      scores[at + q] = score;
      if (order.bound(label, score) > best[q].floor()) {
        best[q].offer(label, order.key(label, score));
      }
    }
  }

  /**
   * Adds a block's scores to the rows' normalisers: the largest probability within the block tells
   * the block's own.
   */
  private void accumulate(int block, int count) {
    Arrays.fill(blockHighest, 0, count, Float.NEGATIVE_INFINITY);
    raise(blockHighest, block, count);
    Kernels.softmaxColumns(scores, 0, block, count, stride);
    Arrays.fill(blockLargest, 0, count, 0);
    raise(blockLargest, block, count);
    for (int q = 0; q < count; q++) {
      double log = blockHighest[q] - Math.log(blockLargest[q]);
      double higher = Math.max(log, logNormalizers[q]);
      double lower = Math.min(log, logNormalizers[q]);
      logNormalizers[q] = higher + Math.log1p(Math.exp(lower - higher));
    }
  }

  /** Raises each value to the largest of its column. */
  private void raise(float[] values, int block, int count) {
    for (int u = 0; u < block; u++) {
      for (int q = 0; q < count; q++) {
        values[q] = Math.max(values[q], scores[u * stride + q]);
      }
    }
  }

  /** Best labels of row q of the last batch, by falling score. */
  TopLabels best(int q) {
    return best[q];
  }

  /** Logarithm of the sum of the exponentials of all of row q's scores. */
  double logNormalizer(int q) {
    return logNormalizers[q];
  }
}
